import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { createOrganisation } from "./create-organisation.ts";
import { findByAddress } from "./directory.ts";
import type { NewOrganisation } from "./schema.ts";

const { query } = await testDatabase();

const trust = (changes: Partial<NewOrganisation> = {}): NewOrganisation => ({
  slug: "hazel-trust",
  name: "Hazel Trust",
  kind: "trust",
  schools: [
    { name: "Hazel Primary", urn: "990001", phase: "primary" },
    { name: "Hazel High", urn: "990002", phase: "secondary", sixthForm: true },
  ],
  administrator: { givenName: "Ada", familyName: "Quince", email: "Ada.Quince@hazel.example" },
  colour: "#AA3300",
  words: "a test",
  ...changes,
});

/** The schools that a URN leads to from outside. */
async function underUrn(urn: string): Promise<string[]> {
  const { rows } = await query(
    "owner",
    "select target_id from directory_entry where kind = 'urn' and key = $1",
    [urn],
  );
  return rows.map(({ target_id }) => target_id);
}

/** Rows of every table that making an organisation writes to. */
async function everything(): Promise<Record<string, number>> {
  const tables = [
    "organisation_directory",
    "directory_entry",
    "organisation",
    "unit",
    "person",
    "address",
    "membership",
    "duty",
    "body",
    "event",
  ];
  const counted = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (await query("owner", `select ${counted.join(", ")}`)).rows[0];
}

const refusalOf = (made: Promise<unknown>): Promise<string> =>
  made.then(
    () => "it was made",
    (error) => {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    },
  );

test("a trust is there with its schools, its board, and an administrator who can sign in", async () => {
  const { organisationId, units, administratorId, bodyId } = await createOrganisation(trust());
  const { organisation, schools, members, duties, body, events } = await inOrganisation(
    organisationId,
    async (transaction) => ({
      organisation: await transaction.organisation.findFirstOrThrow(),
      schools: await transaction.unit.findMany({ where: { kind: "school" }, orderBy: { urn: "asc" } }),
      members: await transaction.membership.findMany(),
      duties: await transaction.duty.findMany(),
      body: await transaction.body.findFirstOrThrow(),
      events: await transaction.event.findMany({ orderBy: { id: "asc" } }),
    }),
  );
  expect(organisation).toMatchObject({ name: "Hazel Trust", kind: "trust", colour: "#aa3300" });
  expect(schools.map(({ id, name, urn, phase, sixthForm }) => [id, name, urn, phase, sixthForm])).toEqual([
    [units["990001"], "Hazel Primary", "990001", "primary", false],
    [units["990002"], "Hazel High", "990002", "secondary", true],
  ]);
  expect(members.map(({ personId, unitId, role }) => [personId, unitId, role])).toEqual([
    [administratorId, organisationId, "staff"],
  ]);
  expect(duties.map(({ personId, unitId, kind }) => [personId, unitId, kind])).toEqual([
    [administratorId, organisationId, "organisation-administrator"],
  ]);
  expect(body).toMatchObject({ id: bodyId, kind: "trust-board", unitId: organisationId });
  expect(events.map(({ kind, actorWords }) => [kind, actorWords])).toEqual([
    ["organisation-created", "a test"],
    ["school-added", "a test"],
    ["school-added", "a test"],
    ["person-added", "a test"],
    ["duty-given", "a test"],
  ]);

  expect(await underUrn("990002")).toEqual([units["990002"]]);
  expect(await findByAddress("ada.quince@hazel.example")).toEqual([
    { organisationId, personId: administratorId },
  ]);
  const codes = (
    await query("owner", "select key, target_id from directory_entry where kind = 'school-code'")
  ).rows;
  expect(codes.map((code) => [code.key, code.target_id]).sort()).toEqual(
    schools.map((school) => [school.code, school.id]).sort(),
  );
  for (const { key } of codes) expect(key).toMatch(/^[2-9B-DF-HJ-NP-TV-Z]{6}$/);
});

test("the administrator of a single school works at the school, which has a governing body", async () => {
  const { organisationId, units, administratorId } = await createOrganisation(
    trust({
      slug: "lone-school",
      kind: "single-school",
      schools: [{ name: "Lone School", urn: "990003", phase: "special" }],
    }),
  );
  const rows = await query(
    "owner",
    `select m.unit_id, b.kind from membership m join body b using (organisation_id)
     where m.organisation_id = $1 and m.person_id = $2`,
    [organisationId, administratorId],
  );
  expect(rows.rows).toEqual([{ unit_id: units["990003"], kind: "governing-body" }]);
});

test.each<[string, Partial<NewOrganisation>, string]>([
  [
    "a short name that is taken",
    { slug: "hazel-trust", schools: [{ name: "New", urn: "990009", phase: "primary" }] },
    "There is already an organisation with the short name hazel-trust.",
  ],
  [
    "another organisation's school",
    {
      slug: "second",
      schools: [
        { name: "New", urn: "990009", phase: "primary" },
        { name: "Taken", urn: "990001", phase: "primary" },
      ],
    },
    "The school with the URN 990001 is already in another organisation.",
  ],
  [
    "a URN of five digits",
    { slug: "second", schools: [{ name: "New", urn: "99000", phase: "primary" }] },
    "A URN has six digits; “99000” does not.",
  ],
  [
    "a URN twice",
    {
      slug: "second",
      schools: [
        { name: "A", urn: "990009", phase: "primary" },
        { name: "B", urn: "990009", phase: "junior" },
      ],
    },
    "The URN 990009 is given twice.",
  ],
  ["no school", { slug: "second", schools: [] }, "An organisation needs at least one school."],
  [
    "two schools for a single one",
    { slug: "second", kind: "single-school" },
    "A single school is one school, so name exactly one.",
  ],
  [
    "a short name with a capital",
    { slug: "Second" },
    "The short name is made of small letters, digits and single hyphens, such as larkmere-trust.",
  ],
  ["a name of blanks", { slug: "second", name: "  " }, "The organisation needs a name."],
  [
    "a name of 10,000 letters",
    { slug: "second", name: "a".repeat(10_000) },
    "The name of the organisation can have at most 200 characters.",
  ],
  [
    "a malformed e-mail address",
    { slug: "second", administrator: { givenName: "Ada", familyName: "Quince", email: "ada@" } },
    "“ada@” is not an e-mail address: write the administrator's like name@example.org.",
  ],
  [
    "an address with a line break",
    {
      slug: "second",
      administrator: { givenName: "Ada", familyName: "Quince", email: "ada@hazel.example\nBcc: x@y.example" },
    },
    "“ada@hazel.example\nBcc: x@y.example” is not an e-mail address: write the administrator's like name@example.org.",
  ],
  [
    "an administrator without a last name",
    { slug: "second", administrator: { givenName: "Ada", familyName: "", email: "ada@hazel.example" } },
    "The administrator needs a first name and a last name, each of at most 200 characters.",
  ],
  ["a colour in words", { slug: "second", colour: "blue" }, "A colour is written #rrggbb, such as #0b5351."],
])("%s is refused in a sentence and nothing is written", async (_, changes, sentence) => {
  const before = await everything();
  expect(await refusalOf(createOrganisation(trust(changes)))).toBe(sentence);
  expect(await everything()).toEqual(before);
});

test("of five at once that name the same school, one is made", async () => {
  const schools = [{ name: "Wanted", urn: "990010", phase: "junior" as const }];
  const outcomes = await Promise.all(
    [1, 2, 3, 4, 5].map((count) => refusalOf(createOrganisation(trust({ slug: `race-${count}`, schools })))),
  );
  expect(outcomes.sort()).toEqual([
    "The school with the URN 990010 is already in another organisation.",
    "The school with the URN 990010 is already in another organisation.",
    "The school with the URN 990010 is already in another organisation.",
    "The school with the URN 990010 is already in another organisation.",
    "it was made",
  ]);
  expect(await underUrn("990010")).toHaveLength(1);
});
