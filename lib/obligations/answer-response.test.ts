import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import {
  aContact,
  actorFor,
  anOrganisation,
  aPerson,
  aPolicyText,
  todayHere,
} from "#lib/testing/builders.ts";
import { answerResponse } from "./answer-response.ts";
import { backFromAbsence } from "./back-from-absence.ts";
import { answersTo } from "./my-answers.ts";
import { obligationsOf } from "./obligations-of.ts";
import { listResponses, openResponses, unitsChaired } from "./open-responses.ts";
import { anAbsence, aResponse, aSignature } from "./testing.ts";

await testDatabase();

const today = todayHere();

async function aTrust() {
  const { organisationId, schools } = await anOrganisation({ schools: 1 });
  const unitId = schools[0]?.id as string;
  const command = { organisationId, words: "a test" };
  await bringInPolicy(command, {
    text: aPolicyText(),
    fileName: "policy.md",
    implementationOn: "2021-09-01",
  });
  const staff = (kind?: "head" | "office" | "auditor") =>
    aPerson(organisationId, {
      roles: [{ role: "staff", unitId }],
      duties: kind ? [{ kind, unitId }] : [],
    });
  const act = async (id: string) => actorFor(organisationId, id);
  const asks = (subjectId: string, kind: "question" | "refusal" = "question", agreement = "staff") =>
    aResponse(organisationId, unitId, { subjectId, agreement, on: addDays(today, -1), kind });
  const administrator = await inOrganisation(organisationId, (transaction) =>
    transaction.duty.findFirstOrThrow({ where: { organisationId, kind: "organisation-administrator" } }),
  );
  const chair = async (bodyOf: string, personId: string) =>
    inOrganisation(organisationId, async (transaction) => {
      const bodyId = newId();
      await transaction.body.create({
        data: {
          organisationId,
          id: bodyId,
          unitId: bodyOf,
          name: "Body",
          kind: "governing-body",
          createdAt: now(),
        },
      });
      const startsOn = dayToDate("2020-09-01");
      await transaction.seat.create({
        data: { organisationId, id: newId(), bodyId, personId, part: "chair", startsOn },
      });
    });
  return {
    organisationId,
    unitId,
    command,
    staff,
    act,
    asks,
    chair,
    administrator: await act(administrator.personId),
  };
}

const answer = (words = "It does.", seen = 0, formId = newId()) => ({ words, formId, seen });
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const waiting = async (actor: Actor, unitId: string) =>
  (await listResponses(actor, [unitId], "waiting")).rows;
const messages = (organisationId: string) =>
  inOrganisation(organisationId, (transaction) =>
    transaction.message.findMany({
      where: { organisationId, kind: "answer" },
      orderBy: { createdAt: "asc" },
    }),
  );

test("an answer is kept, sent to whoever asked, shown to them, and leaves the list", async () => {
  const { organisationId, unitId, command, staff, act, asks } = await aTrust();
  const [head, asker] = [await act(await staff("head")), await staff()];
  await addAddress(command, asker, { address: `asker-${unitId}@example.org` });
  await asks(asker);
  const [row] = await waiting(head, unitId);
  expect(row).toMatchObject({ writerId: asker, answerable: true, answers: [] });
  const given = answer("It covers your own phone too.");
  const [first, again] = await Promise.all([1, 2].map(() => answerResponse(head, row?.id as string, given)));
  expect([first, again].filter((one) => one?.made)).toHaveLength(1);
  expect(await waiting(head, unitId)).toEqual([]);
  expect((await openResponses(head, unitId)).questions).toBe(0);
  expect(await answersTo({ organisationId, personId: asker })).toMatchObject([
    {
      words: "Does this cover my own phone?",
      answers: [{ words: "It covers your own phone too.", by: head.name }],
    },
  ]);
  const [message, ...more] = await messages(organisationId);
  expect(more).toEqual([]);
  expect(message).toMatchObject({ toAddress: `asker-${unitId}@example.org`, urgency: 3, personId: asker });
  expect(message?.body).toContain("> Does this cover my own phone?");
  expect(message?.body).toContain("It covers your own phone too.");
  // another answer is possible, from somebody who has read the first
  const [answered] = (await listResponses(head, [unitId], "answered")).rows;
  await expect(answerResponse(head, answered?.id as string, answer("More."))).rejects.toSatisfy(
    refused("conflict"),
  );
  await answerResponse(head, answered?.id as string, answer("More.", 1));
  expect((await answersTo({ organisationId, personId: asker }))[0]?.answers).toHaveLength(2);
});

test("of two who answer at once the second reads the first's answer before", async () => {
  const { unitId, staff, act, asks } = await aTrust();
  const [one, two] = [await act(await staff("head")), await act(await staff("head"))];
  await asks(await staff());
  const id = (await waiting(one, unitId))[0]?.id as string;
  const done = await Promise.allSettled([
    answerResponse(one, id, answer("Yes.")),
    answerResponse(two, id, answer("No.")),
  ]);
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("nothing goes to an address that somebody shares who must not be contacted", async () => {
  const { organisationId, unitId, command, staff, act, asks } = await aTrust();
  const [head, asker] = [await act(await staff("head")), await staff()];
  const [apart, child] = [
    await aPerson(organisationId),
    await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 8 }] }),
  ];
  await aContact(organisationId, apart, child, { doNotContact: true });
  for (const person of [asker, apart])
    await addAddress(command, person, { address: `both-${unitId}@example.org` });
  await asks(asker);
  const id = (await waiting(head, unitId))[0]?.id as string;
  expect(await answerResponse(head, id, answer())).toMatchObject({ made: true, sent: false });
  expect(await messages(organisationId)).toEqual([]);
});

test("a head's own goes to the chair, who has no duty; other heads neither see nor answer it", async () => {
  const { organisationId, unitId, staff, act, asks, chair, administrator } = await aTrust();
  const [head, other, governor] = [
    await act(await staff("head")),
    await act(await staff("head")),
    await staff(),
  ];
  await chair(unitId, governor);
  const chairing = await act(governor);
  await asks(head.personId, "refusal");
  for (const one of [head, other]) {
    expect(await waiting(one, unitId)).toEqual([]);
    expect((await openResponses(one, unitId)).refusals).toBe(0);
  }
  const [row] = await waiting(chairing, unitId);
  expect(row).toMatchObject({ writerId: head.personId, answerable: true });
  expect(await unitsChaired(chairing)).toEqual([unitId]);
  // administrators and auditors look at everything, and do not answer for a chair
  expect(await waiting(administrator, unitId)).toMatchObject([{ answerable: false }]);
  expect(await waiting(await act(await staff("auditor")), unitId)).toMatchObject([{ answerable: false }]);
  for (const one of [head, other, administrator])
    await expect(answerResponse(one, row?.id as string, answer())).rejects.toSatisfy(refused("not-found"));
  await answerResponse(chairing, row?.id as string, answer());
  expect(await answersTo({ organisationId, personId: head.personId })).toHaveLength(1);
  // what a teacher asks is no business of the chair's
  await asks(await staff());
  expect(await waiting(chairing, unitId)).toEqual([]);
});

test("nothing is lost while a post is empty: no chair, no head", async () => {
  const { organisationId, unitId, staff, act, asks, chair, administrator } = await aTrust();
  await asks(await staff());
  const [row] = await waiting(administrator, unitId);
  expect(row?.answerable).toBe(true);
  await answerResponse(administrator, row?.id as string, answer());
  const head = await staff("head");
  await asks(head);
  expect(await waiting(administrator, unitId)).toMatchObject([{ writerId: head, answerable: true }]);
  // whoever chairs the trust's board comes before them, and finds it though they have no seat at that school
  const trustee = await staff();
  await chair(organisationId, trustee);
  const board = await act(trustee);
  expect(await unitsChaired(board)).toEqual([organisationId, unitId]);
  expect((await listResponses(board, await unitsChaired(board), "waiting")).rows).toMatchObject([
    { writerId: head, answerable: true },
  ]);
  expect(await waiting(administrator, unitId)).toMatchObject([{ answerable: false }]);
  await expect(listResponses(await act(await staff()), [unitId], "waiting")).rejects.toSatisfy(
    refused("not-found"),
  );
});

test("a question opens the gate until it is answered, a refusal for good; signing takes either off the list", async () => {
  const { organisationId, unitId, staff, act } = await aTrust();
  const head = await act(await staff("head"));
  const [asker, decliner] = [await staff(), await staff()];
  for (const [person, kind] of [
    [asker, "question"],
    [decliner, "refusal"],
  ] as const) {
    const [asked] = await obligationsOf(organisationId, person, today);
    await inOrganisation(organisationId, (transaction) =>
      transaction.response.create({
        data: {
          ...{ organisationId, id: newId(), kind, obligationId: asked?.id as string, formId: newId() },
          ...{ agreementId: asked?.agreementId as string, seriesId: asked?.seriesId as string, round: 1 },
          ...{
            occasion: "once",
            capacity: "own",
            subjectId: person,
            signerId: person,
            unitId,
            words: "Why?",
            madeAt: now(),
          },
        },
      }),
    );
  }
  const gates = async () => [(await act(asker)).mustSign, (await act(decliner)).mustSign];
  expect(await gates()).toEqual([false, false]);
  for (const { id } of await waiting(head, unitId)) await answerResponse(head, id, answer());
  expect(await gates()).toEqual([true, false]);
  const third = await staff();
  await aResponse(organisationId, unitId, {
    subjectId: third,
    agreement: "staff",
    on: today,
    kind: "question",
  });
  expect(await waiting(head, unitId)).toHaveLength(1);
  await aSignature(organisationId, unitId, { subjectId: third, agreement: "staff", on: today });
  expect(await waiting(head, unitId)).toEqual([]);
});

test("someone back from a long absence is due within the organisation's days, for the version in force only", async () => {
  const { organisationId, unitId, command, staff, act } = await aTrust();
  const person = await staff();
  await aSignature(organisationId, unitId, { subjectId: person, agreement: "staff", on: "2023-09-04" });
  const actor = await act(person);
  const away = addDays(today, -3);
  await anAbsence(actor, person, unitId, { kind: "away", startsOn: addDays(today, -400), endsOn: away });
  // two versions came and went meanwhile
  for (const [major, on] of [
    [2, addDays(today, -300)],
    [3, addDays(today, -60)],
  ] as const)
    await bringInPolicy(command, {
      ...{ text: aPolicyText({ staffRule: `rule ${major}` }), fileName: "policy.md" },
      ...{ version: { major, minor: 0 }, material: true, implementationOn: on },
    });
  const asked = await obligationsOf(organisationId, person, today);
  expect(asked.map(({ major, dueOn, closes }) => [major, dueOn.toISOString().slice(0, 10), closes])).toEqual([
    [3, addDays(away, 11), false],
  ]);
  expect(await backFromAbsence(actor)).toEqual({ until: addDays(away, 11) });
  const later = await obligationsOf(organisationId, person, addDays(away, 11));
  expect(later.map(({ closes }) => closes)).toEqual([true]);
  expect(await backFromAbsence({ ...actor, today: addDays(away, 12) })).toBeNull();
  // while they are away nothing closes, and whoever was not away was due long ago
  expect((await obligationsOf(organisationId, person, away))[0]?.closes).toBe(false);
});
