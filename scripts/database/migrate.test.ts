import { readdirSync } from "node:fs";
import { expect, inject, onTestFinished, test } from "vitest";
import type { DatabaseAddresses } from "#lib/database/addresses.ts";
import { migrate } from "./migrate.ts";
import { withClient } from "./roles.ts";
import { dropDatabase } from "./test-server.ts";

const { maintenance, prefix, addresses: pattern } = inject("testServer");
const names = readdirSync("prisma/migrations").filter((name) => name !== "migration_lock.toml");

async function emptyDatabase(name: string): Promise<DatabaseAddresses> {
  await withClient(maintenance, (client) => client.query(`create database ${prefix}${name}`));
  onTestFinished(() => dropDatabase(maintenance, `${prefix}${name}`));
  return Object.fromEntries(
    Object.entries(pattern).map(([role, address]) => [role, address.replace("/NAME?", `/${prefix}${name}?`)]),
  ) as DatabaseAddresses;
}

test("two starts at once: each migration is applied by one of them, the queue's too", async () => {
  const addresses = await emptyDatabase("race");
  const [first, second] = await Promise.all([migrate(addresses), migrate(addresses)]);
  expect([...first, ...second].sort()).toEqual(names.sort());
  expect(Math.min(first.length, second.length)).toBe(0);
  const { rows } = await withClient(addresses.owner, (client) =>
    client.query("select count(*)::int as finished from _prisma_migrations where finished_at is not null"),
  );
  expect(rows[0].finished).toBe(names.length);
});

test("once more does nothing, and leaves the queue unable to make schemas", async () => {
  const addresses = await emptyDatabase("twice");
  await migrate(addresses);
  expect(await migrate(addresses)).toEqual([]);
  await expect(
    withClient(addresses.queue, (client) => client.query("create schema intruder")),
  ).rejects.toThrow("permission denied");
});

test("a migration that fails says which it is and what PostgreSQL said, and may be tried again", async () => {
  const addresses = await emptyDatabase("fails");
  await migrate(addresses);
  const [again] = names;
  await withClient(addresses.owner, (client) =>
    client.query("delete from _prisma_migrations where migration_name = $1", [again]),
  );
  // What it makes is there already.
  await expect(migrate(addresses)).rejects.toThrow(
    new RegExp(`The migration ${again} failed.*already exists`),
  );

  // Nothing of it stays, and nothing stands in the way of the next start.
  await expect(migrate(addresses)).rejects.toThrow(
    new RegExp(`The migration ${again} failed.*already exists`),
  );
});

test("a database with somebody else's tables is left alone", async () => {
  const addresses = await emptyDatabase("taken");
  await withClient(addresses.owner, (client) => client.query("create table theirs ()"));
  await expect(migrate(addresses)).rejects.toThrow(/could not be brought up to date: .*not empty/);
});
