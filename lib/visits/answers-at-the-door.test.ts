import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { answerResponse } from "#lib/obligations/answer-response.ts";
import { listResponses } from "#lib/obligations/open-responses.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { aPerson } from "#lib/testing/builders.ts";
import { answersAtTheDoor, markAnswersRead } from "./answers-at-the-door.ts";
import { arrive } from "./arrive.ts";
import type { Visit } from "./cleared-visit.ts";
import { comeBack } from "./come-back.ts";
import { aDoor, form, here } from "./door-for-tests.ts";
import { notWhoTheySaid, recordLeaving } from "./end-visit.ts";
import { respondForVisit, respondOnArrival } from "./respond-at-the-door.ts";

await testDatabase();

let made: Awaited<ReturnType<typeof aDoor>>;
let head: Actor;
beforeEach(async () => {
  made = await aDoor();
  head = made.head;
});

const question = () => ({
  ...{ kind: "question" as const, agreementId: "", words: "May I use my own telephone?", formId: newId() },
});

/** Somebody who asks at the door instead of signing. */
async function whoAsks(name = "Sunita Patel"): Promise<Visit> {
  const { values, formId } = await form(made.door, "agency", { name });
  return respondOnArrival(made.door, { values, formId, from: here }, question());
}

async function answer(words: string, name = "Sunita Patel"): Promise<void> {
  const { rows } = await listResponses(head, [made.unitId], "waiting");
  const one = rows.find(({ writer }) => writer === name);
  await answerResponse(head, one?.id as string, { words, formId: newId(), seen: one?.answers.length ?? 0 });
}

const wordsOf = async (visit: Visit) =>
  (await answersAtTheDoor(made.door, visit)).flatMap(({ answers }) => answers.map(({ words }) => words));

test("whoever comes back with their pass reads the answer, until they say that they have", async () => {
  const visit = await whoAsks();
  expect(await wordsOf(visit)).toEqual([]);
  await answer("Yes, in the staff room.");
  const back = await comeBack(made.door, visit.pass);
  const [response] = await answersAtTheDoor(made.door, back);
  expect(response).toMatchObject({
    kind: "question",
    words: "May I use my own telephone?",
    answers: [{ words: "Yes, in the staff room.", by: head.name }],
  });
  const id = response?.answers[0]?.id as string;
  // pressed twice at once
  const both = await Promise.all([1, 2].map(() => markAnswersRead(made.door, back, [id])));
  expect(both.sort()).toEqual([0, 1]);
  expect(await wordsOf(back)).toEqual([]);
  const { rows } = await listResponses(head, [made.unitId], "answered");
  expect(rows[0]?.answers).toMatchObject([{ words: "Yes, in the staff room.", readAt: expect.any(Date) }]);
});

test("the next visit of the same record shows it too, once it is theirs", async () => {
  const visit = await whoAsks();
  await answer("Yes.");
  await recordLeaving(head, visit.id);
  const left = await comeBack(made.door, visit.pass);
  // a pass that has run out lets nobody in
  expect([left.running, await wordsOf(left)]).toEqual([false, []]);
  const again = await arrive(made.door, { ...(await form(made.door, "agency")), personId: visit.personId });
  expect(await wordsOf(again)).toEqual(["Yes."]);
});

test("nobody else reads it: of the same name, of another school, by a joined record or a refused visit", async () => {
  const visit = await whoAsks();
  await answer("Yes.");
  const namesake = await arrive(made.door, await form(made.door, "agency", { name: "Sunita Patel" }));
  expect(await wordsOf(namesake)).toEqual([]);
  const { id: answerId } = (await answersAtTheDoor(made.door, visit))[0]?.answers[0] ?? { id: "" };
  expect(await markAnswersRead(made.door, namesake, [answerId])).toBe(0);
  expect(await answersAtTheDoor(made.next, visit)).toEqual([]);
  const later = await arrive(made.door, { ...(await form(made.door, "agency")), personId: visit.personId });
  const kept = await aPerson(made.organisationId, { roles: [{ role: "staff", unitId: made.unitId }] });
  await mergePeople({ organisationId: made.organisationId, words: "a test" }, kept, visit.personId);
  // the pass of the visit itself still shows what was written for it; another of the joined record does not
  expect(await wordsOf(await comeBack(made.door, visit.pass))).toEqual(["Yes."]);
  expect(await wordsOf(await comeBack(made.door, later.pass))).toEqual([]);
  await notWhoTheySaid(head, visit.id, { reason: "Somebody else" });
  expect(await wordsOf(visit)).toEqual([]);
});

test("a record that another was joined to shows each pass what was written for its own visit", async () => {
  const [asked, other] = [await whoAsks(), await arrive(made.door, await form(made.door, "agency"))];
  await answer("Yes.");
  await mergePeople({ organisationId: made.organisationId, words: "a test" }, asked.personId, other.personId);
  const back = await comeBack(made.door, other.pass);
  expect([back.personId, await wordsOf(back)]).toEqual([asked.personId, []]);
  expect(await wordsOf(await comeBack(made.door, asked.pass))).toEqual(["Yes."]);
});

test("a second answer is shown though the first was read, and the first no longer", async () => {
  const visit = await whoAsks();
  await answer("Yes.");
  const [first] = (await answersAtTheDoor(made.door, visit))[0]?.answers ?? [];
  await markAnswersRead(made.door, visit, [first?.id as string]);
  await respondForVisit(made.door, visit, { ...question(), words: "In the playground too?" });
  await answer("No.");
  expect(await wordsOf(visit)).toEqual(["No."]);
});
