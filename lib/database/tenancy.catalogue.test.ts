import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { now, today } from "#lib/clock.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { askQuestion } from "#lib/signing/respond-instead.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { recordHash } from "#lib/signing/signature-record.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { testDatabase } from "./test-database.ts";

/*
 * The locks that catalogue.test.ts reads about, tried: one organisation with a row in every table and its twin, equal
 * to the last identifier but for the organisation's own. Whatever gets at the twin's rows got past a lock.
 */

const { addresses } = await testDatabase();
const owner = new pg.Client({ connectionString: addresses.owner });
await owner.connect();
afterAll(() => owner.end());
const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await owner.query(sql, values)).rows;

const tenantTables = (
  await rows<{ name: string }>(
    `select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'organisation_id' and table_type = 'BASE TABLE'
       and table_name not in ('directory_entry', 'session') order by 1`,
  )
).map(({ name }) => name);

let ours: string;
const twin = newId();

/** Runs statements as a role inside one transaction that is rolled back, with an organisation set or none. */
async function acting<T>(
  role: keyof typeof addresses,
  organisation: string | null,
  work: (run: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: addresses[role] });
  await client.connect();
  try {
    await client.query("begin");
    if (organisation)
      await client.query("select set_config('countersign.organisation', $1, true)", [organisation]);
    return await work((sql, values = []) => client.query(sql, values));
  } finally {
    await client.query("rollback").catch(() => {});
    await client.end();
  }
}

/** What came of a statement that is allowed to fail: rows touched, or the error's code and message. */
async function outcome(
  run: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>,
  sql: string,
  values: unknown[] = [],
): Promise<string> {
  await run("savepoint before");
  try {
    const { rowCount } = await run(sql, values);
    return `${rowCount} rows`;
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    return `${code} ${message}`;
  } finally {
    await run("rollback to savepoint before");
  }
}

/** Puts a row into a table as the owner; columns as the database names them. */
const put = (table: string, row: Record<string, unknown>) =>
  rows(
    `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb || coalesce(
       (select jsonb_object_agg(column_name, case data_type when 'boolean' then 'false'::jsonb else '1'::jsonb end)
        from information_schema.columns where table_schema = 'public' and table_name = $2
          and column_default is not null and not $1::jsonb ? column_name::text), '{}'))`,
    [JSON.stringify({ organisation_id: ours, id: newId(), ...row }), table],
  );

const one = async (table: string) =>
  (
    await rows<Record<string, string>>(`select * from ${table} where organisation_id = $1 limit 1`, [ours])
  )[0] ?? {};

beforeAll(async () => {
  const made = await anOrganisation();
  ours = made.organisationId;
  const school = made.schools[0]?.id as string;
  await bringInPolicy(
    { organisationId: ours, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
  const teacher = await aPerson(ours, {
    roles: [{ role: "staff", unitId: school }],
    duties: [{ kind: "head", unitId: school }],
  });
  const pupil = await aPerson(ours, { roles: [{ role: "pupil", unitId: school, yearGroup: 8 }] });
  await aContact(ours, teacher, pupil);
  for (const [personId, act] of [
    [teacher, "sign"],
    [pupil, "ask"],
  ] as const) {
    const actor = await actorFor(ours, personId);
    const [asked] = (await obligationsOf(ours, personId, actor.today)).filter(
      ({ capacity }) => capacity === "own",
    );
    if (!asked) throw new Error("nothing is asked");
    if (act === "sign")
      await signAgreement(actor, asked.id, {
        agreed: true,
        printedName: "Sam Okafor",
        answers: {},
        wordingId: asked.wordingId,
      });
    else await askQuestion(actor, asked.id, { words: "Why?", formId: newId() });
  }

  // What no page or command makes yet, or not in so small an organisation.
  const moment = now().toISOString();
  const day = today("Europe/London");
  const person_id = teacher;
  const unit_id = school;
  const { id: policy_id } = await one("policy");
  const { id: version_id } = await one("policy_version");
  const { id: series_id } = await one("series");
  const signature = await one("signature");
  const [body_id, seat_id, class_group_id, proposal_id] = [newId(), newId(), newId(), newId()];
  await put("body", {
    id: body_id,
    unit_id,
    name: "Board",
    kind: "trust-board",
    quorum: 3,
    written_rule: "majority",
    created_at: moment,
  });
  await put("seat", { id: seat_id, body_id, person_id, part: "chair", starts_on: day });
  await put("identity", { person_id, issuer: "https://login.example", subject: "1", created_at: moment });
  await put("person_alias", { duplicate_id: pupil, person_id, made_at: moment });
  await put("outside_identifier", { source: "register", value: "1", person_id, created_at: moment });
  await put("class_group", { id: class_group_id, unit_id, name: "8A", kind: "class", academic_year: 2026 });
  await put("class_membership", { class_group_id, person_id: pupil, part: "pupil", starts_on: day });
  await put("away", { person_id, unit_id, kind: "away", starts_on: day, created_at: moment });
  await put("approval_step", { policy_id, position: 1, body_id, outcome: "ratify" });
  await put("draft", { policy_id, text: "A draft", updated_at: moment });
  await put("proposal", {
    ...{ id: proposal_id, version_id, body_id, method: "meeting", implementation_on: day, sent_at: moment },
  });
  await put("vote", { proposal_id, seat_id, answer: "for", cast_at: moment });
  await put("withdrawal", { version_id, withdrawn_on: day, reason: "None", recorded_at: moment });
  await put("review", { policy_id, version_id, reviewed_on: day, outcome: "unchanged", recorded_at: moment });
  await put("signature_void", { signature_id: signature.id, reason: "None", recorded_at: moment });
  await put("message", {
    kind: "sign-in-code",
    to_address: "a@b.example",
    subject: "A subject",
    body: "A text",
    state: "waiting",
    dedupe_key: "1",
    created_at: moment,
  });
  const { id: response_id } = await one("response");
  const { id: agreement_id } = await one("agreement");
  const { id: wording_id } = await one("wording");
  const { id: membership_id } = await one("membership");
  const [session_id, tablet_id, form_id, file_id] = [newId(), newId(), newId(), newId()];
  const later = new Date(now().getTime() + 60_000).toISOString();
  await put("response_answer", {
    response_id,
    words: "Because",
    answered_by_id: person_id,
    answered_at: moment,
  });
  await put("link", {
    kind: "letter",
    person_id,
    unit_id,
    token_hash: "1",
    created_at: moment,
    expires_at: later,
  });
  await put("sending", { kind: "reminder", unit_id, created_at: moment, asked: {}, skipped: [] });
  await put("holiday", { unit_id, name: "Half term", starts_on: day, ends_on: day });
  await put("pupil_signing", {
    ...{ unit_id, year_from: 1, year_to: 2, requirement: "may", starts_on: day, decided_at: moment },
  });
  await put("signing_session", {
    ...{ id: session_id, unit_id, class_group_id, role: "pupil", series_id, code: "ABCDE" },
    ...{ opened_by_id: person_id, opened_at: moment, closes_at: later },
  });
  await put("session_tablet", {
    id: tablet_id,
    session_id,
    name: "1",
    token_hash: "1",
    asked_at: moment,
    seen_at: moment,
  });
  await put("session_turn", {
    ...{ session_id, tablet_id, person_id: pupil, agreement_id, wording_id, started_at: moment },
    ...{ position: 0, unsure: [], answers: {} },
  });
  await put("visit", {
    ...{ unit_id, person_id, membership_id, reason: "visitor", pass: "1", form_id: newId() },
    ...{ arrived_at: moment, until_on: day },
  });
  await put("printed_form", {
    ...{ id: form_id, code: "1", unit_id, signer_id: person_id, subject_id: person_id, capacity: "own" },
    ...{ obligation_id: newId(), agreement_id, wording_id, series_id, round: 1, occasion: "once" },
    ...{ printed_by_id: person_id, printed_at: moment },
  });
  await put("kept_file", {
    ...{ id: file_id, hash: "0".repeat(64), media_type: "application/pdf", size: 1, kept_at: moment },
  });
  await put("paper_signature", { signature_id: signature.id, witness: "A colleague", form_id, file_id });
  const draft_id = newId();
  const [minute_id, decision_id] = [newId(), (await one("decision")).id];
  await put("draft_file", {
    ...{
      policy_id,
      draft_id,
      file_id,
      file_name: "Policy.pdf",
      kind: "pdf",
      text: "A text",
      not_placed: [],
      notes: [],
    },
    ...{ brought_in_by: "Somebody", brought_in_at: moment },
  });
  await put("draft_writer", { policy_id, draft_id, person_id, first_at: moment });
  await put("draft_copy", {
    ...{ policy_id, draft_id, revision: 1, text: "A text", reason: "checkpoint", saved_at: moment },
  });
  await put("draft_review", { policy_id, draft_id, reviewer_id: person_id, asked_at: moment });
  await put("consultation", {
    ...{ policy_id, draft_id, with_whom: "Unions", starts_on: day, outcome: "Agreed", recorded_at: moment },
  });
  await put("finding_set_aside", {
    ...{ policy_id, rule: "empty-link", about: "A link", reason: "Meant", set_aside_at: moment },
  });
  await put("proposal_end", { proposal_id, kind: "taken-back", reason: "A mistake", ended_at: moment });
  await put("minute", {
    ...{ id: minute_id, proposal_id, outcome: "approved", met_on: day, minute_reference: "TB/1" },
    ...{ chair_name: "A chair", recorded_by_id: person_id, recorded_at: moment },
  });
  await put("minute_attendance", { minute_id, seat_id, name: "A trustee", present: true });
  await put("minute_answer", {
    ...{ minute_id, answer: "confirmed", answered_by_id: person_id, answered_at: moment },
  });
  await put("decision_report", { decision_id, body_id, reported_on: day, recorded_at: moment });
  await put("local_wording", {
    ...{ version_id, unit_id, values: {}, filled_in_by_id: person_id, filled_in_at: moment },
  });
  const exemption_id = newId();
  await put("exemption", {
    ...{
      id: exemption_id,
      policy_id,
      version_id,
      clause_anchor: "4-1",
      clause_text: "A clause",
      person_id,
      unit_id,
    },
    ...{ reason: "None", starts_on: day, asked_by_id: person_id, asked_at: moment },
  });
  await put("exemption_answer", {
    ...{ exemption_id, answer: "approved", reason: "None", from_day: day },
    ...{ answered_by_id: person_id, answered_at: moment },
  });
  await rows("delete from progress");
  await put("progress", {
    unit_id,
    role: "staff",
    series_id,
    bound: 1,
    signed: 1,
    away: 0,
    responded: 0,
    computed_at: moment,
  });

  // The twin: every row again, with the other organisation's identifier wherever ours stands.
  const links = await rows<{ child: string; parent: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  await rows(
    `insert into organisation_directory select (jsonb_populate_record(d, jsonb_build_object('id', $2::text, 'slug', 'twin'))).*
     from organisation_directory d where id = $1`,
    [ours, twin],
  );
  const left = new Set(tenantTables);
  while (left.size > 0) {
    const next = [...left].find(
      (table) => !links.some(({ child, parent }) => child === table && left.has(parent)),
    );
    if (!next) throw new Error(`${[...left].join(", ")} point at each other in a circle`);
    await rows(
      `insert into ${next} select (jsonb_populate_record(null::${next}, replace(to_jsonb(t)::text, $1, $2)::jsonb)).*
       from ${next} t where organisation_id = $1::uuid`,
      [ours, twin],
    );
    left.delete(next);
  }
}, 60_000);

test("there is something to keep apart in every table, for both", async () => {
  for (const table of tenantTables) {
    const counted = await rows<{ count: number }>(
      `select count(*)::int as count from ${table} where organisation_id in ($1, $2) group by organisation_id`,
      [ours, twin],
    );
    expect(counted, table).toHaveLength(2);
    expect(counted[0], table).toEqual(counted[1]);
  }
});

describe.each(["application", "keeper"] as const)("as the %s", (role) => {
  test("with no organisation set, or none that there is, every table reads empty and takes nothing", async () => {
    for (const none of [null, newId()])
      await acting(role, none, async (run) => {
        for (const table of tenantTables) {
          const found = await run(`select count(*)::int as count from ${table}`);
          expect(found.rows[0].count, table).toBe(0);
          const again = await outcome(
            run,
            `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`,
            [await rowOf(table, ours)],
          );
          expect(again, table).toMatch(/^42501 new row violates row-level security policy/);
        }
      });
  });

  test("with one organisation set nothing of another is read, added, changed or taken away", async () => {
    await acting(role, ours, async (run) => {
      for (const table of tenantTables) {
        const seen = await run(`select distinct organisation_id as id from ${table}`);
        expect(seen.rows, table).toEqual([{ id: ours }]);
        const asked = await run(`select count(*)::int as count from ${table} where organisation_id = $1`, [
          twin,
        ]);
        expect(asked.rows[0].count, table).toBe(0);
        const added = await outcome(
          run,
          `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`,
          [await rowOf(table, twin)],
        );
        expect(added, table).toMatch(/^42501 new row violates row-level security policy/);
        // Allowed and touching nothing, or not allowed at all: catalogue.test.ts says which.
        const nothing = /^(0 rows|42501 permission denied for table)/;
        const key = table === "signature_record" ? "signature_id" : "organisation_id";
        expect(
          await outcome(run, `update ${table} set ${key} = ${key} where organisation_id = $1`, [twin]),
          table,
        ).toMatch(nothing);
        expect(await outcome(run, `delete from ${table} where organisation_id = $1`, [twin]), table).toMatch(
          nothing,
        );
        expect(await outcome(run, `update ${table} set organisation_id = $1`, [twin]), table).toMatch(
          /^42501 (new row violates row-level security policy|permission denied for table)/,
        );
      }
    });
  });
});

/** A row of an organisation as text that `jsonb_populate_record` makes a row of again. */
async function rowOf(table: string, organisation: string): Promise<string> {
  const [found] = await rows<{ row: object }>(
    `select to_jsonb(t) as row from ${table} t where organisation_id = $1 limit 1`,
    [organisation],
  );
  return JSON.stringify(found?.row);
}

describe("facts", () => {
  // A column of each that holds what somebody might want to have been otherwise.
  test.each([
    ["signature", "signed_on = '2020-01-01'"],
    ["signature_record", "record = '{}'"],
    ["signature_void", "reason = 'Another'"],
    ["policy_version", "text = 'Another text'"],
    ["agreement", "title = 'Another title'"],
    ["statement", "text = 'Another rule'"],
    ["wording", "text = 'Another wording'"],
    ["adoption", "starts_on = '2020-01-01'"],
    ["decision", "outcome = 'returned'"],
    ["withdrawal", "reason = 'Another'"],
    ["vote", "answer = 'against'"],
    ["response", "words = 'Other words'"],
    ["response_answer", "words = 'Other words'"],
    ["printed_form", "code = 'Another'"],
    ["kept_file", "hash = 'Another'"],
    ["paper_signature", "witness = 'Another'"],
    ["draft_file", "text = 'Another text'"],
    ["draft_copy", "text = 'Another text'"],
    ["consultation", "outcome = 'Another'"],
    ["proposal", "text_hash = 'Another'"],
    ["minute", "outcome = 'returned'"],
    ["minute_attendance", "present = false"],
    ["minute_answer", "words = 'Another'"],
    ["exemption", "ends_on = '2099-01-01'"],
    ["exemption_answer", "answer = 'revoked'"],
    ["event", "details = '{}'"],
  ])("of %s cannot be changed, taken away or emptied out by the application", async (table, change) => {
    await acting("application", ours, async (run) => {
      for (const sql of [
        `update ${table} set ${change}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        const said = await outcome(run, sql);
        expect(said, sql).toMatch(new RegExp(`^42501 permission denied for table ${table}$`));
      }
      for (const sql of [
        `select * from ${table} for update`,
        `insert into ${table} select * from ${table} on conflict on constraint ${table}_pkey do update set ${change}`,
        `merge into ${table} t using (select 1) s on true when matched then update set ${change}`,
      ])
        expect(await outcome(run, sql), sql).toMatch(/^42501 permission denied/);
    });
  });

  test("of a signature still verify once the keeper has erased who it was", async () => {
    const [before] = await rows<{ salt: string; record: string; hash: string; id: string }>(
      `select r.salt, r.record, s.record_hash as hash, s.id from signature s
       join signature_record r on r.organisation_id = s.organisation_id and r.signature_id = s.id
       where s.organisation_id = $1`,
      [ours],
    );
    expect(before?.record).toContain("Sam Okafor");
    const { kept, left } = await acting("keeper", ours, async (run) => {
      await run("delete from signature_record where organisation_id = $1 and signature_id = $2", [
        ours,
        before?.id,
      ]);
      return {
        kept: (await run("select to_jsonb(s) as row from signature s where id = $1", [before?.id])).rows,
        left: (await run("select count(*)::int as count from signature_record")).rows[0].count,
      };
    });
    expect(left).toBe(0);
    // The row that stays names nobody, and the receipt that the signer holds still answers to it.
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain("Okafor");
    expect(kept[0].row.record_hash).toBe(recordHash(before?.salt ?? "", before?.record ?? ""));
    expect(recordHash(before?.salt ?? "", `${before?.record} `)).not.toBe(before?.hash);
  });
});

describe("the queue's role", () => {
  test("reads and writes no table of the program's at all", async () => {
    const all = await rows<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    await acting("queue", ours, async (run) => {
      for (const { name } of all)
        for (const sql of [
          `select * from ${name}`,
          `insert into ${name} default values`,
          `delete from ${name}`,
        ])
          expect(await outcome(run, sql), sql).toMatch(/^42501 permission denied/);
    });
  });
});

describe("the locks", () => {
  test.each([
    "alter table person disable row level security",
    "alter table person no force row level security",
    "drop policy tenancy on person",
    "create policy mine on person using (true)",
    "create or replace function app_organisation() returns uuid language sql stable as $$ select gen_random_uuid() $$",
    "create table mine (id uuid)",
    "create view public.everyone as select * from person",
    "alter table event owner to countersign_application",
    "drop table event",
    "alter role countersign_application bypassrls",
    "create role another superuser",
    "set session_replication_role = replica",
    "copy person to program 'cat'",
    "select pg_read_file('/etc/passwd')",
  ])("are not the application's to change: %s", async (sql) => {
    await acting("application", ours, async (run) => {
      expect(await outcome(run, sql)).toMatch(/^42501 /);
    });
  });

  test("and no right can be handed on by who has none to give", async () => {
    await acting("application", ours, async (run) => {
      // PostgreSQL warns and does nothing.
      await run("grant update, delete on signature to countersign_application").catch(() => {});
    });
    expect(
      await rows(
        "select has_table_privilege('countersign_application', 'signature', 'update, delete') as may",
      ),
    ).toEqual([{ may: false }]);
  });

  test("hold when row-level security is asked to step aside: nothing is read", async () => {
    await acting("application", ours, async (run) => {
      await run("set local row_security = off");
      expect(await outcome(run, "select * from person")).toMatch(
        /^42501 query would be affected by row-level security/,
      );
    });
  });

  // With one address only, every session is the same login's and takes its role on.
  test.skipIf(process.env.DATABASE_URL)("lead from no login to another's rights", async () => {
    const all = [
      "countersign_application",
      "countersign_queue",
      "countersign_keeper",
      "countersign_owner",
      "postgres",
    ];
    for (const role of ["application", "queue", "keeper"] as const)
      await acting(role, null, async (run) => {
        for (const other of all.filter((name) => name !== `countersign_${role}`)) {
          expect(await outcome(run, `set role ${other}`), `${role} to ${other}`).toMatch(
            /^42501 permission denied to set role/,
          );
          expect(await outcome(run, `set session authorization ${other}`), `${role} to ${other}`).toMatch(
            /^42501 permission denied/,
          );
        }
      });
  });
});
