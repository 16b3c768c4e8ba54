import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "#lib/env.ts";
import { withLock } from "#scripts/database/lock.ts";

const next = "node_modules/next/dist/bin/next";
const stamp = ".next/countersign-build";
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "package-lock.json",
];

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(path.join("lib", "database", "generated")))
    .sort();
}

function fingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const source of sources)
    for (const file of /\.\w+$/.test(source) ? [source] : filesOf(source)) {
      if (existsSync(file)) hash.update(file).update("\0").update(readFileSync(file));
    }
  return hash.digest("hex");
}

const isBuilt = (made: string): boolean =>
  existsSync(".next/BUILD_ID") && existsSync(stamp) && readFileSync(stamp, "utf8") === made;

/**
 * Builds the web application, unless the build is of these sources already.
 * @param say is told when it builds
 * @param whileRunning is given a function that ends the build early
 * @throws StartError with what the build said
 */
export async function buildWeb(
  say: () => void,
  whileRunning: (end: () => void) => void = () => {},
): Promise<void> {
  await withLock(
    "node_modules/.countersign/build.lock",
    async () => {
      const made = fingerprint();
      if (isBuilt(made)) return;
      say();
      const child = spawn(process.execPath, [next, "build"], {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      });
      whileRunning(() => child.kill());
      let said = "";
      for (const output of [child.stdout, child.stderr]) output.on("data", (piece) => (said += piece));
      const status = await new Promise((resolve) => child.on("close", resolve));
      if (status !== 0) throw new StartError(`The web application could not be built:\n${said.trim()}`);
      writeFileSync(stamp, made);
    },
    20,
  );
}
