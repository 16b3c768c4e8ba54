import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "#lib/env.ts";
import { withLock } from "#scripts/database/lock.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = path.join(root, "node_modules/.countersign/generated");

/**
 * Writes the database client from prisma/schema.prisma to lib/database/generated, unless it is up to date.
 * @returns whether it wrote
 * @throws StartError with what Prisma said about the schema
 */
export async function generateClient(): Promise<boolean> {
  const lock = path.join(root, "node_modules/.countersign/generate.lock");
  return withLock(lock, async () => {
    const made = fingerprint();
    if (existsSync(path.join(root, "lib/database/generated/client.ts")) && readStamp() === made) return false;
    const said = spawnSync(
      process.execPath,
      [
        path.join(root, "node_modules/prisma/build/index.js"),
        "generate",
        "--no-hints",
        "--schema",
        "prisma/schema.prisma",
      ],
      {
        cwd: root,
        encoding: "utf8",
        // Generating does not use the schema engine, but stops to download one unless told of a file that exists.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
      },
    );
    if (said.status !== 0)
      throw new StartError(
        `Prisma could not read prisma/schema.prisma: ${`${said.stderr}${said.stdout}`.trim()}`,
      );
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, made);
    return true;
  });
}

function fingerprint(): string {
  const hash = createHash("sha256");
  hash.update(readFileSync(path.join(root, "prisma/schema.prisma")));
  hash.update(readFileSync(path.join(root, "node_modules/prisma/package.json")));
  return hash.digest("hex");
}

function readStamp(): string | undefined {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}
