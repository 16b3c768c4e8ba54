import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "#lib/env.ts";

export const next = path.resolve("node_modules/next/dist/bin/next");

const sources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package.json",
  "tsconfig.json",
];

function fingerprint(folder: string): string {
  const hash = createHash("sha256").update(process.version).update(readFileSync("package-lock.json"));
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && sources.includes(firstFolder(folder, entry.parentPath, entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

const firstFolder = (folder: string, parent: string, name: string): string =>
  path.relative(folder, path.join(parent, name)).split(path.sep)[0] as string;

/**
 * Builds the web application from a copy of its sources, which finds the installed packages above it. `next build`
 * writes beside the sources and edits tsconfig.json; this way it does so in the copy, and what is measured is one
 * state of the sources even while somebody works on them. A copy that has not changed is not built again.
 * @param whileRunning is given a function that ends the build early
 * @throws StartError with what the build said
 */
export async function buildCopy(
  folder: string,
  say: (step: string) => void,
  whileRunning: (end: () => void) => void,
): Promise<void> {
  for (const source of sources) {
    const to = path.join(folder, source);
    rmSync(to, { recursive: true, force: true });
    cpSync(source, to, { recursive: true, filter: (file) => !/\.test\.tsx?$/.test(file) });
  }
  const stamp = path.join(folder, ".next", "of-sources");
  const made = fingerprint(folder);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === made) return;
  say("Building the web application from a copy of its sources (about a minute)");
  rmSync(path.join(folder, ".next"), { recursive: true, force: true });
  const child = spawn(process.execPath, [next, "build"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  whileRunning(() => child.kill());
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (piece) => (said += piece));
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status !== 0) throw new StartError(`The web application could not be built:\n${said.trim()}`);
  writeFileSync(stamp, made);
}
