import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { cloneTemplate, dropDatabase } from "#scripts/database/test-server.ts";
import type { DatabaseAddresses } from "./addresses.ts";
import { closeDatabase, database, workOnDatabase } from "./client.ts";

/**
 * Gives a test file an empty, migrated database of its own, and removes it afterwards. Call it once, at the top:
 * `const { prisma } = await testDatabase();`. Everything in lib/ then works on it, as the application's role.
 */
export async function testDatabase() {
  const { template, maintenance, addresses: pattern, prefix } = inject("testServer");
  const name = `${prefix}${randomBytes(4).toString("hex")}`;
  await cloneTemplate(maintenance, template, name);
  const addresses = Object.fromEntries(
    Object.entries(pattern).map(([role, address]) => [role, address.replace("/NAME?", `/${name}?`)]),
  ) as DatabaseAddresses;
  await workOnDatabase(addresses.application, 10);
  afterAll(async () => {
    await closeDatabase();
    await dropDatabase(maintenance, name);
  });
  return {
    prisma: database(),
    addresses,
    /** Runs one statement as a role on a connection of its own: `query("owner", "select … $1", [x])`. */
    async query(role: keyof DatabaseAddresses, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
      const client = new pg.Client({ connectionString: addresses[role] });
      await client.connect();
      try {
        return await client.query(sql, values);
      } finally {
        await client.end();
      }
    },
  };
}
