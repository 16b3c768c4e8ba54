import { beforeAll, describe, expect, test } from "vitest";
import { now } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { dayOf } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { loadDemonstration } from "./load.ts";
import { demoOrganisations } from "./organisations.ts";
import { demoPersonas, findPersonas, type Persona, type PersonaKey } from "./personas.ts";

const { query } = await testDatabase();
const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await query("owner", sql, values)).rows;

/** Rows of every table. */
async function everything(): Promise<Record<string, number>> {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const counted = tables.map(({ name }) => `(select count(*)::int from "${name}") as "${name}"`);
  return (await rows<Record<string, number>>(`select ${counted.join(", ")}`))[0] ?? {};
}

let found: Persona[];
beforeAll(async () => {
  // An earlier load stopped after its first step.
  const first = demoOrganisations[0];
  if (first) await createOrganisation(first.made);
  await loadDemonstration();
  found = await findPersonas();
}, 120_000);

const personaOf = (key: PersonaKey): Persona => {
  const persona = found.find((one) => one.key === key);
  if (!persona) throw new Error(`There is no persona ${key}`);
  return persona;
};
const askedOf = ({ organisationId, personId }: Persona) =>
  obligationsOf(organisationId, personId, dayOf(now(), "Europe/London"));

test("a second load changes nothing", async () => {
  const before = await everything();
  expect(before.organisation).toBe(2);
  expect(before.person).toBeGreaterThan(250);
  await loadDemonstration();
  expect(await everything()).toEqual(before);
});

test("every persona is there, in the order of the list", () => {
  expect(found.map((persona) => persona.key)).toEqual(demoPersonas.map((persona) => persona.key));
});

test.each<[PersonaKey, { memberships: string[]; duties: string[]; seats?: string[] }]>([
  ["teacher-new", { memberships: ["staff at Larkmere High School"], duties: [] }],
  ["teacher-signed", { memberships: ["staff at Larkmere High School"], duties: [] }],
  ["volunteer-new", { memberships: ["volunteer at Larkmere High School"], duties: [] }],
  [
    "governor",
    {
      memberships: ["governor at Larkmere High School"],
      duties: [],
      seats: ["member of Governing body of Larkmere High School"],
    },
  ],
  [
    "head",
    {
      memberships: ["staff at Larkmere High School"],
      duties: ["head at Larkmere High School"],
      seats: ["member of Governing body of Larkmere High School"],
    },
  ],
  [
    "sibling-head",
    {
      memberships: ["staff at Otterby Primary School"],
      duties: ["head at Otterby Primary School"],
      seats: ["member of Governing body of Otterby Primary School"],
    },
  ],
  [
    "neighbour-head",
    {
      memberships: ["staff at Kestrel Down Primary School"],
      duties: ["head at Kestrel Down Primary School"],
      seats: ["member of Governing body"],
    },
  ],
  [
    "policy-owner",
    {
      memberships: ["staff at Larkmere Schools Trust"],
      duties: ["it-administrator at Larkmere Schools Trust", "policy-owner at Larkmere Schools Trust"],
    },
  ],
  [
    "board-chair",
    {
      memberships: ["trustee at Larkmere Schools Trust"],
      duties: ["board-member at Larkmere Schools Trust"],
      seats: ["chair of Trust board"],
    },
  ],
  [
    "board-member",
    {
      memberships: ["trustee at Larkmere Schools Trust"],
      duties: ["board-member at Larkmere Schools Trust"],
      seats: ["member of Standards committee", "member of Trust board"],
    },
  ],
  [
    "clerk",
    {
      memberships: ["staff at Larkmere Schools Trust"],
      duties: ["clerk at Larkmere Schools Trust"],
      seats: [
        "clerk of Governing body of Larkmere High School",
        "clerk of Governing body of Otterby Primary School",
        "clerk of Governing body of Pennyfield Infant School",
        "clerk of Standards committee",
        "clerk of Trust board",
      ],
    },
  ],
  [
    "administrator",
    {
      memberships: ["staff at Larkmere Schools Trust"],
      duties: ["organisation-administrator at Larkmere Schools Trust"],
    },
  ],
  ["office", { memberships: ["staff at Larkmere High School"], duties: ["office at Larkmere High School"] }],
  ["pupil-senior", { memberships: ["pupil at Larkmere High School"], duties: [] }],
  [
    "parent-two-children",
    { memberships: ["parent at Larkmere High School", "parent at Otterby Primary School"], duties: [] },
  ],
])("%s is what the words say, today", async (key, claimed) => {
  const { organisationId, personId } = personaOf(key);
  const today = dayOf(now(), "Europe/London");
  const lines = async (sql: string) =>
    (await rows<{ line: string }>(sql, [organisationId, personId, today])).map(({ line }) => line);
  const held =
    "x.organisation_id = $1 and x.person_id = $2 and x.starts_on <= $3 and (x.ends_on is null or x.ends_on >= $3)";
  const unit = "join unit u on u.organisation_id = x.organisation_id and u.id = x.unit_id";
  expect(
    await lines(
      `select x.role || ' at ' || u.name as line from membership x ${unit} where ${held} order by 1`,
    ),
  ).toEqual(claimed.memberships);
  expect(
    await lines(`select x.kind || ' at ' || u.name as line from duty x ${unit} where ${held} order by 1`),
  ).toEqual(claimed.duties);
  expect(
    await lines(
      `select x.part || ' of ' || b.name as line from seat x join body b on b.organisation_id = x.organisation_id and b.id = x.body_id where ${held} order by 1`,
    ),
  ).toEqual(claimed.seats ?? []);
  const identified = await rows("select 1 from address where organisation_id = $1 and person_id = $2", [
    organisationId,
    personId,
  ]);
  expect(identified).toHaveLength(1);
});

describe("what personas are asked", () => {
  test.each<PersonaKey>(["teacher-new", "volunteer-new", "pupil-senior"])(
    "%s signs before anything else",
    async (key) => {
      const asked = await askedOf(personaOf(key));
      expect(
        asked.map(({ signatureId, signedBefore, closes }) => ({ signatureId, signedBefore, closes })),
      ).toEqual([{ signatureId: null, signedBefore: false, closes: true }]);
    },
  );

  test.each<PersonaKey>([
    "teacher-signed",
    "head",
    "sibling-head",
    "neighbour-head",
    "policy-owner",
    "board-chair",
    "board-member",
    "clerk",
    "administrator",
    "office",
  ])("%s has signed everything", async (key) => {
    const asked = await askedOf(personaOf(key));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.signatureId).not.toBeNull();
  });

  test("the governor signed version 1 and has time to sign version 2", async () => {
    const [asked] = await askedOf(personaOf("governor"));
    expect(asked).toMatchObject({ major: 2, signedBefore: true, signatureId: null, closes: false });
  });

  test("the parent can sign for one child and waits for the other", async () => {
    const asked = await askedOf(personaOf("parent-two-children"));
    expect(asked.map((one) => [one.subjectName, one.capacity, one.waitingForPupil]).sort()).toEqual([
      ["Leon Fielding", "countersign", false],
      ["Poppy Fielding", "countersign", true],
    ]);
  });
});

describe("the schools look lived in", () => {
  const count = async (sql: string) =>
    Number((await rows<{ n: string }>(`select count(*) as n from ${sql}`))[0]?.n);

  test("each school has people in every role that its policy binds, and pupils with parents", async () => {
    const counted = await rows<{ name: string; roles: string[]; people: number }>(
      `select u.name, array_agg(distinct m.role order by m.role) as roles, count(distinct m.person_id)::int as people
       from unit u join membership m on m.organisation_id = u.organisation_id and m.unit_id = u.id
       where u.kind = 'school' group by 1 order by 1`,
    );
    expect(counted).toHaveLength(4);
    for (const school of counted) {
      expect(school.roles).toEqual([
        "agency",
        "contractor",
        "governor",
        "parent",
        "pupil",
        "staff",
        "trainee",
        "volunteer",
      ]);
      expect(school.people).toBeGreaterThan(40);
    }
  });

  test("nobody signed before they came, after today, or while another version was in force", async () => {
    expect(await count("signature")).toBeGreaterThan(150);
    expect(await count("signature where signed_at > now()")).toBe(0);
    expect(
      await count(
        `signature s where not exists (select 1 from binding b where b.organisation_id = s.organisation_id
           and b.version_id = s.version_id and s.signed_on >= b.starts_on and (b.ends_on is null or s.signed_on <= b.ends_on))`,
      ),
    ).toBe(0);
    expect(
      await count(
        `signature s where not exists (select 1 from membership m where m.organisation_id = s.organisation_id
           and m.person_id = s.subject_id and m.starts_on <= s.signed_on)`,
      ),
    ).toBe(0);
  });

  test("a contact who is not to be contacted is asked nothing", async () => {
    const blocked = await rows<{ organisation_id: string; adult_id: string }>(
      "select organisation_id, adult_id from contact where do_not_contact",
    );
    expect(blocked.length).toBeGreaterThan(0);
    for (const { organisation_id, adult_id } of blocked)
      expect(await obligationsOf(organisation_id, adult_id, dayOf(now(), "Europe/London"))).toEqual([]);
  });

  test("posts are shared at Otterby and vacant at Pennyfield", async () => {
    const heads = await rows<{ name: string; heads: number }>(
      `select u.name, count(d.id)::int as heads from unit u
       left join duty d on d.organisation_id = u.organisation_id and d.unit_id = u.id and d.kind = 'head'
         and (d.ends_on is null or d.ends_on >= current_date)
       where u.kind = 'school' group by 1 order by 1`,
    );
    expect(heads).toEqual([
      { name: "Kestrel Down Primary School", heads: 1 },
      { name: "Larkmere High School", heads: 1 },
      { name: "Otterby Primary School", heads: 2 },
      { name: "Pennyfield Infant School", heads: 0 },
    ]);
  });

  test("there is everyone that a list has to cope with", async () => {
    const shared = `(select organisation_id, normalised from address group by 1, 2 having count(*) > 1) x`;
    expect(await count(shared)).toBe(2);
    expect(await count("membership where starts_on > current_date")).toBe(1);
    expect(await count("membership where ends_on < current_date")).toBe(2);
    expect(await count("away where kind = 'away'")).toBeGreaterThan(0);
    expect(await count("away where kind = 'excused'")).toBeGreaterThan(0);
    expect(await count("response where kind = 'question'")).toBe(3);
    expect(await count("response where kind = 'refusal'")).toBe(1);
    expect(
      await count(
        `person p where exists (select 1 from membership m where m.organisation_id = p.organisation_id and m.person_id = p.id and m.role = 'staff')
           and not exists (select 1 from address a where a.organisation_id = p.organisation_id and a.person_id = p.id)`,
      ),
    ).toBeGreaterThan(5);
    expect(
      await count(
        `(select c.id from class_group c join class_membership j on j.organisation_id = c.organisation_id and j.class_group_id = c.id and j.part = 'pupil'
          join membership m on m.organisation_id = c.organisation_id and m.person_id = j.person_id and m.role = 'pupil'
          where c.name = 'Beech' group by c.id having count(distinct m.cohort) = 2) mixed`,
      ),
    ).toBe(1);
  });
});
