import { setTimeout as wait } from "node:timers/promises";
import { StartError } from "#lib/env.ts";
import { accompany, type Companion } from "#scripts/processes.ts";

/** The web server's address on this machine, for asking it how it is. */
function inside(host: string, port: number): string {
  const anywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const to = anywhere[host] ?? host;
  return `http://${to.includes(":") ? `[${to}]` : to}:${port}`;
}

/** Starts the built web application. @param output where its messages go: "inherit", or an open file */
export function launchWeb(
  host: string,
  port: number,
  environment: Record<string, string> = {},
  output: "inherit" | number = "inherit",
): Companion {
  return accompany(
    "web server",
    "node_modules/next/dist/bin/next",
    ["start", "--hostname", host, "--port", String(port)],
    { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...environment },
    output,
  );
}

/**
 * Waits until a web server answers that all is well.
 * @throws StartError when it ends or does not answer so within a minute
 */
export async function webIsReady(web: Companion, host: string, port: number): Promise<void> {
  let ended = false;
  void web.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + 60_000;
  let last = "it did not answer";
  while (!ended && Date.now() < deadline) {
    try {
      const answer = await fetch(`${inside(host, port)}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      last = `/api/health answered ${answer.status}`;
    } catch {
      // not listening yet
    }
    await wait(100);
  }
  throw new StartError(
    `The web server did not start: ${ended ? "it ended; its messages above say why" : last}.`,
  );
}
