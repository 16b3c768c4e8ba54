import { readFileSync } from "node:fs";
import path from "node:path";
import { StartError, settings } from "#lib/env.ts";

/** What leads to the embedded PostgreSQL; kept in the data folder, readable by its owner only. */
export type EmbeddedConnection = { port: number; database: string; passwords: Record<string, string> };

/** Addresses of one database, one for each role; a process uses the one it needs and no other. */
export type DatabaseAddresses = {
  /** Migrates and owns the tables. */
  owner: string;
  /** What web and commands use: owns nothing, bypasses nothing. */
  application: string;
  /** The worker's own tables. */
  queue: string;
  /** Retention and moving an organisation: the only one that may erase. */
  keeper: string;
};

export const embeddedFile = (folder: string): string => path.join(folder, "postgres.json");

/** What a data folder knows of its embedded PostgreSQL; undefined when it has none. */
export function readEmbedded(folder: string): EmbeddedConnection | undefined {
  try {
    return JSON.parse(readFileSync(embeddedFile(folder), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The addresses of a database of the embedded PostgreSQL: each role signs in with a password of its own. */
export function embeddedAddresses(
  connection: EmbeddedConnection,
  database = connection.database,
): DatabaseAddresses {
  const address = (role: string) =>
    withOptions(
      `postgresql://${role}:${connection.passwords[role]}@127.0.0.1:${connection.port}/${database}`,
      undefined,
    );
  return {
    owner: address("countersign_owner"),
    application: address("countersign_application"),
    queue: address("countersign_queue"),
    keeper: address("countersign_keeper"),
  };
}

/**
 * The addresses of a database on a server of the installation's own: each connection takes on its role as it opens.
 * @param database another database of the same server, for tests
 */
export function serverAddresses(
  databaseUrl: string,
  migrationUrl = databaseUrl,
  database?: string,
): DatabaseAddresses {
  const of = (url: string, role?: string) => {
    const address = new URL(url);
    if (database) address.pathname = `/${database}`;
    return withOptions(address.href, role);
  };
  return {
    owner: of(migrationUrl),
    application: of(databaseUrl, "countersign_application"),
    queue: of(databaseUrl, "countersign_queue"),
    keeper: of(migrationUrl, "countersign_keeper"),
  };
}

/** The adapter writes and reads moments without their zone and means UTC, so every session must. */
function withOptions(url: string, role: string | undefined): string {
  const address = new URL(url);
  const given = address.searchParams.get("options");
  const options = [given, "-c TimeZone=UTC", role && `-c role=${role}`].filter(Boolean).join(" ");
  address.searchParams.delete("options");
  const rest = address.search === "" ? "?" : `${address.search}&`;
  // URLSearchParams would write a space as a plus sign, which PostgreSQL's own address format does not know.
  address.search = `${rest}options=${encodeURIComponent(options)}`;
  return address.href;
}

/**
 * Where this installation's database is.
 * @throws StartError when it is the embedded one and nothing has set it up yet
 */
export function databaseAddresses(): DatabaseAddresses {
  const { databaseUrl, migrationDatabaseUrl, dataFolder } = settings();
  if (databaseUrl) return serverAddresses(databaseUrl, migrationDatabaseUrl);
  const connection = readEmbedded(dataFolder);
  if (!connection)
    throw new StartError("The embedded database has not been set up yet. `npm start` does that.");
  return embeddedAddresses(connection);
}
