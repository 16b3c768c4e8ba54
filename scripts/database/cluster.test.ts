import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, openCluster } from "./cluster.ts";
import { isRunning } from "./lock.ts";
import { prepareEmbedded, withClient } from "./roles.ts";

const folder = mkdtempSync(path.join(tmpdir(), "countersign-cluster-"));
const pidFile = path.join(folder, "postgres/postmaster.pid");
const postgresPid = () => Number(readFileSync(pidFile, "utf8").split("\n")[0]);
const address = (cluster: Cluster) =>
  `postgresql://postgres:${cluster.connection.passwords.postgres}@127.0.0.1:${cluster.connection.port}/postgres`;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await openCluster(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the embedded PostgreSQL", () => {
  test("asks for a password, and keeps the passwords to its owner", async () => {
    expect(statSync(path.join(folder, "postgres.json")).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(folder, "postgres")).mode & 0o777).toBe(0o700);
    const without = address(cluster).replace(/:[0-9a-f]{48}@/, ":wrong@");
    await expect(withClient(without, (client) => client.query("select 1"))).rejects.toThrow("password");
  });

  test("is shared: whoever ends the last use stops it", async () => {
    const second = await openCluster(folder);
    expect(second.adopted).toBe(true);
    const pid = postgresPid();
    await cluster.close();
    expect(isRunning(pid)).toBe(true);
    expect((await withClient(address(second), (client) => client.query("select 1 as one"))).rows).toEqual([
      { one: 1 },
    ]);
    await second.close();
    // its parent may take a moment to notice that it ended
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    cluster = await openCluster(folder);
    expect(cluster.adopted).toBe(false);
  });

  test("comes back after being killed, with what was committed", async () => {
    await withClient(address(cluster), (client) => client.query("create table kept as select 42 as answer"));
    process.kill(postgresPid(), "SIGKILL");
    await wait(10); // at once, while its other processes still notice
    cluster = await openCluster(folder);
    expect(cluster.adopted).toBe(false);
    const kept = await withClient(address(cluster), (client) => client.query("select answer from kept"));
    expect(kept.rows).toEqual([{ answer: 42 }]);
  });

  test("is not taken in by a pid file whose number another program has by now", async () => {
    const found = readFileSync(pidFile, "utf8");
    await cluster.close();
    writeFileSync(pidFile, found.replace(/^\d+/, String(process.pid)));
    cluster = await openCluster(folder);
    expect(cluster.adopted).toBe(false);
    expect(postgresPid()).not.toBe(process.pid);
  });

  test("roles and database are made once, also by two at the same moment", async () => {
    await Promise.all([prepareEmbedded(cluster.connection), prepareEmbedded(cluster.connection)]);
    const { rows } = await withClient(address(cluster), (client) =>
      client.query(
        "select rolname from pg_roles where rolname like 'countersign%' and rolcanlogin order by 1",
      ),
    );
    expect(rows.map((row) => row.rolname)).toEqual([
      "countersign_application",
      "countersign_keeper",
      "countersign_owner",
      "countersign_queue",
    ]);
  });

  test("a folder without its passwords is said plainly", async () => {
    await cluster.close();
    rmSync(path.join(folder, "postgres.json"));
    await expect(openCluster(folder)).rejects.toThrow(/postgres\.json is missing/);
  });
});
