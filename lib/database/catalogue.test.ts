import { describe, expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";

/*
 * What must hold for every table there is or ever will be, read from PostgreSQL's own catalogue: a table, column or
 * grant that a migration adds without a thought for tenancy fails here. tenancy.catalogue.test.ts tries it with rows.
 */

const { query } = await testDatabase();
const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await query("owner", sql, values)).rows;

/** What stands outside the organisations: sign-in starts there. A new one is a decision, not an oversight. */
const globalTables = [
  "_prisma_migrations",
  "directory_entry",
  "organisation_directory",
  "session",
  "sign_in_code",
];

/** Facts. Corrections are new rows that name the row they correct. */
const appendOnly = [
  "adopted_wording",
  "adoption",
  "agreement",
  "consultation",
  "decision",
  "decision_report",
  "draft_copy",
  "draft_file",
  "draft_writer",
  "event",
  "exemption",
  "exemption_answer",
  "kept_file",
  "minute",
  "minute_answer",
  "minute_attendance",
  "paper_signature",
  "policy_import",
  "policy_version",
  "printed_form",
  "proposal",
  "proposal_end",
  "response",
  "response_answer",
  "review",
  "series",
  "signature",
  "signature_record",
  "signature_void",
  "statement",
  "vote",
  "withdrawal",
  "wording",
];

/** What is derived, or is of no more use once it has been used. */
const removable = [
  "approval_step",
  "binding",
  "directory_entry",
  "draft",
  "holiday",
  "progress",
  "sign_in_code",
];

/** What people enter: changed and ended, never deleted. */
const changeable = [
  "address",
  "audience",
  "away",
  "body",
  "class_group",
  "class_membership",
  "contact",
  "draft_review",
  "duty",
  "finding_set_aside",
  "identity",
  "link",
  "local_wording",
  "membership",
  "message",
  "organisation",
  "organisation_directory",
  "outside_identifier",
  "person",
  "person_alias",
  "policy",
  "pupil_signing",
  "seat",
  "sending",
  "session",
  "session_tablet",
  "session_turn",
  "signing_session",
  "unit",
  "visit",
];

const tables = (
  await rows<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  )
).map(({ name }) => name);
const tenantTables = tables.filter((name) => !globalTables.includes(name));

const columnsWhere = async (condition: string) =>
  (
    await rows<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a
       join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
         and not a.attisdropped and c.relname <> '_prisma_migrations' and (${condition}) order by 1`,
    )
  ).map(({ name }) => name);

describe("tenancy", () => {
  test("there is something to look at", () => {
    expect(tenantTables.length).toBeGreaterThan(35);
    expect(globalTables.filter((name) => !tables.includes(name))).toEqual([]);
  });

  test("every table is a tenant's: it has an organisation, never empty, or is in the list of global ones", async () => {
    const withOrganisation = await columnsWhere(
      "a.attname = 'organisation_id' and a.attnotnull and t.typname = 'uuid'",
    );
    expect(tenantTables.filter((name) => !withOrganisation.includes(`${name}.organisation_id`))).toEqual([]);
  });

  test("every tenant table has row-level security, enabled and not forced, by one policy and no other", async () => {
    const found = await rows<Record<string, unknown>>(
      `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         coalesce(json_agg(json_build_array(p.permissive, p.cmd, p.roles, p.qual, p.with_check))
           filter (where p.policyname is not null), '[]') as policies
       from pg_class c left join pg_policies p on p.schemaname = 'public' and p.tablename = c.relname
       where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) group by c.oid order by 1`,
      [tenantTables],
    );
    const ours = "(organisation_id = app_organisation())";
    expect(found).toEqual(
      tenantTables.map((name) => ({
        name,
        enabled: true,
        forced: false,
        policies: [["PERMISSIVE", "ALL", ["public"], ours, ours]],
      })),
    );
  });

  test("primary keys, unique indexes and references begin with the organisation", async () => {
    const unique = await rows<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) and i.indisunique
         and a.attname <> 'organisation_id'`,
      [tenantTables],
    );
    expect(unique).toEqual([]);
    const withoutKey = await rows(
      `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
         and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
      [tables],
    );
    expect(withoutKey).toEqual([]);
  });

  test("a row cannot point into another organisation, whatever the code does", async () => {
    const references = await rows<{
      name: string;
      ours: number | null;
      theirs: number | null;
      key: number[];
    }>(
      `select f.conrelid::regclass::text || ' ' || f.conname as name,
         array_position(f.conkey, o.attnum) as ours, array_position(f.confkey, p.attnum) as theirs
       from pg_constraint f
       join pg_attribute o on o.attrelid = f.conrelid and o.attname = 'organisation_id'
       join pg_attribute p on p.attrelid = f.confrelid and p.attname = 'organisation_id'
       where f.contype = 'f' and f.connamespace = 'public'::regnamespace`,
    );
    expect(references.length).toBeGreaterThan(90);
    expect(references.filter(({ ours, theirs }) => ours === null || ours !== theirs)).toEqual([]);
    // Validated, and never taking along or emptying what points at a row that goes.
    const loose = await rows(
      `select conrelid::regclass::text || ' ' || conname as name from pg_constraint
       where contype = 'f' and connamespace = 'public'::regnamespace
         and (not convalidated or confdeltype not in ('a', 'r') or confupdtype not in ('a', 'r'))`,
    );
    expect(loose).toEqual([]);
  });

  test("every column that names another row is held by a foreign key", async () => {
    const pointing = await rows<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) and a.attnum > 0
         and not a.attisdropped and a.attname like '%\\_id' and a.atttypid = 'uuid'::regtype
         and not exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid
           and a.attnum = any (f.conkey)) order by 1`,
      [tenantTables],
    );
    expect(pointing.map(({ name }) => name)).toEqual([
      "consultation.draft_id", // a draft is removed when it is sent on; the version keeps its identifier
      "draft_copy.draft_id",
      "draft_file.draft_id",
      "draft_review.draft_id",
      "draft_writer.draft_id",
      "exemption.form_id", // of a form on a page
      "policy_version.draft_id",
      "printed_form.obligation_id", // computed, never stored
      "response.form_id", // of a form on a page
      "response.obligation_id", // computed, never stored
      "visit.form_id", // of a form on a page
    ]);
  });

  test("what stands outside row-level security holds identifiers, hashes and short words, nothing personal", async () => {
    expect(
      await columnsWhere(
        `c.relname in ('${globalTables.join("', '")}') and t.typcategory not in ('U', 'B', 'D', 'N')`,
      ),
    ).toEqual([
      "directory_entry.key",
      "directory_entry.kind",
      "organisation_directory.home",
      "organisation_directory.slug",
      "organisation_directory.state",
      "session.method",
      "sign_in_code.address_hash",
      "sign_in_code.browser_hash",
      "sign_in_code.code_hash",
    ]);
    expect(
      await columnsWhere(`c.relname in ('${globalTables.join("', '")}') and t.typname like 'json%'`),
    ).toEqual([]);
  });
});

describe("types", () => {
  test("moments know their zone", async () => {
    expect(await columnsWhere("t.typname in ('timestamp', 'time', 'timetz', '_timestamp')")).toEqual([]);
    expect((await columnsWhere("t.typname = 'timestamptz'")).length).toBeGreaterThan(20);
  });

  test("there are no sequences, enums, domains, views, triggers or inherited tables", async () => {
    const others = await rows(
      `select relkind, relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i')`,
    );
    expect(others).toEqual([]);
    expect(
      await rows(
        "select typname from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')",
      ),
    ).toEqual([]);
    expect(
      await rows(
        `select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
      ),
    ).toEqual([]);
    expect(await columnsWhere("a.attidentity <> '' or a.attgenerated <> ''")).toEqual([]);
  });
});

describe("grants", () => {
  /** Who may do what with each table, besides its owner, from the catalogue's own lists of rights. */
  async function granted(): Promise<Record<string, Record<string, string>>> {
    const found = await rows<{ table: string; role: string; rights: string }>(
      `select c.relname as table, case g.grantee when 0 then 'public' else pg_get_userbyid(g.grantee) end as role,
         string_agg(g.privilege_type || case when g.is_grantable then '*' else '' end, ' ' order by g.privilege_type)
           as rights
       from pg_class c cross join aclexplode(c.relacl) g
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and g.grantee <> c.relowner
       group by 1, 2 order by 1, 2`,
    );
    const by: Record<string, Record<string, string>> = {};
    for (const { table, role, rights } of found) by[table] = { ...by[table], [role]: rights };
    return by;
  }

  test("the application adds, changes what people change, and takes away only what is derived or used up", async () => {
    const keeper = { countersign_keeper: "DELETE INSERT SELECT UPDATE" };
    const allowing = (list: string[], countersign_application: string) =>
      list.map((table) => [table, { countersign_application, ...keeper }]);
    expect(await granted()).toEqual(
      Object.fromEntries([
        ...allowing(changeable, "INSERT SELECT UPDATE"),
        ...allowing(appendOnly, "INSERT SELECT"),
        ...allowing(removable, "DELETE INSERT SELECT UPDATE"),
        ["_prisma_migrations", expect.objectContaining({ countersign_application: "SELECT" })],
      ]),
    );
  });

  test("no right is given column by column, nor by default on tables to come", async () => {
    expect(await columnsWhere("a.attacl is not null")).toEqual([]);
    expect(
      await rows("select defaclrole from pg_default_acl where defaclnamespace = 'public'::regnamespace"),
    ).toEqual([]);
  });

  test("nobody but the owner makes anything in the schema", async () => {
    for (const role of ["countersign_application", "countersign_queue", "countersign_keeper"]) {
      const [found] = await rows(
        `select has_schema_privilege($1, 'public', 'create') as creates,
           (select count(*)::int from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owns,
           (select count(*)::int from pg_proc where proowner = r.oid and pronamespace = 'public'::regnamespace) as functions,
           rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
         from pg_roles r where rolname = $1`,
        [role],
      );
      expect(found, role).toEqual({
        creates: false,
        owns: 0,
        functions: 0,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      });
    }
  });

  test("only asking for work runs with the owner's rights, with its search path fixed", async () => {
    expect(
      await rows(
        `select proname as name, proconfig as settings,
           has_function_privilege('countersign_application', oid, 'execute') as application,
           has_function_privilege('countersign_keeper', oid, 'execute') as keeper
         from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
      ),
    ).toEqual([
      {
        name: "enqueue_job",
        settings: ["search_path=pg_catalog, pg_temp"],
        application: true,
        keeper: false,
      },
    ]);
  });
});
