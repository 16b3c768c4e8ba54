import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { actorFor, anOrganisation, aPerson, todayHere } from "#lib/testing/builders.ts";
import { sessionForRows } from "./session-for-rows.ts";

await testDatabase();

let office: Actor;
let unitId: string;
const seriesId = newId();

beforeAll(async () => {
  const made = await anOrganisation();
  unitId = made.schools[0]?.id as string;
  office = await actorFor(
    made.organisationId,
    await aPerson(made.organisationId, { duties: [{ kind: "office", unitId }] }),
  );
});

const someone = (role: "pupil" | "staff" | "volunteer") =>
  aPerson(office.organisationId, {
    roles: [{ role, unitId, ...(role === "pupil" ? { yearGroup: 8 } : {}) }],
  });

async function aClass(name: string, pupils: string[], year = academicYear(todayHere())): Promise<string> {
  const { organisationId } = office;
  const id = newId();
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.classGroup.create({ data: { organisationId, id, unitId, name, academicYear: year } });
    await transaction.classMembership.createMany({
      data: pupils.map((personId) => ({
        ...{ organisationId, id: newId(), classGroupId: id, personId },
        ...{ part: "pupil", startsOn: dayToDate("2020-09-01") },
      })),
    });
  });
  return id;
}

const session = (people: string[], prefer?: string) =>
  sessionForRows(
    office,
    unitId,
    people.map((personId) => ({ personId, seriesId })),
    prefer,
  );
const told = (words: RegExp) => ({
  code: "conflict",
  problems: [{ field: "all-page", message: expect.stringMatching(words) }],
});

test("pupils of one class open a session of that class, whatever else each of them is in", async () => {
  const [one, two, three] = [await someone("pupil"), await someone("pupil"), await someone("pupil")];
  const classGroupId = await aClass("8B", [one, two]);
  const tutors = await aClass("8A tutors", [one, two, three]);
  await aClass("7B of last year", [one, two, three], academicYear(todayHere()) - 1);
  expect(await session([one, two], classGroupId)).toEqual({ seriesId, classGroupId });
  expect(await session([one, two])).toEqual({ seriesId, classGroupId: tutors });
  // the filter's class is none of the third's
  expect(await session([one, three], classGroupId)).toEqual({ seriesId, classGroupId: tutors });
});

test("grown-ups of one role open a session of grown-ups", async () => {
  const [one, two] = [await someone("staff"), await someone("staff")];
  expect(await session([one, two])).toEqual({ seriesId, role: "staff" });
  await expect(session([one, await someone("volunteer")])).rejects.toMatchObject(told(/one role/));
});

test("rows that no session can hold together get a sentence that says what to choose", async () => {
  const [one, two, none] = [await someone("pupil"), await someone("pupil"), await someone("pupil")];
  await aClass("9A", [one]);
  await aClass("9B", [two]);
  await expect(session([one, two])).rejects.toMatchObject(told(/several classes/));
  await expect(session([one, none])).rejects.toMatchObject(told(/in no class/));
  await expect(session([one, await someone("staff")])).rejects.toMatchObject(told(/sessions of their own/));
  const agreements = [
    { personId: one, seriesId },
    { personId: one, seriesId: newId() },
  ];
  await expect(sessionForRows(office, unitId, agreements)).rejects.toMatchObject(told(/several agreements/));
});
