import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { findByAddress } from "#lib/organisations/directory.ts";
import { addMembership } from "./add-membership.ts";
import { addPerson } from "./add-person.ts";
import { createClassGroup } from "./create-class-group.ts";
import { type TestTrust, testTrust } from "./people-for-tests.ts";
import { peopleOfUnit } from "./queries.ts";
import { peopleFilter } from "./schema.ts";

const { query } = await testDatabase();
let trust: TestTrust;
let other: TestTrust;
let office: Actor;
let siblingOffice: Actor;
let foreignOffice: Actor;
let nobody: Actor;

const ann = {
  givenName: "Ann",
  familyName: "Ashe",
  role: "staff",
  startsOn: "2026-09-01",
  addresses: ["Ann.Ashe@alder.example"],
};
const eventsOf = async (personId: string) =>
  (await query("owner", "select kind from event where person_id = $1 order by id", [personId])).rows.map(
    (row) => row.kind,
  );
const people = async (organisationId: string) =>
  (await query("owner", "select count(*)::int as n from person where organisation_id = $1", [organisationId]))
    .rows[0].n;

beforeAll(async () => {
  setClock(new Date("2026-11-22T09:00:00Z"));
  trust = await testTrust("oaks", ["100001", "100002"]);
  other = await testTrust("elms", ["100003", "100004"]);
  office = await trust.holder("Olga Ofis", "office", trust.alder);
  siblingOffice = await trust.holder("Sibyl Ofis", "office", trust.birch);
  foreignOffice = await other.holder("Fred Ofis", "office", other.alder);
  nobody = await trust.signIn(await trust.someone("Norma Nobody", trust.alder));
});

describe("adding a person", () => {
  test("gives them a role, an address that leads to them, and an event", async () => {
    const added = await addPerson(office, trust.alder, {
      ...ann,
      jobTitle: " Site  manager ",
      knownAs: "Annie",
    });
    if ("duplicates" in added) throw new Error("nobody is called that yet");
    expect(await findByAddress("ann.ashe@alder.example")).toEqual([
      { organisationId: trust.organisationId, personId: added.personId },
    ]);
    expect(await eventsOf(added.personId)).toEqual(["person-added"]);
    const page = await peopleOfUnit(office, trust.alder, peopleFilter.parse({ search: "annie ash" }));
    expect(page.rows.map(({ name, legalName, roles }) => [name, legalName, roles[0]?.jobTitle])).toEqual([
      ["Annie Ashe", "Ann Ashe", "Site manager"],
    ]);
  });

  test.each(["sibling school's office", "another organisation's office", "somebody without a duty"])(
    "is not for the %s, and writes nothing",
    async (who) => {
      const actor = { s: siblingOffice, a: foreignOffice, n: nobody }[
        who.startsWith("sib") ? "s" : who.startsWith("ano") ? "a" : "n"
      ];
      const before = await people(trust.organisationId);
      await expect(addPerson(actor, trust.alder, { ...ann, confirmed: true })).rejects.toMatchObject({
        code: "not-found",
      });
      expect(await people(trust.organisationId)).toBe(before);
      expect(await people(other.organisationId)).toBe(2);
    },
  );

  test("a likely duplicate is shown instead, and added once confirmed", async () => {
    const twin = { ...ann, givenName: "Beá", familyName: "O’Twin", addresses: ["twin@alder.example"] };
    await addPerson(office, trust.alder, twin);
    const again = await addPerson(office, trust.alder, {
      ...twin,
      givenName: "bea",
      familyName: "O'TWIN",
      addresses: ["TWIN@alder.example"],
    });
    expect(again).toEqual({
      duplicates: [
        expect.objectContaining({
          name: "Beá O’Twin",
          sameAddress: true,
          roles: ["Staff, Alder School oaks"],
        }),
      ],
    });
    expect(await addPerson(office, trust.alder, { ...twin, confirmed: "on" })).toHaveProperty("personId");
  });

  test("brothers and sisters on their parents' address are no duplicates", async () => {
    const child = {
      ...ann,
      familyName: "Sharing",
      role: "pupil",
      yearGroup: 3,
      addresses: ["home@alder.example"],
    };
    expect(await addPerson(office, trust.alder, { ...child, givenName: "Una" })).toHaveProperty("personId");
    expect(await addPerson(office, trust.alder, { ...child, givenName: "Uri" })).toHaveProperty("personId");
    expect(await findByAddress("home@alder.example")).toHaveLength(2);
  });

  test("nobody learns who is known to a sibling school by adding them", async () => {
    await trust.someone("Hidden Elsewhere", trust.birch, "parent", { addresses: ["hidden@home.example"] });
    expect(
      await addPerson(office, trust.alder, {
        ...ann,
        givenName: "Hidden",
        familyName: "Elsewhere",
        role: "parent",
        addresses: ["hidden@home.example"],
      }),
    ).toHaveProperty("personId");
  });

  test("the same form posted five times at once adds one person", async () => {
    const form = { ...ann, givenName: "Five", familyName: "Times", formId: newId(), confirmed: true };
    const before = await people(trust.organisationId);
    const posts = await Promise.all(Array.from({ length: 5 }, () => addPerson(office, trust.alder, form)));
    expect(new Set(posts.map((post) => JSON.stringify(post))).size).toBe(1);
    expect(await people(trust.organisationId)).toBe(before + 1);
  });

  test("a used form's number does not give away or change somebody else", async () => {
    await expect(
      addPerson(office, trust.alder, { ...ann, formId: siblingOffice.personId, confirmed: true }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["a name of 10,000 characters", { givenName: "x".repeat(10_000) }, "givenName"],
    ["an empty name", { familyName: "  " }, "familyName"],
    ["a name with a line break inside", { familyName: "Smith\nBcc: all" }, "familyName"],
    ["a name that turns its direction", { familyName: "Smith\u202e" }, "familyName"],
    ["a role that there is not", { role: "king" }, "role"],
    ["an end before the start", { endsOn: "2026-08-31" }, "endsOn"],
    ["a day that there is not", { startsOn: { day: "31", month: "2", year: "2026" } }, "startsOn"],
    ["a date of birth to come", { bornOn: "2027-01-01" }, "bornOn"],
    ["an address with a line break", { addresses: ["a@b.example\r\nBcc: c@d.example"] }, "addresses.0"],
    ["an address that ends in a line break", { addresses: ["a@b.example\n"] }, "addresses.0"],
    [
      "an address of 300 characters",
      { addresses: [`${"a".repeat(60)}@${"b.".repeat(120)}example`] },
      "addresses.0",
    ],
    ["a pupil without a year group", { role: "pupil" }, "yearGroup"],
    ["a governor in Year 4", { role: "governor", yearGroup: 4 }, "yearGroup"],
  ])("%s is a problem of its field", async (_, wrong, field) => {
    const given = { ...ann, givenName: "Wrong", confirmed: true, ...wrong };
    await expect(addPerson(office, trust.alder, given)).rejects.toMatchObject({
      code: "invalid",
      problems: [expect.objectContaining({ field })],
    });
  });

  test("a class of a sibling school is nothing that this office knows", async () => {
    const { classGroupId } = await createClassGroup(siblingOffice, trust.birch, {
      name: "Otters",
      kind: "class",
      academicYear: 2026,
    });
    const pupil = { ...ann, givenName: "Classy", role: "pupil", yearGroup: 4, classGroupId, confirmed: true };
    const before = await people(trust.organisationId);
    await expect(addPerson(office, trust.alder, pupil)).rejects.toMatchObject({ code: "not-found" });
    expect(await people(trust.organisationId)).toBe(before);
  });
});

describe("a role more", () => {
  test("for somebody at the same school; not twice on the same days, also at once", async () => {
    const personId = await trust.someone("Rolf Roles", trust.alder);
    const governor = { role: "governor", startsOn: "2026-10-01" };
    const made = await Promise.allSettled(
      Array.from({ length: 4 }, () => addMembership(office, personId, trust.alder, governor)),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(made.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await eventsOf(personId)).toEqual(["person-added", "membership-added"]);
  });

  test("nobody draws somebody of a sibling school to their own", async () => {
    const personId = await trust.someone("Stay There", trust.birch);
    await expect(
      addMembership(office, personId, trust.alder, { role: "staff", startsOn: "2026-10-01" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  test("pupils belong to a school", async () => {
    const administrator = await trust.signIn(trust.administratorId);
    await expect(
      addMembership(administrator, trust.administratorId, trust.organisationId, {
        role: "pupil",
        startsOn: "2026-10-01",
        yearGroup: 1,
      }),
    ).rejects.toMatchObject({ code: "invalid", problems: [{ field: "role" }] });
  });
});
