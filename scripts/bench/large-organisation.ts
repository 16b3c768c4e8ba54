import type { ClientBase } from "pg";

/** How large an organisation to make. */
export type LargeOrganisation = {
  organisationId: string;
  /** Its name in addresses; also what its own name is made of. */
  slug: string;
  schools: number;
  peoplePerSchool: number;
  /** Own signatures each person has made over the years, about: each is bound by two agreements. */
  signaturesPerPerson: number;
  /** The day that the figures are about, `YYYY-MM-DD`. */
  today: string;
  /** The URN of its first school; the others follow. */
  firstUrn: number;
};

export type FilledOrganisation = {
  /** In the order of their URNs. `headId` has the duty of head there and has signed everything. */
  schools: { unitId: string; urn: string; headId: string }[];
  /** Has the duty of organisation administrator, and has signed everything. */
  administratorId: string;
};

const text = (title: string, audience: string, countersign: string) => `---
title: ${title}
---

## Rules

Use what you are given with care, and say so when something is wrong.

::::agreement[${title}]{key=agreement audience="${audience}" countersign=${countersign}}
:::statements
I will:

- use my own account
- say so when something is wrong
:::

:::fields
::field[Name]{kind=name}
::field[Signed]{kind=signature}
:::
::::
`;

const policies = [
  {
    slug: "acceptable-use",
    roles: ["staff", "volunteer", "governor", "pupil", "parent"],
    countersign: "none",
    title: "Acceptable use",
  },
  {
    slug: "working-online",
    roles: ["staff", "volunteer", "governor", "parent"],
    countersign: "none",
    title: "Working online",
  },
  { slug: "pupils-online", roles: ["pupil"], countersign: "one", title: "Pupils online" },
];

/**
 * Fills an organisation with people and years of signatures, by set-based SQL: a trust of 100 schools of 1,000 people
 * with 10 signatures each takes a minute or two. Three policies have a version for each year past; the newest is
 * material, so that about a tenth of everyone has not signed. Run it as the owner of the tables.
 * @param client an open connection as the owner; the work is one transaction of its own
 */
export async function fillLargeOrganisation(
  client: ClientBase,
  size: LargeOrganisation,
): Promise<FilledOrganisation> {
  await client.query("begin");
  try {
    await client.query(helpers);
    await makeOrganisation(client, size);
    await makePeople(client, size);
    await makePolicies(client, size);
    await makeSignatures(client, size);
    const filled = await giveDuties(client, size);
    await client.query("commit");
    await client.query("analyze");
    return filled;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Identifiers that sort by when they were made, as the application's do; gone with the connection. */
const helpers = `
  create or replace function pg_temp.new_id(p_number bigint) returns uuid language sql volatile as $$
    select (lpad(to_hex(1700000000000 + p_number), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
      || '8' || substr(md5(random()::text), 1, 15))::uuid $$`;

async function makeOrganisation(client: ClientBase, size: LargeOrganisation) {
  const { organisationId, slug, schools, firstUrn } = size;
  const of = [organisationId, slug];
  await client.query(
    "insert into organisation_directory (id, slug, created_at) values ($1::uuid, $2, now())",
    of,
  );
  await client.query(
    "insert into organisation (organisation_id, name, kind, created_at) values ($1::uuid, initcap($2), 'trust', now())",
    of,
  );
  await client.query(
    "insert into unit (organisation_id, id, kind, name, created_at) values ($1::uuid, $1::uuid, 'organisation', initcap($2), now())",
    of,
  );
  await client.query(
    `insert into unit (organisation_id, id, kind, name, phase, urn, created_at)
     select $1::uuid, pg_temp.new_id(n), 'school', 'School ' || lpad(n::text, 3, '0'), 'primary', ($2::int + n - 1)::text, now()
     from generate_series(1, $3::int) n`,
    [organisationId, firstUrn, schools],
  );
  await client.query(
    `insert into directory_entry (kind, key, organisation_id, target_id)
     select 'urn', urn, organisation_id, id from unit where organisation_id = $1::uuid and kind = 'school'`,
    [organisationId],
  );
}

/** Of every hundred: sixty pupils in classes of thirty, each with a contact, 25 parents, 12 staff, two volunteers, one governor. */
async function makePeople(client: ClientBase, size: LargeOrganisation) {
  const { organisationId, peoplePerSchool, today } = size;
  await client.query(
    `create temporary table someone on commit drop as
     select pg_temp.new_id(row_number() over ()) as id, u.id as unit_id, n,
       case when n % 100 < 60 then 'pupil' when n % 100 < 85 then 'parent' when n % 100 < 97 then 'staff'
         when n % 100 < 99 then 'volunteer' else 'governor' end as role,
       (array['Ada','Bilal','Carys','Dylan','Esme','Femi','Grace','Harun','Isla','Jude','Kezia','Leo','Maya','Noor','Otis','Priya'])[1 + floor(random() * 16)::int] as given_name,
       (array['Ash','Birch','Cole','Dale','East','Field','Grove','Heath','Iles','Joyce','Kirk','Lowe','Marsh','North','Oakes','Park'])[1 + floor(random() * 16)::int]
         || (array['ley','ton','worth','field','by','ham','man','er'])[1 + floor(random() * 8)::int] as family_name
     from unit u cross join generate_series(0, $2::int - 1) n
     where u.organisation_id = $1::uuid and u.kind = 'school'`,
    [organisationId, peoplePerSchool],
  );
  const of = [organisationId, today];
  await client.query(
    `insert into person (organisation_id, id, given_name, family_name, sort_name, born_on, created_at)
     select $1::uuid, id, given_name, family_name, lower(family_name || ' ' || given_name),
       case when role = 'pupil' then $2::date - (365 * (5 + n % 7)) end, now() from someone order by id`,
    of,
  );
  await client.query(
    `insert into membership (organisation_id, id, person_id, unit_id, role, starts_on, ends_on, cohort, created_at)
     select $1::uuid, pg_temp.new_id(row_number() over ()), id, unit_id, role,
       $2::date - 400 - (n % 900), null, case when role = 'pupil' then academic_year($2::date) - n % 7 end, now()
     from someone`,
    of,
  );
  await client.query(
    `insert into class_group (organisation_id, id, unit_id, name, academic_year)
     select $1::uuid, pg_temp.new_id(row_number() over ()), u.id, 'Class ' || c, academic_year($2::date)
     from unit u cross join generate_series(1, 20) c where u.organisation_id = $1::uuid and u.kind = 'school'`,
    of,
  );
  await client.query(
    `insert into class_membership (organisation_id, id, class_group_id, person_id, part, starts_on)
     select $1::uuid, pg_temp.new_id(row_number() over ()), g.id, s.id, 'pupil', make_date(academic_year($2::date), 9, 1)
     from someone s join class_group g on g.organisation_id = $1::uuid and g.unit_id = s.unit_id and g.name = 'Class ' || (1 + s.n % 20)
     where s.role = 'pupil'`,
    of,
  );
  await client.query(
    `insert into contact (organisation_id, id, adult_id, pupil_id, relationship, parental_responsibility, starts_on)
     select $1::uuid, pg_temp.new_id(row_number() over ()), a.id, p.id, 'Parent', true, $2::date - 400
     from someone p
     join (select *, row_number() over (partition by unit_id order by n) - 1 as place, count(*) over (partition by unit_id) as many
           from someone where role = 'parent') a on a.unit_id = p.unit_id and a.place = p.n % a.many
     where p.role = 'pupil'`,
    of,
  );
  await client.query(
    `insert into away (organisation_id, id, person_id, unit_id, kind, starts_on, ends_on, created_at)
     select $1::uuid, pg_temp.new_id(row_number() over ()), id, unit_id, case when n % 3 = 0 then 'excused' else 'away' end,
       $2::date - 20, null, now()
     from someone where n % 97 = 5`,
    of,
  );
}

async function makePolicies(client: ClientBase, size: LargeOrganisation) {
  const { organisationId, today } = size;
  const rounds = roundsOf(size);
  for (const { slug, title, roles, countersign } of policies) {
    await client.query(
      `with p as (
         insert into policy (organisation_id, id, unit_id, slug, title, created_at)
         values ($1::uuid, gen_random_uuid(), $1::uuid, $2, $3, now()) returning id
       ), s as (
         insert into series (organisation_id, id, policy_id, key) select $1::uuid, gen_random_uuid(), id, 'agreement' from p returning id, policy_id
       ), w as (
         insert into wording (organisation_id, id, hash, text, created_at) values ($1::uuid, gen_random_uuid(), md5($2), $4, now()) returning id
       ), v as (
         insert into policy_version (organisation_id, id, policy_id, major, minor, title, text, text_hash, material, summary_of_change, source, created_at)
         select $1::uuid, gen_random_uuid(), p.id, n, 0, $3, $4, md5($2 || n), true, 'A new year', 'import', now()
         from p, generate_series(1, $5::int) n returning id, policy_id, major
       ), g as (
         insert into agreement (organisation_id, id, version_id, series_id, key, title, position, round, countersign, pupil_order, origin, fields, created_at)
         select $1::uuid, gen_random_uuid(), v.id, s.id, 'agreement', $3, 1, v.major, $6, 'pupil-first', 'policy', '[]', now() from v, s
         returning id, version_id, series_id, round
       ), st as (
         insert into statement (organisation_id, id, agreement_id, position, depth, text)
         select $1::uuid, gen_random_uuid(), g.id, 1, 0, 'use my own account' from g
       ), au as (
         insert into audience (organisation_id, id, agreement_id, unit_id, role)
         select $1::uuid, gen_random_uuid(), g.id, $1::uuid, r from g, unnest($7::text[]) r
       ), ad as (
         insert into adoption (organisation_id, id, version_id, unit_id, local_wording, starts_on, made_at)
         select $1::uuid, gen_random_uuid(), v.id, $1::uuid, '{}', $8::date - 30 - 365 * ($5::int - v.major), now() from v returning id, version_id
       ), aw as (
         insert into adopted_wording (organisation_id, id, adoption_id, agreement_id, wording_id)
         select $1::uuid, gen_random_uuid(), ad.id, g.id, w.id from ad join g on g.version_id = ad.version_id cross join w
       ), d as (
         insert into decision (organisation_id, id, version_id, policy_id, major, minor, outcome, method, body_name, implementation_on, recorded_by_words, recorded_at)
         select $1::uuid, gen_random_uuid(), v.id, v.policy_id, v.major, 0, 'ratified', 'before-countersign', 'Trust board',
           $8::date - 30 - 365 * ($5::int - v.major), 'the bench', now() from v
       )
       insert into binding (organisation_id, id, unit_id, role, policy_id, version_id, agreement_id, series_id, wording_id, round,
         requirement, renewal, countersign, pupil_order, sign_within_days, starts_on, round_from, ends_on)
       select $1::uuid, gen_random_uuid(), u.id, r, v.policy_id, v.id, g.id, g.series_id, w.id, g.round, 'must', 'once', $6, 'pupil-first', 14,
         $8::date - 30 - 365 * ($5::int - v.major), $8::date - 30 - 365 * ($5::int - v.major),
         case when v.major < $5::int then $8::date - 30 - 365 * ($5::int - v.major - 1) - 1 end
       from v join g on g.version_id = v.id cross join w cross join unnest($7::text[]) r
       join unit u on u.organisation_id = $1::uuid`,
      [
        organisationId,
        slug,
        title,
        text(title, roles.join(" "), countersign),
        rounds,
        countersign,
        roles,
        today,
      ],
    );
  }
}

const roundsOf = ({ signaturesPerPerson }: LargeOrganisation) =>
  Math.max(1, Math.round(signaturesPerPerson / 2));

/** Everyone signed every earlier round; the newest, nine in ten, and most parents of the pupils who did. */
async function makeSignatures(client: ClientBase, size: LargeOrganisation) {
  const { organisationId, today } = size;
  const insert = (capacity: "own" | "countersign") => `
    with made as (
      select g.id as agreement_id, g.version_id, g.series_id, g.round, k.wording_id, s.unit_id, s.id as subject_id,
        ${capacity === "own" ? "s.id" : "c.adult_id"} as signer_id,
        $2::date - 30 - 365 * ($3::int - g.round) + floor(random() * 29)::int as signed_on
      from someone s
      join audience a on a.organisation_id = $1::uuid and a.role = s.role
      join agreement g on g.organisation_id = $1::uuid and g.id = a.agreement_id
      join adopted_wording k on k.organisation_id = $1::uuid and k.agreement_id = g.id
      ${capacity === "own" ? "" : "join contact c on c.organisation_id = $1::uuid and c.pupil_id = s.id"}
      where (g.round < $3::int or s.n % 10 <> 7 ${capacity === "own" ? "" : "and s.n % 4 <> 1"} or s.n < 100)
        ${capacity === "own" ? "" : "and g.countersign = 'one' and g.round = $3::int"}
      order by g.round, random()
    )
    insert into signature (organisation_id, id, agreement_id, version_id, series_id, round, occasion, wording_id, unit_id, subject_id,
      signer_id, capacity, signed_on, signed_at, method, text_hash, shown_hash, record_hash)
    select $1::uuid, pg_temp.new_id(10000000 + row_number() over ()), agreement_id, version_id, series_id, round, 'once', wording_id,
      unit_id, subject_id, signer_id, '${capacity}', signed_on, signed_on + interval '9 hours', 'screen', md5('text'), md5('shown'),
      md5(random()::text)
    from made`;
  const values = [organisationId, today, roundsOf(size)];
  const putBack = await withoutForeignKeys(client, ["signature", "signature_record"]);
  await client.query(insert("own"), values);
  await client.query(insert("countersign"), values);
  await client.query(
    `insert into signature_record (organisation_id, signature_id, salt, record)
     select organisation_id, id, md5(id::text), '{"name":"as it was"}' from signature where organisation_id = $1::uuid`,
    [organisationId],
  );
  await putBack();
  await client.query(
    `insert into signature_void (organisation_id, id, signature_id, reason, recorded_at)
     select organisation_id, gen_random_uuid(), id, 'Signed for somebody else', now() from signature
     where organisation_id = $1::uuid and round = $2::int and substr(record_hash, 1, 3) = '000'
       and subject_id not in (select id from someone where n < 100)`,
    [organisationId, roundsOf(size)],
  );
}

/** Foreign keys checked all at once when they are put back take a fraction of what they take row by row. */
async function withoutForeignKeys(client: ClientBase, tables: string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid::regclass::text = any ($1)`,
    [tables],
  );
  for (const { table, name } of rows)
    await client.query(`alter table ${table} drop constraint ${client.escapeIdentifier(name)}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await client.query(
        `alter table ${table} add constraint ${client.escapeIdentifier(name)} ${definition}`,
      );
  };
}

async function giveDuties(client: ClientBase, size: LargeOrganisation): Promise<FilledOrganisation> {
  const { organisationId, today } = size;
  const { rows } = await client.query(
    `with head as (
       select distinct on (s.unit_id) s.unit_id, s.id from someone s where s.role = 'staff' order by s.unit_id, s.n
     ), given as (
       insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at)
       select $1::uuid, gen_random_uuid(), id, unit_id, 'head', $2::date - 400, now() from head
     )
     select head.unit_id as "unitId", u.urn, head.id as "headId"
     from head join unit u on u.organisation_id = $1::uuid and u.id = head.unit_id order by u.urn`,
    [organisationId, today],
  );
  const administratorId: string = (
    await client.query(
      `insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at)
       select $1::uuid, gen_random_uuid(), s.id, $1::uuid, 'organisation-administrator', $2::date - 400, now()
       from someone s join unit u on u.organisation_id = $1::uuid and u.id = s.unit_id
       where s.role = 'staff' order by u.urn, s.n desc limit 1
       returning person_id`,
      [organisationId, today],
    )
  ).rows[0].person_id;
  return { schools: rows, administratorId };
}
