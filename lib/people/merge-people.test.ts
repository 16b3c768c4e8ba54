import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { notSignedQuery } from "#lib/obligations/schema.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { findByAddress } from "#lib/organisations/directory.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { receipt, whatISigned } from "#lib/signing/receipts.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import {
  aContact,
  actorFor,
  anOrganisation,
  aPerson,
  aPolicyText,
  todayHere,
} from "#lib/testing/builders.ts";
import { addAddress } from "./add-address.ts";
import { endMembership } from "./end-membership.ts";
import { findOtherRecords, joinedInto, recordsJoinedTo } from "./joined-records.ts";
import { mergePeople } from "./merge-people.ts";
import { peopleOfUnit } from "./queries.ts";
import { peopleFilter } from "./schema.ts";
import { undoMerge } from "./undo-merge.ts";

await testDatabase();

/** A school with a policy in force, its office, and two records of one member of staff. */
async function aSchool(options: { schools?: number } = {}) {
  const { organisationId, schools } = await anOrganisation({ schools: options.schools ?? 1 });
  const unitId = schools[0]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2021-09-01" },
  );
  const staff = (familyName: string, givenName = "Nia") =>
    aPerson(organisationId, { givenName, familyName, roles: [{ role: "staff", unitId }] });
  const office = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      roles: [{ role: "staff", unitId }],
      duties: [{ kind: "office", unitId }],
    }),
  );
  return { organisationId, unitId, schools, office, staff, command: { organisationId, words: "a test" } };
}

async function sign(actor: Actor) {
  const [asked] = await obligationsOf(actor.organisationId, actor.personId, actor.today);
  if (!asked) throw new Error("nothing is asked");
  const form = { agreed: true, printedName: "Nia", answers: {}, wordingId: asked.wordingId };
  return { obligationId: asked.id, ...(await signAgreement(actor, asked.id, form)) };
}

const refusedWith = (code: string, words?: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (words === undefined || words.test(error.message));

test("two records of one person become one: everything is there once, and both receipts are good", async () => {
  const { organisationId, unitId, office, staff, command } = await aSchool();
  const [kept, other] = [await staff("Kept"), await staff("Other")];
  await addAddress(command, other, { address: `other-${unitId}@example.org` });
  await addAddress(command, other, { address: `both-${unitId}@example.org` });
  await addAddress(command, kept, { address: `both-${unitId}@example.org` });
  const before = await actorFor(organisationId, other);
  const { obligationId, signatureId } = await sign(before);

  await mergePeople(office, kept, other);
  expect(await actorFor(organisationId, kept)).toMatchObject({ memberships: [{}], mustSign: false });
  // one agreement, signed once, whichever record signed it; and the old link still leads to it
  const now = await actorFor(organisationId, kept);
  expect(await obligationsOf(organisationId, kept, now.today)).toMatchObject([{ signatureId }]);
  expect(await findObligation(now, obligationId)).toEqual({ outcome: "signed", signatureId });
  expect((await whatISigned(now)).map((line) => line.signatureId)).toEqual([signatureId]);
  expect((await receipt(now, signatureId)).signatureId).toBe(signatureId);

  const names = async () =>
    (await peopleOfUnit(office, unitId, peopleFilter.parse({}))).rows.map(({ id }) => id);
  expect(await names()).toContain(kept);
  expect(await names()).not.toContain(other);
  const missing = await whoHasNotSigned(office, unitId, notSignedQuery.parse({}));
  expect(missing.rows.map(({ personId }) => personId)).not.toContain(kept);
  expect(missing.rows.map(({ personId }) => personId)).not.toContain(other);
  expect(await findOtherRecords(office, unitId, kept, "Other")).toEqual([]);

  for (const name of ["other", "both"])
    expect(await findByAddress(`${name}-${unitId}@example.org`)).toEqual([
      { organisationId, personId: kept },
    ]);
  expect(await joinedInto(office, other)).toMatchObject({ personId: kept, name: "Nia Kept" });
  expect(await recordsJoinedTo(office, kept)).toMatchObject([{ duplicateId: other }]);

  // whoever was signed in as the other is not any more
  const { actorOfSession } = await import("#lib/auth/sessions.ts");
  expect(await actorOfSession(before.sessionId as string)).toBeNull();
});

test("undone, everything is as it was; what was changed since stays and is said", async () => {
  const { organisationId, unitId, office, staff, command } = await aSchool();
  const kept = await staff("Kept");
  const other = await aPerson(organisationId, {
    familyName: "Other",
    roles: [
      { role: "staff", unitId, startsOn: "2019-09-01" },
      { role: "volunteer", unitId },
    ],
  });
  const mail = (name: string) => `${name}-${unitId}@example.org`;
  await addAddress(command, other, { address: mail("other") });
  await addAddress(command, other, { address: mail("both") });
  await addAddress(command, kept, { address: mail("both") });
  const { signatureId } = await sign(await actorFor(organisationId, other));
  const state = () =>
    inOrganisation(
      organisationId,
      (transaction) =>
        transaction.$queryRaw`
        select to_jsonb(m) from membership m where organisation_id = ${organisationId}::uuid
        union all select to_jsonb(a) from address a where organisation_id = ${organisationId}::uuid
        union all select to_jsonb(d) from directory_entry d where organisation_id = ${organisationId}::uuid
        order by 1`,
    );
  const before = await state();
  await mergePeople(office, kept, other);
  expect(await state()).not.toEqual(before);
  expect(await undoMerge(office, other)).toEqual({ personId: kept, stayed: {} });
  expect(await state()).toEqual(before);
  // the signature is the other's again
  expect(await whatISigned(await actorFor(organisationId, kept))).toEqual([]);
  expect((await whatISigned(await actorFor(organisationId, other)))[0]).toMatchObject({ signatureId });
  await expect(undoMerge(office, other)).rejects.toSatisfy(refusedWith("not-found"));

  await mergePeople(office, kept, other);
  const [moved] = await inOrganisation(
    organisationId,
    (transaction) =>
      transaction.$queryRaw<{ id: string }[]>`
      select jsonb_array_elements(moved->'rows'->'roles')->>'id' as id from person_alias
      where organisation_id = ${organisationId}::uuid and undone_at is null`,
  );
  const [year, month, date] = todayHere().split("-");
  await endMembership(office, moved?.id as string, { on: { day: date, month, year } });
  // a role that both had is there once, from the first day of either, and can be ended like any other
  expect((await actorFor(organisationId, kept)).memberships).toMatchObject([
    { role: "staff", startsOn: "2019-09-01" },
    { role: "volunteer" },
  ]);
  expect(await undoMerge(office, other)).toEqual({ personId: kept, stayed: { roles: 1 } });
  expect((await actorFor(organisationId, kept)).memberships).toMatchObject([
    { role: "staff", startsOn: "2020-09-01" },
    { role: "volunteer" },
  ]);
});

test("of two contacts between the same people one is kept, the stricter, and undoing parts them again", async () => {
  const { organisationId, unitId, office } = await aSchool();
  const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 8 }] });
  const [kept, other] = [await aPerson(organisationId), await aPerson(organisationId)];
  await aContact(organisationId, kept, pupil);
  await aContact(organisationId, other, pupil, { doNotContact: true, maySign: false });
  const links = () =>
    inOrganisation(organisationId, (transaction) =>
      transaction.contact.findMany({
        where: { organisationId, pupilId: pupil },
        orderBy: { id: "asc" },
        select: { adultId: true, maySign: true, doNotContact: true, startsOn: true, endsOn: true },
      }),
    );
  const before = await links();
  await mergePeople(office, kept, other);
  const standing = (await links()).filter(({ endsOn }) => endsOn === null);
  expect(standing).toMatchObject([{ adultId: kept, maySign: false, doNotContact: true }]);
  expect(await obligationsOf(organisationId, kept, todayHere())).toEqual([]);
  await undoMerge(office, other);
  expect(await links()).toEqual(before);
});

test("a pupil with two records: what either signed counts, and no parent is asked twice", async () => {
  const { organisationId, unitId, office } = await aSchool();
  const pupil = (familyName: string) =>
    aPerson(organisationId, { familyName, roles: [{ role: "pupil", unitId, yearGroup: 8 }] });
  const [kept, other, parent] = [await pupil("Kept"), await pupil("Other"), await aPerson(organisationId)];
  await aContact(organisationId, parent, kept);
  await aContact(organisationId, parent, other);
  const typed = { "tutor-group": "8A" };
  const theirs = await actorFor(organisationId, other);
  const [own] = await obligationsOf(organisationId, other, theirs.today);
  const form = { agreed: true, printedName: "X", answers: typed, wordingId: own?.wordingId as string };
  await signAgreement(theirs, own?.id as string, form);
  const adult = await actorFor(organisationId, parent);
  expect(await obligationsOf(organisationId, parent, adult.today)).toHaveLength(2);
  const old = (await obligationsOf(organisationId, parent, adult.today)).find(
    (one) => one.subjectId === other,
  );
  await mergePeople(office, kept, other);
  const [asked, ...more] = await obligationsOf(organisationId, parent, adult.today);
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ subjectId: kept, waitingForPupil: false });
  // the link that was sent for the other record leads to the same agreement
  expect(await findObligation(adult, old?.id as string)).toMatchObject({
    outcome: "to-sign",
    obligation: { id: asked?.id },
  });
});

test("of two who join the same records opposite ways at once, one does", async () => {
  const { unitId, organisationId, office, staff } = await aSchool();
  const second = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      roles: [{ role: "staff", unitId }],
      duties: [{ kind: "office", unitId }],
    }),
  );
  for (let count = 0; count < 5; count++) {
    const [one, two] = [await staff(`One${count}`), await staff(`Two${count}`)];
    const done = await Promise.allSettled([mergePeople(office, one, two), mergePeople(second, two, one)]);
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const no = done.find((result) => result.status === "rejected") as PromiseRejectedResult;
    expect(no.reason).toSatisfy(
      (error) => error instanceof Refusal && ["conflict", "not-found"].includes(error.code),
    );
  }
});

test("no chains, nobody's own record, nobody with more power, and nobody of another school or organisation", async () => {
  const { organisationId, unitId, schools, office, staff } = await aSchool({ schools: 2 });
  const [a, b, c] = [await staff("A"), await staff("B"), await staff("C")];
  await mergePeople(office, a, b);
  await expect(mergePeople(office, b, c)).rejects.toSatisfy(refusedWith("conflict", /the one that was kept/));
  await expect(mergePeople(office, c, a)).rejects.toSatisfy(refusedWith("conflict", /Keep that one instead/));
  await mergePeople(office, a, c);
  expect((await recordsJoinedTo(office, a)).map(({ duplicateId }) => duplicateId).sort()).toEqual(
    [b, c].sort(),
  );

  await expect(mergePeople(office, office.personId, a)).rejects.toSatisfy(
    refusedWith("not-permitted", /your own/),
  );
  await expect(mergePeople(office, a, a)).rejects.toSatisfy(refusedWith("not-found"));
  const head = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId }],
    duties: [{ kind: "head", unitId }],
  });
  const plain = await staff("Plain");
  for (const [keptId, otherId] of [
    [head, plain],
    [plain, head],
  ] as const)
    await expect(mergePeople(office, keptId, otherId)).rejects.toSatisfy(
      refusedWith("not-permitted", /Head/),
    );
  const sibling = schools[1]?.id as string;
  const atBoth = await aPerson(organisationId, {
    roles: [unitId, sibling].map((id) => ({ role: "staff" as const, unitId: id })),
  });
  await expect(mergePeople(office, atBoth, plain)).rejects.toSatisfy(
    refusedWith("not-permitted", /another school/),
  );
  const elsewhere = await anOrganisation({ schools: 1 });
  const foreign = await aPerson(elsewhere.organisationId, {
    roles: [{ role: "staff", unitId: elsewhere.schools[0]?.id as string }],
  });
  await expect(mergePeople(office, plain, foreign)).rejects.toSatisfy(refusedWith("not-found"));
  const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 8 }] });
  await aContact(organisationId, plain, pupil);
  await expect(mergePeople(office, pupil, plain)).rejects.toSatisfy(refusedWith("conflict", /contact/));
});

test("of two seats on one body, and two duties of one kind, one is kept", async () => {
  const { organisationId, unitId, command, staff } = await aSchool();
  const [kept, other] = [await staff("Kept"), await staff("Other")];
  await inOrganisation(organisationId, async (transaction) => {
    const bodyId = newId();
    await transaction.body.create({
      data: {
        organisationId,
        id: bodyId,
        unitId,
        name: "Governors",
        kind: "governing-body",
        createdAt: new Date(),
      },
    });
    for (const personId of [kept, other]) {
      const startsOn = dayToDate(todayHere());
      await transaction.seat.create({
        data: { organisationId, id: newId(), bodyId, personId, part: "member", startsOn },
      });
      await transaction.duty.create({
        data: {
          organisationId,
          id: newId(),
          personId,
          unitId,
          kind: "office",
          startsOn,
          createdAt: new Date(),
        },
      });
    }
  });
  await mergePeople(command, kept, other);
  const actor = await actorFor(organisationId, kept);
  expect([actor.seats.length, actor.duties.length]).toEqual([1, 1]);
  expect(await undoMerge(command, other)).toMatchObject({ stayed: {} });
  expect((await actorFor(organisationId, other)).seats).toHaveLength(1);
});
