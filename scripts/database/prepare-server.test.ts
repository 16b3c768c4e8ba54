import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverAddresses } from "#lib/database/addresses.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { migrate } from "./migrate.ts";
import { prepareServer, withClient } from "./roles.ts";

// A server of somebody's own, on which nothing of ours has been made yet.
const folder = mkdtempSync(path.join(tmpdir(), "countersign-server-"));
let cluster: Cluster;

const as = (login: string, database = "school", password = "x") =>
  `postgresql://${login}:${password}@127.0.0.1:${cluster.connection.port}/${database}`;
const administrator = (sql: string) =>
  withClient(as("postgres", "postgres", cluster.connection.passwords.postgres), (client) =>
    client.query(sql),
  );
const prepare = (databaseUrl: string, migrationUrl?: string) =>
  prepareServer(serverAddresses(databaseUrl, migrationUrl), databaseUrl, migrationUrl).then(
    () => "ready",
    (error: Error) => error.message,
  );

beforeAll(async () => {
  cluster = await openCluster(folder, "throwaway");
  for (const login of ["owner", "web", "plain"])
    await administrator(`create role ${login} login password 'x'`);
  await administrator("create role strong login superuser password 'x'");
  await administrator("create database school owner owner");
  await administrator("create database other owner plain");
  await administrator(
    "create database latin owner owner encoding 'LATIN1' locale 'C' locale_provider libc template template0",
  );
}, 60_000);
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a server of one's own", () => {
  test("what is wrong with the address is said in a sentence", async () => {
    expect(await prepare(as("owner", "school", "wrong"))).toMatch(
      /does not accept the user or password in DATABASE_URL/,
    );
    expect(await prepare(as("owner", "nowhere"))).toMatch(
      /The database named in DATABASE_URL does not exist/,
    );
    expect(await prepare("postgresql://owner@127.0.0.1:1/school")).toMatch(
      /in DATABASE_URL cannot be reached/,
    );
    expect(await prepare(as("owner", "latin"))).toMatch(/encoded as LATIN1/);
    expect(await prepare(as("plain"))).toMatch(/signs in as plain, which does not own the database school/);
  });

  test("a login that may not make roles is told which statements an administrator runs", async () => {
    expect(await prepare(as("owner"))).toMatch(
      /countersign_application does not exist, and owner .* may not create it/,
    );
  });

  test("one address: makes the roles, migrates, and every session takes its role on", async () => {
    await administrator("alter role owner createrole");
    expect(await prepare(as("owner"))).toBe("ready");
    const addresses = serverAddresses(as("owner"));
    expect((await migrate(addresses)).length).toBeGreaterThan(0);
    for (const role of ["application", "queue", "keeper"] as const) {
      const { rows } = await withClient(addresses[role], (client) =>
        client
          .query("reset role; select current_user as name")
          .then((results) => (results as unknown as { rows: { name: string }[] }[])[1] ?? { rows: [] }),
      );
      expect(rows[0]?.name).toBe(`countersign_${role}`);
    }
    const enqueued = withClient(addresses.application, (client) =>
      client.query("select enqueue_job('send-message', '{}', 0, 'x', now())"),
    );
    await expect(enqueued).resolves.toBeDefined();
    await expect(
      withClient(addresses.application, (client) => client.query("delete from signature")),
    ).rejects.toThrow("permission denied");
    expect(await prepare(as("owner"))).toBe("ready");
  });

  test("a second installation's login, without the roles, is told which grant it needs", async () => {
    expect(await prepare(as("plain", "other"))).toMatch(
      /plain, which is not a member of countersign_application/,
    );
    await administrator("grant countersign_application, countersign_queue, countersign_keeper to plain");
    expect(await prepare(as("plain", "other"))).toBe("ready");
  });

  test("two addresses: the working login must be no more than its roles", async () => {
    expect(await prepare(as("owner"), as("owner"))).toMatch(
      /DATABASE_URL signs in as owner, which owns the tables/,
    );
    expect(await prepare(as("strong"), as("owner"))).toMatch(
      /DATABASE_URL signs in as strong, which is a superuser/,
    );
    expect(await prepare(as("web"), as("owner"))).toMatch(
      /signs in as web, which may not act as countersign_application/,
    );
    await administrator("grant countersign_application, countersign_queue to web");
    expect(await prepare(as("web"), as("owner"))).toBe("ready");
    await administrator("alter role web bypassrls");
    expect(await prepare(as("web"), as("owner"))).toMatch(/web, which bypasses row-level security/);
  });
});
