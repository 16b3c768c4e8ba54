import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { filterChoices } from "./queries.ts";
import { anAbsence, aResponse, aSignature, told } from "./testing.ts";
import { everyoneWhoHasNotSigned, whoHasNotSigned } from "./who-has-not-signed.ts";

const { query } = await testDatabase();

beforeAll(() => setClock(new Date("2026-11-22T09:00:00Z")));
afterAll(() => setClock(undefined));

type School = { id: string; urn: string; name: string };

/** A trust of two schools with a policy in force since 1 September 2026, and the first school's head. */
async function aTrust(text = aPolicyText()) {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [here, there] = schools as [School, School];
  const words = { organisationId, words: "a test" };
  const bringIn = (extra: string, implementationOn: string, material: boolean) =>
    bringInPolicy(words, { text: aPolicyText({ extra }), fileName: "p.md", implementationOn, material });
  await bringInPolicy(words, { text, fileName: "p.md", implementationOn: "2026-09-01" });
  const head = await aPerson(organisationId, { duties: [{ kind: "head", unitId: here.id }] });
  const person = (familyName: string, options: Parameters<typeof aPerson>[1] = {}) =>
    aPerson(organisationId, { roles: [{ role: "staff", unitId: here.id }], ...options, familyName });
  const pupil = (familyName: string, bornOn = "2016-03-01") =>
    person(familyName, { roles: [{ role: "pupil", unitId: here.id, yearGroup: 5 }], bornOn });
  return { organisationId, here, there, person, pupil, bringIn, head: await actorFor(organisationId, head) };
}

const list = (head: Actor, school: { id: string }, filters: Parameters<typeof whoHasNotSigned>[2] = {}) =>
  whoHasNotSigned(head, school.id, filters);

test("each person who has not signed is listed once for each agreement, with the reason", async () => {
  const { organisationId, here, there, person, pupil, head } = await aTrust();
  const staff = "staff";
  await person("Ames");
  const asked = await person("Bell");
  await aResponse(organisationId, here.id, {
    kind: "question",
    subjectId: asked,
    agreement: staff,
    on: "2026-10-01",
  });
  const declined = await person("Cole");
  await aResponse(organisationId, here.id, {
    kind: "question",
    subjectId: declined,
    agreement: staff,
    on: "2026-10-01",
  });
  await aResponse(organisationId, here.id, {
    kind: "refusal",
    subjectId: declined,
    agreement: staff,
    on: "2026-10-03",
  });
  await anAbsence(head, await person("Dunn"), here.id, { kind: "away", startsOn: "2026-11-01" });
  await anAbsence(head, await person("Eden"), here.id, {
    kind: "excused",
    startsOn: "2026-11-01",
    endsOn: "2026-11-22",
  });
  await person("Ford", { roles: [{ role: "staff", unitId: here.id, startsOn: "2027-01-04" }] });
  const signed = await person("Gray");
  await aSignature(organisationId, here.id, { subjectId: signed, agreement: staff, on: "2026-09-10" });
  const answered = await person("Hale");
  await aResponse(organisationId, here.id, {
    kind: "question",
    subjectId: answered,
    agreement: staff,
    on: "2026-09-08",
  });
  await aSignature(organisationId, here.id, { subjectId: answered, agreement: staff, on: "2026-09-10" });
  const voided = await person("Irwin");
  const wrong = await aSignature(organisationId, here.id, {
    subjectId: voided,
    agreement: staff,
    on: "2026-09-10",
  });
  await inOrganisation(organisationId, (transaction) =>
    transaction.signatureVoid.create({
      data: {
        organisationId,
        id: newId(),
        signatureId: wrong,
        reason: "Signed by another",
        recordedAt: new Date(),
      },
    }),
  );
  await anAbsence(head, await person("Jones"), there.id, { kind: "away", startsOn: "2026-11-01" });
  await person("King", { roles: [{ role: "governor", unitId: here.id }] });
  await pupil("Lane");

  const page = await list(head, here);
  expect(told(page)).toEqual([
    "Ames: not-signed",
    "Bell: question",
    "Cole: declined",
    "Dunn: away",
    "Eden: excused",
    "Ford: not-started",
    "Irwin: not-signed",
    // away from the other school only
    "Jones: not-signed",
    "Lane: not-signed",
  ]);
  expect(page.rows.find(({ familyName }) => familyName === "Ford")?.startsOn).toBe("2027-01-04");
  expect(page).toMatchObject({ total: 9, people: 9, next: null });
  expect(page.reasons).toEqual({
    "not-signed": 4,
    "parent-awaited": 0,
    question: 1,
    declined: 1,
    away: 1,
    excused: 1,
    "not-started": 1,
  });
  expect(told(await list(head, here, { reason: "declined" }))).toEqual(["Cole: declined"]);
  expect(told(await list(head, here, { role: "pupil" }))).toEqual(["Lane: not-signed"]);
});

test("a pupil's agreement waits for the pupil, then for a parent or carer who may sign", async () => {
  const { organisationId, here, person, pupil, head } = await aTrust();
  const parent = (familyName: string) => person(familyName, { roles: [] });
  const [waiting, done, grown] = [
    await pupil("Ash"),
    await pupil("Birch"),
    await pupil("Cedar", "2008-11-22"),
  ];
  await pupil("Dogwood");
  const carer = await parent("Birch");
  await aContact(organisationId, carer, done);
  for (const subjectId of [waiting, done, grown])
    await aSignature(organisationId, here.id, { subjectId, agreement: "pupils", on: "2026-09-10" });
  await aSignature(organisationId, here.id, {
    subjectId: done,
    signerId: carer,
    agreement: "pupils",
    on: "2026-09-20",
  });
  expect(told(await list(head, here))).toEqual(["Ash: parent-awaited", "Dogwood: not-signed"]);
  // on the day before the countersignature, and on the last day before the eighteenth birthday
  expect(told(await list(head, here, { day: "2026-09-19" }))).toEqual([
    "Ash: parent-awaited",
    "Birch: parent-awaited",
    "Cedar: parent-awaited",
    "Dogwood: not-signed",
  ]);
  expect(told(await list(head, here, { day: "2026-11-21" }))).toContain("Cedar: parent-awaited");

  const asking = await parent("Ash");
  await aContact(organisationId, asking, waiting);
  await aResponse(organisationId, here.id, {
    kind: "refusal",
    subjectId: waiting,
    signerId: asking,
    agreement: "pupils",
    on: "2026-11-01",
  });
  expect(told(await list(head, here))).toContain("Ash: declined");
});

test("where all parents and carers must sign, those who may not are not waited for", async () => {
  const { organisationId, here, person, pupil, head } = await aTrust(aPolicyText({ countersign: "all" }));
  const child = await pupil("Ash");
  await aSignature(organisationId, here.id, { subjectId: child, agreement: "pupils", on: "2026-09-10" });
  const [one, two, mayNot, never] = await Promise.all(
    ["One", "Two", "Three", "Four"].map((name) => person(name, { roles: [] })),
  );
  await aContact(organisationId, one as string, child);
  await aContact(organisationId, two as string, child);
  await aContact(organisationId, mayNot as string, child, { maySign: false });
  await aContact(organisationId, never as string, child, { doNotContact: true });
  const countersign = (signerId: string, on: string) =>
    aSignature(organisationId, here.id, { subjectId: child, signerId, agreement: "pupils", on });
  await countersign(one as string, "2026-09-11");
  expect(told(await list(head, here))).toEqual(["Ash: parent-awaited"]);
  await countersign(two as string, "2026-09-12");
  expect(told(await list(head, here))).toEqual([]);
  expect(told(await list(head, here, { day: "2026-09-11" }))).toEqual(["Ash: parent-awaited"]);
});

test("as at a day, it counts who was there on that day and what was signed by then", async () => {
  const { organisationId, here, person, head } = await aTrust();
  const role = (startsOn: string, endsOn?: string) => ({
    roles: [{ role: "staff" as const, unitId: here.id, startsOn, endsOn }],
  });
  await person("Early", role("2020-01-01", "2026-10-31"));
  await person("Late", role("2026-11-01"));
  const signedLater = await person("Signed", role("2020-01-01"));
  await aSignature(organisationId, here.id, { subjectId: signedLater, agreement: "staff", on: "2026-10-15" });
  const asked = await person("Unsure", role("2020-01-01"));
  await aResponse(organisationId, here.id, {
    kind: "question",
    subjectId: asked,
    agreement: "staff",
    on: "2026-10-20",
  });
  const on = async (day: string) => told(await list(head, here, { day }));
  expect(await on("2026-08-31")).toEqual([]);
  expect(await on("2026-10-14")).toEqual(["Early: not-signed", "Signed: not-signed", "Unsure: not-signed"]);
  expect(await on("2026-10-15")).toEqual(["Early: not-signed", "Unsure: not-signed"]);
  expect(await on("2026-10-31")).toEqual(["Early: not-signed", "Unsure: question"]);
  expect(await on("2026-11-01")).toEqual(["Late: not-signed", "Unsure: question"]);
});

test("a minor version keeps signatures, a material one asks again, and an earlier day stays as it was", async () => {
  const { organisationId, here, person, bringIn, head } = await aTrust();
  const kept = await person("Kept");
  await aSignature(organisationId, here.id, { subjectId: kept, agreement: "staff", on: "2026-09-02" });
  await bringIn("A typing error is put right.", "2026-10-01", false);
  expect(told(await list(head, here, { day: "2026-10-02" }))).toEqual([]);
  await bringIn("Another rule.", "2026-11-01", true);
  expect(told(await list(head, here, { day: "2026-10-31" }))).toEqual([]);
  expect(told(await list(head, here))).toEqual(["Kept: not-signed"]);
  await aSignature(organisationId, here.id, {
    subjectId: kept,
    agreement: "staff",
    round: 2,
    on: "2026-11-05",
  });
  expect(told(await list(head, here))).toEqual([]);
});

test("someone at two schools signs once for both, and a school's list never shows the other's people", async () => {
  const { organisationId, here, there, person, head } = await aTrust();
  const both = { roles: [here, there].map(({ id }) => ({ role: "staff" as const, unitId: id })) };
  const signedOnce = await person("Both", both);
  await person("Between", both);
  await person("Elsewhere", { roles: [{ role: "staff", unitId: there.id }] });
  await person("Twice", {
    roles: ["staff", "volunteer"].map((role) => ({ role: role as "staff", unitId: here.id })),
  });
  await aSignature(organisationId, there.id, { subjectId: signedOnce, agreement: "staff", on: "2026-09-02" });
  const page = await list(head, here);
  expect(told(page)).toEqual(["Between: not-signed", "Twice: not-signed"]);
  expect(page.rows[1]?.roles.sort()).toEqual(["staff", "volunteer"]);
  expect(told(await list(head, here, { role: "volunteer" }))).toEqual(["Twice: not-signed"]);

  const refused = (promise: Promise<unknown>) =>
    expect(promise).rejects.toSatisfy((error) => error instanceof Refusal && error.code === "not-found");
  await refused(list(head, there));
  await refused(list(head, { id: organisationId }));
  await refused(filterChoices(head, there.id, "2026-11-22"));
  const neighbour = await aTrust();
  await refused(list(neighbour.head, here));
  const technician = await aPerson(organisationId, {
    duties: [{ kind: "it-administrator", unitId: here.id }],
  });
  await refused(list(await actorFor(organisationId, technician), here));
});

test("filters by class and agreement, with what there is to choose from", async () => {
  const { organisationId, here, pupil, person, head } = await aTrust();
  const [inClass] = [await pupil("Ash"), await pupil("Birch"), await person("Cole")];
  const classId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    const data = { organisationId, startsOn: new Date("2026-09-01") };
    await transaction.classGroup.create({
      data: { organisationId, id: classId, unitId: here.id, name: "Oak 5", academicYear: 2026 },
    });
    await transaction.classMembership.create({
      data: { ...data, id: newId(), classGroupId: classId, personId: inClass, part: "pupil" },
    });
  });
  const choices = await filterChoices(head, here.id, "2026-11-22");
  expect(choices.roles).toEqual(["staff", "volunteer", "pupil"]);
  expect(choices.classes).toEqual([{ id: classId, name: "Oak 5" }]);
  expect(choices.agreements.map(({ title }) => title)).toEqual([
    "Agreement for pupils",
    "Agreement for staff and volunteers",
  ]);
  const page = await list(head, here, { class: classId });
  expect(told(page)).toEqual(["Ash: not-signed"]);
  expect(page.rows[0]?.classes).toEqual(["Oak 5"]);
  expect(told(await list(head, here, { agreement: choices.agreements[1]?.id }))).toEqual([
    "Cole: not-signed",
  ]);
});

test("finds people by any part of their names, in any order and without accents", async () => {
  const { here, person, head } = await aTrust();
  for (const name of ["Ó Néill", "Ash", "Ashworth"]) await person(name);
  expect(told(await list(head, here, { name: "neill o" }))).toEqual(["Ó Néill: not-signed"]);
  const page = await list(head, here, { name: "ash" });
  expect(told(page)).toEqual(["Ash: not-signed", "Ashworth: not-signed"]);
  expect(page.total).toBe(2);
  expect(told(await list(head, here, { name: "nobody" }))).toEqual([]);
});

test("pages of any size give everyone exactly once, in the same order", async () => {
  const { here, head, organisationId } = await aTrust();
  // people of one name: the place in the list cannot rest on the name alone
  for (const familyName of ["Same", "Same", "Same", "Other", "Same", "Third", "Other"])
    await aPerson(organisationId, {
      familyName,
      givenName: "Sam",
      roles: [
        { role: "staff", unitId: here.id },
        { role: "pupil", unitId: here.id, yearGroup: 3 },
      ],
    });
  const whole = await list(head, here);
  const identity = (row: (typeof whole.rows)[number]) => `${row.personId} ${row.seriesId}`;
  const expected = whole.rows.map(identity);
  expect(expected).toHaveLength(14);
  expect(new Set(expected).size).toBe(14);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 16 }), async (size) => {
      const seen: string[] = [];
      for await (const rows of everyoneWhoHasNotSigned(head, here.id, {}, size)) {
        expect(rows.length).toBeLessThanOrEqual(size);
        seen.push(...rows.map(identity));
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test("agrees with what each person is asked themselves", async () => {
  const { organisationId, here, there, person, pupil, head } = await aTrust();
  const staff = await Promise.all(["A", "B", "C", "D"].map((name) => person(name)));
  const pupils = await Promise.all(["E", "F", "G"].map((name) => pupil(name)));
  await person("H", { roles: [{ role: "volunteer", unitId: there.id }] });
  await aSignature(organisationId, here.id, {
    subjectId: staff[1] as string,
    agreement: "staff",
    on: "2026-09-03",
  });
  await aSignature(organisationId, here.id, {
    subjectId: pupils[1] as string,
    agreement: "pupils",
    on: "2026-10-03",
  });
  for (const day of ["2026-08-31", "2026-09-02", "2026-09-03", "2026-10-02", "2026-11-22"]) {
    const { rows } = await query(
      "owner",
      `select g.subject_id || ' ' || g.series_id as obligation
       from person p cross join lateral gate($1::uuid, p.id, $2::date) g
       where p.organisation_id = $1::uuid and g.capacity = 'own' and g.signature_id is null and $3::uuid = any (g.unit_ids)
       order by 1`,
      [organisationId, day, here.id],
    );
    const page = await list(head, here, { day });
    const own = page.rows.filter(({ reason }) => reason !== "parent-awaited");
    expect(own.map(({ personId, seriesId }) => `${personId} ${seriesId}`).sort()).toEqual(
      rows.map(({ obligation }) => obligation),
    );
  }
});
