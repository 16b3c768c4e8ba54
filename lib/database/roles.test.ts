import { expect, test } from "vitest";
import { isCurrent } from "./is-current.ts";
import { testDatabase } from "./test-database.ts";

const { prisma, query } = await testDatabase();

const refusal = (role: Parameters<typeof query>[0], sql: string) =>
  query(role, sql).then(
    () => "allowed",
    (error: Error) => error.message,
  );

test("every migration is applied, and the application may know", async () => {
  expect(await isCurrent(prisma)).toBe(true);
});

test("the application owns nothing, bypasses nothing, and may not become the owner", async () => {
  const { rows } = await query(
    "application",
    `select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       (select count(*)::int from pg_class where relowner = r.oid) as owned
     from pg_roles r where rolname = current_user`,
  );
  expect(rows[0]).toEqual({
    name: "countersign_application",
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    owned: 0,
  });
  const owner = (await query("owner", "select current_user as name")).rows[0].name;
  // With one address only, every session is the same login's and takes its role on.
  if (!process.env.DATABASE_URL) {
    expect(await refusal("application", `set role ${owner}`)).toMatch(/permission denied to set role/);
    expect(await refusal("queue", `set role ${owner}`)).toMatch(/permission denied to set role/);
  }
  const reset = await query("application", "reset role; select current_user as name");
  expect((reset as unknown as { rows: { name: string }[] }[])[1]?.rows[0]?.name).toBe(
    "countersign_application",
  );
});

test("the application may ask for work, and see or change nothing of the queue's", async () => {
  expect(
    await refusal(
      "application",
      "select enqueue_job('send-message', '{}', 0, 'roles-test', now() + interval '1 hour')",
    ),
  ).toBe("allowed");
  const jobs = await query("queue", "select task_identifier, key from graphile_worker.jobs");
  expect(jobs.rows).toEqual([{ task_identifier: "send-message", key: "roles-test" }]);
  expect(await refusal("application", "select * from graphile_worker.jobs")).toMatch(/permission denied/);
  expect(await refusal("application", "select graphile_worker.add_job('send-message')")).toMatch(
    /permission denied/,
  );
});

test("the queue's role reads no tenant's table, the directory included", async () => {
  for (const table of ["person", "signature", "organisation_directory", "session"])
    expect(await refusal("queue", `select * from ${table}`)).toMatch(/permission denied/);
});

test("only the keeper may erase", async () => {
  expect(await refusal("application", "delete from signature_record")).toMatch(/permission denied/);
  expect(await refusal("application", "truncate signature_record")).toMatch(/permission denied/);
  expect(await refusal("keeper", "delete from signature_record")).toBe("allowed");
});

test("moments keep their time of day whatever the server's time zone is", async () => {
  const [row] = await prisma.$queryRaw<{ at: Date; zone: string }[]>`
    select ${new Date("2026-07-01T12:00:00Z")}::timestamptz as at, current_setting('TimeZone') as zone`;
  expect(row).toEqual({ at: new Date("2026-07-01T12:00:00Z"), zone: "UTC" });
});
