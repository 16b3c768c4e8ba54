import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { parse } from "pg-connection-string";
import type { DatabaseAddresses } from "#lib/database/addresses.ts";
import { StartError } from "#lib/env.ts";
import { withSchemaEngine } from "#scripts/database/engine.ts";

const folder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
export const noFilter = { externalTables: [], externalEnums: [] };

/** The folder of migrations as the schema engine wants it. */
export function migrationsList() {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: readFileSync(`${folder}/migration_lock.toml`, "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(`${folder}/${name}/migration.sql`, "utf8") },
      },
    })),
  };
}

/** An address as discrete fields. */
export const discrete = (address: string): pg.PoolConfig => parse(address) as pg.PoolConfig;

/**
 * Brings a database up to date: our migrations as its owner, then the queue's own as the queue's role. Two at once
 * wait for each other.
 * @returns the names of the migrations just applied
 * @throws StartError naming a migration that failed and what PostgreSQL said
 */
export async function migrate(addresses: DatabaseAddresses): Promise<string[]> {
  const owner = new pg.Client({ connectionString: addresses.owner });
  owner.on("error", () => {});
  await owner.connect();
  try {
    await owner.query("select pg_advisory_lock(hashtext('countersign migrations'))");
    const applied = await applyOurs(addresses.owner, owner);
    await applyQueues(addresses.queue, owner);
    return applied;
  } finally {
    await owner.end();
  }
}

async function applyOurs(address: string, owner: pg.Client): Promise<string[]> {
  const list = migrationsList();
  const known = await owner
    .query(
      "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    )
    .then(({ rows }) => new Set(rows.map((row) => row.migration_name)))
    .catch(() => new Set());
  // Instantiating the engine takes longer than this question.
  if (list.migrationDirectories.every(({ path }) => known.has(path))) return [];
  // A migration is one transaction, so one that failed or was killed half-way left nothing and may run again.
  await owner
    .query(
      "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null",
    )
    .catch(() => {});
  try {
    const { appliedMigrationNames } = await withSchemaEngine(discrete(address), undefined, (engine) =>
      engine.applyMigrations({ migrationsList: list, filters: noFilter }),
    );
    // The health page, which acts as the application, asks which migrations are applied.
    await owner.query("grant select on _prisma_migrations to countersign_application");
    return appliedMigrationNames;
  } catch (error) {
    const { rows } = await owner
      .query(
        "select migration_name, logs from _prisma_migrations where finished_at is null and rolled_back_at is null",
      )
      .catch(() => ({ rows: [] }));
    const [failed] = rows;
    const said = String(failed?.logs ?? (error as Error).message);
    const lines = said.trim().split("\n").slice(0, 8).join(" ");
    throw new StartError(
      failed
        ? `The migration ${failed.migration_name} failed, and the database was not brought up to date: ${lines}`
        : `The database could not be brought up to date: ${lines}`,
      { cause: error },
    );
  }
}

async function applyQueues(address: string, owner: pg.Client): Promise<void> {
  const { rows } = await owner.query(
    "select current_database() as name, to_regclass('graphile_worker.migrations') as made",
  );
  const database = owner.escapeIdentifier(rows[0].name);
  const first = rows[0].made === null;
  // The queue makes its schema once, and needs to be able to make schemas for no longer.
  if (first) await owner.query(`grant create on database ${database} to countersign_queue`);
  const pool = new pg.Pool({ connectionString: address, max: 2 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
    if (first) await owner.query(`revoke create on database ${database} from countersign_queue`);
  }
}
