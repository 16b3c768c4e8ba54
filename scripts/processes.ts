import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const endWithParent = fileURLToPath(new URL("./end-with-parent.ts", import.meta.url));

/** A program of ours that runs beside this one until it is stopped. */
export type Companion = {
  name: string;
  child: ChildProcess;
  /** Resolves when it has ended, whether asked to or not. */
  ended: Promise<void>;
  /** Asks it to finish what it is doing and end; after 30 seconds it is killed. */
  stop: () => Promise<void>;
};

/**
 * Starts a script beside this process. Ctrl-C in the terminal does not reach it, so that we decide the order in which
 * things stop; when we are killed, it ends by itself.
 */
export function accompany(
  name: string,
  script: string,
  options: string[],
  environment: Record<string, string>,
  output: "inherit" | number = "inherit",
): Companion {
  const child = spawn(process.execPath, ["--import", endWithParent, script, ...options], {
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    name,
    child,
    ended,
    stop: async () => {
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), 30_000);
      await ended;
      clearTimeout(kill);
    },
  };
}
