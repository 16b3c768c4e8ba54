import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StartError } from "#lib/env.ts";

/** Whether a process with this id runs, whoever's it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Does work that one process on this machine may do at a time. A lock left by a process that is gone is taken over.
 * @param file the lock; its folder is made when absent
 * @param minutes how long to wait for another process that holds it
 * @throws StartError when it is held for longer
 */
export async function withLock<T>(file: string, work: () => Promise<T>, minutes = 2): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = Date.now() + minutes * 60_000;
  while (!take(file)) {
    if (Date.now() > deadline)
      throw new StartError(
        `Another process has held ${file} for ${minutes} minutes. If none is running, remove that file.`,
      );
    await wait(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  let holder: string;
  try {
    holder = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  if (holder !== "" && !isRunning(Number(holder))) {
    // Renaming succeeds for one of several that find the same dead holder.
    const aside = `${file}.${process.pid}`;
    try {
      renameSync(file, aside);
      rmSync(aside, { force: true });
    } catch {
      // another one was first
    }
  }
  return false;
}
