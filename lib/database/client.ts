import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { settings } from "#lib/env.ts";
import { databaseAddresses } from "./addresses.ts";
import { PrismaClient } from "./generated/client.ts";

type Held = { address: string; pool: pg.Pool; prisma: PrismaClient };

// On globalThis, because the development server loads modules anew after every change.
const holder = globalThis as typeof globalThis & { countersignDatabase?: Held };

/** Names of prepared statements by their text: planning the gate anew each time costs five times its running. */
const names = new Map<string, string>();

function statementName(query: { sql: string }): string {
  let name = names.get(query.sql);
  if (name === undefined) {
    // Lists of varying length make ever new texts; a server's memory for statements is not endless.
    if (names.size >= 2_000) names.clear();
    name = createHash("sha256").update(query.sql).digest("base64url");
    names.set(query.sql, name);
  }
  return name;
}

function open(address: string, connections: number): Held {
  const pool = new pg.Pool({ connectionString: address, max: connections, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle is replaced; without a listener it would end the process.
  pool.on("error", () => {});
  const adapter = new PrismaPg(pool, { statementNameGenerator: statementName });
  return { address, pool, prisma: new PrismaClient({ adapter }) };
}

function held(): Held {
  holder.countersignDatabase ??= open(databaseAddresses().application, settings().databaseConnections);
  return holder.countersignDatabase;
}

/** This process's database client, acting as the application's role. Opened on first use. */
export const database = (): PrismaClient => held().prisma;

// A day is a day: the driver's own reading would make it midnight of wherever the server stands.
const readDay = (text: string) => new Date(`${text}T00:00:00Z`);
const types = {
  getTypeParser: ((oid: number, format: "text" | "binary") =>
    oid === pg.types.builtins.DATE
      ? readDay
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Rows of one of the hot functions, past Prisma, which takes as long over a statement as PostgreSQL over the gate.
 * Each is a transaction of its own, and the function names the organisation itself.
 * @param text the statement with `$1`, `$2`…
 * @param values days as YYYY-MM-DD, moments as ISO 8601, so that no time zone of the server's gets into them
 */
export async function hotRows<T>(text: string, values: (string | number | boolean | null)[]): Promise<T[]> {
  const { rows } = await held().pool.query({ name: statementName({ sql: text }), text, values, types });
  return rows as T[];
}

/**
 * A connection beside the pool, for a lock that lasts longer than a transaction. Whoever opens it closes it.
 * @param lost is called when it breaks, and every lock with it
 */
export async function ownConnection(lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: held().address, connectionTimeoutMillis: 10_000 });
  client.on("error", lost);
  await client.connect();
  return client;
}

/** Lets this process work on another database: for tests, each in a database of its own. */
export async function workOnDatabase(applicationAddress: string, connections: number): Promise<void> {
  await closeDatabase();
  holder.countersignDatabase = open(applicationAddress, connections);
}

/** Closes this process's connections, when it is about to end. */
export async function closeDatabase(): Promise<void> {
  const open = holder.countersignDatabase;
  holder.countersignDatabase = undefined;
  if (!open) return;
  await open.prisma.$disconnect();
  await open.pool.end();
}
