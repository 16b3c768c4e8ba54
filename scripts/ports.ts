import net from "node:net";
import { StartError } from "#lib/env.ts";

/** Whether a port of this machine is free for us. */
export function isPortFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else if (error.code === "EACCES")
        reject(new StartError(`Only root may listen on port ${port}. Set PORT to 1024 or more.`));
      else reject(new StartError(`The setting HOST is ${host}, which is not an address of this machine.`));
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
