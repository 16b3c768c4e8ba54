import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { agreementProgress } from "./agreement-progress.ts";
import { countAllProgress, countProgress } from "./count-progress.ts";
import { openResponses } from "./open-responses.ts";
import { organisationOverview, schoolOverview, schoolsOnPage } from "./overview.ts";
import { anAbsence, aResponse, aSignature } from "./testing.ts";
import { whoHasNotSigned } from "./who-has-not-signed.ts";

await testDatabase();

beforeAll(() => setClock(new Date("2026-11-22T09:00:00Z")));
afterAll(() => setClock(undefined));

type School = { id: string; urn: string; name: string };

async function aTrust(schools = 2) {
  const made = await anOrganisation({ schools });
  const { organisationId } = made;
  const [here, there] = made.schools as [School, School];
  const words = { organisationId, words: "a test" };
  await bringInPolicy(words, { text: aPolicyText(), fileName: "p.md", implementationOn: "2026-09-01" });
  const duties = (kind: "head" | "organisation-administrator" | "safeguarding-lead", unitId: string) =>
    aPerson(organisationId, { duties: [{ kind, unitId }] }).then((id) => actorFor(organisationId, id));
  const staffAt = (unitId: string) => aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
  return { organisationId, here, there, words, duties, staffAt };
}

test("a school's figures count signed out of bound, those away apart, and agree with its list", async () => {
  const { organisationId, here, duties, staffAt } = await aTrust();
  const head = await duties("head", here.id);
  const [signed, away, awaySigned, asked] = await Promise.all([1, 2, 3, 4].map(() => staffAt(here.id)));
  await staffAt(here.id);
  const both = await aPerson(organisationId, {
    roles: [
      { role: "staff", unitId: here.id },
      { role: "volunteer", unitId: here.id },
    ],
  });
  for (const subjectId of [signed, awaySigned, both] as string[])
    await aSignature(organisationId, here.id, { subjectId, agreement: "staff", on: "2026-09-05" });
  for (const personId of [away, awaySigned] as string[])
    await anAbsence(head, personId, here.id, { kind: "away", startsOn: "2026-10-01" });
  await aResponse(organisationId, here.id, {
    kind: "question",
    subjectId: asked as string,
    agreement: "staff",
    on: "2026-11-01",
  });
  const pupil = (name: string) =>
    aPerson(organisationId, {
      familyName: name,
      roles: [{ role: "pupil", unitId: here.id, yearGroup: 4 }],
      bornOn: "2018-01-01",
    });
  const [countersigned, waiting] = [await pupil("One"), await pupil("Two"), await pupil("Three")];
  const parent = await aPerson(organisationId);
  await aContact(organisationId, parent, countersigned);
  for (const subjectId of [countersigned, waiting])
    await aSignature(organisationId, here.id, { subjectId, agreement: "pupils", on: "2026-09-05" });
  await aSignature(organisationId, here.id, {
    subjectId: countersigned,
    signerId: parent,
    agreement: "pupils",
    on: "2026-09-06",
  });

  const found = await schoolOverview(head, here.id);
  expect(found.parts).toEqual([
    { part: "staff", bound: 5, signed: 3, away: 1, responded: 1 },
    { part: "volunteer", bound: 1, signed: 1, away: 0, responded: 0 },
    { part: "pupil", bound: 3, signed: 2, away: 0, responded: 0 },
    { part: "countersign", bound: 3, signed: 1, away: 0, responded: 0 },
  ]);
  // the member of staff who also volunteers is one person with one signature
  expect(found.whole).toEqual({ bound: 8, signed: 4, away: 1, responded: 1 });
  expect(found.agreements.map(({ agreement, bound, signed }) => [agreement, bound, signed])).toEqual([
    ["Agreement for pupils", 3, 1],
    ["Agreement for staff and volunteers", 5, 3],
  ]);
  const list = await whoHasNotSigned(head, here.id, {});
  expect(found.whole.bound - found.whole.signed).toBe(
    list.rows.filter(({ reason }) => reason !== "away").length,
  );
  expect(found.whole.away).toBe(list.reasons.away);
  expect(list.peopleDue).toBe(list.people - list.reasons.away);
  for (const role of ["staff", "volunteer"] as const) {
    const part = found.parts.find((one) => one.part === role);
    const rows = await whoHasNotSigned(head, here.id, { role });
    expect((part?.bound ?? 0) - (part?.signed ?? 0)).toBe(rows.total - rows.reasons.away);
  }
  // each figure of pupils leads to as many rows as it lacks: their own signature, and that of a parent or carer
  for (const [part, whose] of [
    ["pupil", "own"],
    ["countersign", "parent"],
  ] as const) {
    const count = found.parts.find((one) => one.part === part);
    const rows = await whoHasNotSigned(head, here.id, { role: "pupil", whose });
    expect([whose, rows.total, rows.peopleDue]).toEqual([
      whose,
      (count?.bound ?? 0) - (count?.signed ?? 0),
      rows.total,
    ]);
  }
  expect((await schoolOverview(head, here.id, "2026-09-05")).whole.signed).toBe(3);

  const responses = await openResponses(head, here.id);
  expect(responses).toMatchObject({ questions: 1, refusals: 0 });
  expect(responses.latest.map(({ words, subjectId }) => [words, subjectId])).toEqual([
    ["Does this cover my own phone?", asked],
  ]);
  await refused(openResponses(await duties("safeguarding-lead", here.id), here.id));
});

const refused = (promise: Promise<unknown>) =>
  expect(promise).rejects.toSatisfy((error) => error instanceof Refusal && error.code === "not-found");

const byName = (overview: Awaited<ReturnType<typeof organisationOverview>>) =>
  Object.fromEntries(overview.schools.map(({ urn, bound, signed }) => [urn, `${signed} of ${bound}`]));

test("the organisation's figures are those of its schools, and follow what happens at any of them", async () => {
  const { organisationId, here, there, words, duties, staffAt } = await aTrust();
  const administrator = await duties("organisation-administrator", organisationId);
  const atBoth = await aPerson(organisationId, {
    roles: [here, there].map(({ id }) => ({ role: "staff" as const, unitId: id })),
  });
  await staffAt(there.id);
  const first = await organisationOverview(administrator);
  expect(byName(first)).toEqual({ [here.urn]: "0 of 1", [there.urn]: "0 of 2" });
  // its own unit has the administrator that it was made with
  expect(first.own).toMatchObject({ bound: 1, signed: 0, urn: null });
  expect(first.whole).toEqual({ bound: 4, signed: 0, away: 0, responded: 0 });
  expect(first.countedAt).toEqual(new Date("2026-11-22T09:00:00Z"));

  // what happened just before a count may have been committed just after it: looked at once more, then left alone
  setClock(new Date("2026-11-22T09:20:00Z"));
  expect(await countProgress(organisationId)).toBe(3);
  setClock(new Date("2026-11-22T09:30:00Z"));
  expect(await countProgress(organisationId)).toBe(0);
  await aSignature(organisationId, there.id, { subjectId: atBoth, agreement: "staff", on: "2026-11-22" });
  await inOrganisation(organisationId, (transaction) =>
    recordEvent(transaction, words, "agreement-signed", { unitId: there.id, personId: atBoth }),
  );
  expect(byName(await organisationOverview(administrator))).toEqual(byName(first));
  expect(await countProgress(organisationId)).toBe(2);
  const second = await organisationOverview(administrator);
  expect(byName(second)).toEqual({ [here.urn]: "1 of 1", [there.urn]: "1 of 2" });
  expect(second.countedAt).toEqual(new Date("2026-11-22T09:30:00Z"));

  // a material version asks everyone again
  setClock(new Date("2026-11-22T10:00:00Z"));
  await bringInPolicy(words, {
    text: aPolicyText({ extra: "One more rule." }),
    fileName: "p.md",
    implementationOn: "2026-11-20",
    material: true,
  });
  await countAllProgress();
  expect(byName(await organisationOverview(administrator))).toEqual({
    [here.urn]: "0 of 1",
    [there.urn]: "0 of 2",
  });

  // what nobody is asked any more is not counted any more: everyone leaves the second school; the next day it shows
  await inOrganisation(organisationId, (transaction) =>
    transaction.membership.updateMany({
      where: { organisationId, unitId: there.id },
      data: { endsOn: new Date("2026-11-22") },
    }),
  );
  setClock(new Date("2026-11-23T06:00:00Z"));
  await countAllProgress();
  const last = await organisationOverview(administrator);
  expect(byName(last)).toEqual({ [here.urn]: "0 of 1", [there.urn]: "0 of 0" });
  const live = await schoolOverview(administrator, here.id);
  expect(last.schools.find(({ unitId }) => unitId === here.id)).toMatchObject(live.whole);
  setClock(new Date("2026-11-22T09:00:00Z"));
});

test("the organisation's overview is for those with a duty over all of it; a policy's counts are of one's own schools", async () => {
  const { organisationId, here, there, duties, staffAt } = await aTrust();
  const head = await duties("head", here.id);
  await staffAt(here.id);
  await staffAt(there.id);
  await countProgress(organisationId);
  await refused(organisationOverview(head));
  await refused(schoolOverview(head, there.id));
  const [agreement] = (await schoolOverview(head, here.id)).agreements;
  const seriesId = agreement?.seriesId as string;
  const mine = await agreementProgress(head, [seriesId]);
  expect(mine.bySeries[seriesId]).toMatchObject({ bound: 1, signed: 0 });
  const all = await agreementProgress(await duties("organisation-administrator", organisationId), [seriesId]);
  expect(all.bySeries[seriesId]).toMatchObject({ bound: 3, signed: 0 });
  const nobody = (await actorFor(organisationId, await staffAt(here.id))) as Actor;
  expect(await agreementProgress(nobody, [seriesId])).toEqual({ bySeries: {}, countedAt: null });
});

test("schools come a page at a time, each once", async () => {
  const { organisationId, duties } = await aTrust(schoolsOnPage + 3);
  const administrator = await duties("organisation-administrator", organisationId);
  const first = await organisationOverview(administrator);
  expect(first.howManySchools).toBe(schoolsOnPage + 3);
  const second = await organisationOverview(administrator, { after: first.next ?? undefined });
  expect(second.next).toBeNull();
  const ids = [...first.schools, ...second.schools].map(({ unitId }) => unitId);
  expect(new Set(ids).size).toBe(schoolsOnPage + 3);
  expect(second.whole).toEqual(first.whole);
});
