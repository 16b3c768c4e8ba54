/** Asks a process's debugger one thing after another. */
async function inspector(address: string) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error(`${address} cannot be reached`)), { once: true });
  });
  let id = 0;
  return {
    ask: <T>(method: string): Promise<T> =>
      new Promise((resolve) => {
        const mine = ++id;
        const listen = ({ data }: MessageEvent) => {
          const said = JSON.parse(String(data));
          if (said.id !== mine) return;
          socket.removeEventListener("message", listen);
          resolve(said.result);
        };
        socket.addEventListener("message", listen);
        socket.send(JSON.stringify({ id: mine, method }));
      }),
    close: () => socket.close(),
  };
}

/**
 * Bytes of a process's heap that are in use once everything that can go has gone.
 * @param address of its debugger, `ws://…`
 */
export async function heapInUse(address: string): Promise<number> {
  const { ask, close } = await inspector(address);
  for (let times = 0; times < 3; times++) await ask("HeapProfiler.collectGarbage");
  const { usedSize } = await ask<{ usedSize: number }>("Runtime.getHeapUsage");
  close();
  return usedSize;
}

/** The address of the debugger of a process that was started with `--inspect` on a port of loopback. */
export async function debuggerAt(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [one] = (await answer.json()) as { webSocketDebuggerUrl: string }[];
  if (!one) throw new Error(`the process at port ${port} has no debugger`);
  return one.webSocketDebuggerUrl;
}
