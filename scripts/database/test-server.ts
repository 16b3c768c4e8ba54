import { createHash } from "node:crypto";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { type DatabaseAddresses, embeddedAddresses, serverAddresses } from "#lib/database/addresses.ts";
import { StartError, settings } from "#lib/env.ts";
import { openCluster } from "#scripts/database/cluster.ts";
import { generateClient } from "#scripts/database/generate.ts";
import { isRunning, withLock } from "#scripts/database/lock.ts";
import { migrate, migrationsList } from "#scripts/database/migrate.ts";
import { prepareEmbedded, prepareServer, withClient } from "#scripts/database/roles.ts";

/** A PostgreSQL for tests with a migrated template to clone. */
export type TestServer = {
  /** The addresses of one of its databases. */
  addresses: (database: string) => DatabaseAddresses;
  template: string;
  close: () => Promise<void>;
};

/** Where the test PostgreSQL is kept, apart from the developer's own data. */
export const testFolder = (): string => path.join(settings().dataFolder, "test");

const here = createHash("sha256").update(hostname()).digest("hex").slice(0, 6);

/** What the test databases of one process begin with; leftovers are told by the process that is gone. */
export const testDatabasePrefix = (pid: number): string => `countersign_test_${here}_${pid}_`;

/**
 * Starts the test PostgreSQL (or joins the one that runs; with DATABASE_URL, uses that server) and makes sure that
 * the template is there: migrated, and open to no connection, so that cloning it never waits.
 * @throws StartError
 */
export async function openTestServer(): Promise<TestServer> {
  const { databaseUrl, migrationDatabaseUrl } = settings();
  await generateClient();
  if (databaseUrl) {
    const addresses = (database?: string) => serverAddresses(databaseUrl, migrationDatabaseUrl, database);
    await prepareServer(addresses(), databaseUrl, migrationDatabaseUrl);
    const mayCreate = await withClient(addresses().owner, async (client) => {
      const { rows } = await client.query(
        "select current_user as login, rolcreatedb or rolsuper as yes from pg_roles where rolname = current_user",
      );
      return rows[0];
    });
    if (!mayCreate.yes)
      throw new StartError(
        `The tests make databases of their own, and ${mayCreate.login} may not. An administrator of the server runs: alter role "${mayCreate.login}" createdb.`,
      );
    const template = await makeTemplate(addresses(), addresses);
    return { addresses, template, close: async () => {} };
  }
  const cluster = await openCluster(testFolder(), "throwaway");
  try {
    await prepareEmbedded(cluster.connection);
    const addresses = (database?: string) => embeddedAddresses(cluster.connection, database);
    const template = await makeTemplate(addresses("postgres"), addresses);
    return { addresses, template, close: cluster.close };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

async function makeTemplate(
  maintenance: DatabaseAddresses,
  addresses: (database: string) => DatabaseAddresses,
): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify(migrationsList().migrationDirectories))
    .digest("hex");
  const template = `countersign_template_${hash.slice(0, 12)}`;
  return withLock(path.join(testFolder(), "template.lock"), () =>
    withClient(maintenance.owner, async (client) => {
      await dropLeftovers(client);
      const found = await client.query("select from pg_database where datname = $1", [template]);
      if (found.rowCount === 1) return template;
      // Under another name until it is whole: a template that is there is a template that can be used.
      const half = `${testDatabasePrefix(process.pid)}template`;
      await client.query(`create database ${half}`);
      await migrate(addresses(half));
      await client.query(`alter database ${half} with allow_connections false`);
      await client.query(`alter database ${half} rename to ${template}`);
      const old = await client.query(
        "select datname from pg_database where datname like 'countersign_template_%' and datname <> $1",
        [template],
      );
      for (const { datname } of old.rows)
        await client.query(`drop database if exists ${datname} with (force)`);
      return template;
    }),
  );
}

/** Removes the databases of test runs that were killed. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select datname from pg_database where datname like 'countersign_test_%'",
  );
  for (const { datname } of rows) {
    const [, machine, pid] = /^countersign_test_([0-9a-f]+)_(\d+)_/.exec(datname) ?? [];
    if (machine === here && !isRunning(Number(pid))) await drop(client, datname);
  }
}

/** Makes a database of its own for a test, from the template: 60 to 90 ms. */
export async function cloneTemplate(ownerAddress: string, template: string, database: string): Promise<void> {
  await withClient(ownerAddress, (client) =>
    client.query(`create database ${database} template ${template}`),
  );
}

/** Removes a test's database, whoever is still connected to it. */
export async function dropDatabase(ownerAddress: string, database: string): Promise<void> {
  await withClient(ownerAddress, (client) => drop(client, database));
}

/**
 * `with (force)` ends whoever is connected, but autovacuum runs as the superuser and an ordinary owner may not end
 * it. It leaves by itself as soon as it sees that it is in somebody's way.
 */
async function drop(client: pg.Client, database: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`drop database if exists ${database} with (force)`);
      return;
    } catch (error) {
      const notAllowed = (error as { code?: string }).code === "42501";
      if (!notAllowed || tries === 50) throw error;
      await wait(200);
    }
  }
}
