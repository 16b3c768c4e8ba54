import { afterEach, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { aBody } from "#lib/testing/a-body.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { readPolicy } from "../read-policy.ts";
import { askForExemption } from "./ask-for-exemption.ts";
import { answerExemption, revokeExemption } from "./decide-exemption.ts";
import { stateOn } from "./exemption.ts";
import {
  exemptionPage,
  exemptionsAt,
  exemptionsOfPolicy,
  ownExemptions,
  runningExemptions,
} from "./exemption-lists.ts";
import { requestPage } from "./request-page.ts";
import { sayClause } from "./words.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

const extra = [
  "",
  "1.2 Nobody installs programs.",
  "2.1 Nobody sends files home.",
  "2.2 One.",
  "2.3 Two.",
].join("\n\n");

async function aTrust() {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [first, second] = schools.map(({ id }) => id) as [string, string];
  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText({ extra }), fileName: "p.md", implementationOn: "2024-09-01" },
  );
  let count = 0;
  const actor = async (options: Parameters<typeof aPerson>[1]) => {
    const personId = await aPerson(organisationId, options);
    await addAddress({ organisationId, words: "a test" }, personId, {
      address: `exempt-${++count}-${personId.slice(-6)}@example.org`,
    });
    return actorFor(organisationId, personId);
  };
  const works = [{ role: "staff" as const, unitId: first }];
  return {
    ...{ organisationId, first, second, policyId, actor },
    teacher: await actor({ roles: works }),
    head: await actor({ roles: works, duties: [{ kind: "head", unitId: first }] }),
    otherHead: await actor({ duties: [{ kind: "head", unitId: second }] }),
    chief: await actor({ duties: [{ kind: "head", unitId: organisationId }] }),
    auditor: await actor({ duties: [{ kind: "auditor", unitId: organisationId }] }),
  };
}
type Trust = Awaited<ReturnType<typeof aTrust>>;

const asking = (trust: Trust, more = {}) => ({
  clause: "clause-1-2",
  unitId: trust.first,
  reason: "A compiler for the sixth form’s lessons",
  startsOn: todayHere(),
  endsOn: addDays(todayHere(), 30),
  formId: newId(),
  ...more,
});
const messagesAbout = async (exemptionId: string) =>
  (
    await query(
      "owner",
      "select person_id, body from message where kind = 'exemption' and body like $1 order by created_at, id",
      [`%${exemptionId}%`],
    )
  ).rows as { person_id: string; body: string }[];

test("a request goes to the head, who approves it; it is shown to all whom it concerns and runs out by its date", async () => {
  const trust = await aTrust();
  const { teacher, head, auditor, policyId, first } = trust;
  const { clauses } = await requestPage(teacher, policyId);
  expect(clauses.map(({ words }) => words)).toContain("1.2 Nobody installs programs.");
  const form = asking(trust);
  const { exemptionId } = await askForExemption(teacher, policyId, form);
  // sent twice it is one request
  expect(await askForExemption(teacher, policyId, form)).toEqual({ exemptionId });
  const [told] = await messagesAbout(exemptionId);
  expect(told?.person_id).toBe(head.personId);
  expect(told?.body).toContain("clause 1.2 of Using technology");
  expect(told?.body).not.toContain("compiler");
  expect((await ownExemptions(head)).toDecide.map(({ id }) => id)).toEqual([exemptionId]);
  expect(await runningExemptions(teacher)).toEqual([]);

  await answerExemption(head, exemptionId, { answer: "approved", reason: "On the lab’s own machines." });
  expect((await runningExemptions(teacher))[0]).toMatchObject({ id: exemptionId, state: "running" });
  expect((await messagesAbout(exemptionId)).map(({ person_id }) => person_id)).toEqual([
    head.personId,
    teacher.personId,
  ]);
  for (const list of [
    await exemptionsAt(head, first),
    (await exemptionsOfPolicy(auditor, policyId)).exemptions,
    (await ownExemptions(teacher)).mine,
  ])
    expect(list[0]?.answers[0]).toMatchObject({ kind: "approved", reason: "On the lab’s own machines." });
  await expect(answerExemption(head, exemptionId, { answer: "approved" })).rejects.toMatchObject({
    code: "conflict",
  });

  const later = addDays(todayHere(), 31);
  expect(await runningExemptions({ ...teacher, today: later })).toEqual([]);
  const { exemption } = await exemptionPage({ ...teacher, today: later }, exemptionId);
  expect(exemption.state).toBe("run-out");
  const { rows } = await query(
    "owner",
    "select kind from event where person_id = $1 order by happened_at, id",
    [teacher.personId],
  );
  expect(rows.map(({ kind }) => kind).filter((kind) => kind.startsWith("exemption"))).toEqual([
    "exemption-asked",
    "exemption-approved",
  ]);
}, 60_000);

test("nobody approves their own; a head's own goes to who is above, or chairs the governing body", async () => {
  const trust = await aTrust();
  const { head, otherHead, chief, policyId, organisationId, first } = trust;
  const { exemptionId } = await askForExemption(head, policyId, asking(trust));
  await expect(answerExemption(head, exemptionId, { answer: "approved" })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(answerExemption(otherHead, exemptionId, { answer: "approved" })).rejects.toMatchObject({
    code: "not-found",
  });
  const chair = await trust.actor({ roles: [{ role: "governor", unitId: first }] });
  await aBody(organisationId, first, [{ personId: chair.personId, part: "chair" }]);
  const seated = await actorFor(organisationId, chair.personId);
  const second = await askForExemption(head, policyId, asking(trust, { clause: "clause-2-1" }));
  expect((await messagesAbout(second.exemptionId)).map(({ person_id }) => person_id)).toEqual([
    chair.personId,
  ]);
  await answerExemption(seated, second.exemptionId, { answer: "approved" });
  await answerExemption(chief, exemptionId, { answer: "refused", reason: "Ask the service desk." });
  expect((await ownExemptions(head)).mine.map(({ state }) => state)).toEqual(["running", "refused"]);
});

test("the same form posted several times at once is one request", async () => {
  const trust = await aTrust();
  const form = asking(trust);
  const made = await Promise.all(
    Array.from({ length: 5 }, () => askForExemption(trust.teacher, trust.policyId, form)),
  );
  expect(new Set(made.map(({ exemptionId }) => exemptionId)).size).toBe(1);
});

test("nobody approves what they asked for under another record of theirs", async () => {
  const trust = await aTrust();
  const { organisationId, teacher, head, chief, policyId } = trust;
  const { exemptionId } = await askForExemption(teacher, policyId, asking(trust));
  await mergePeople({ organisationId, words: "a test" }, head.personId, teacher.personId);
  expect((await ownExemptions(head)).toDecide).toEqual([]);
  await expect(answerExemption(head, exemptionId, { answer: "approved" })).rejects.toMatchObject({
    code: "not-found",
  });
  await answerExemption(chief, exemptionId, { answer: "approved" });
});

test("where the policy says so the organisation's head decides, and not the school's", async () => {
  const trust = await aTrust();
  const { teacher, head, chief, policyId, organisationId } = trust;
  await inOrganisation(organisationId, (transaction) =>
    transaction.policy.update({
      where: { organisationId_id: { organisationId, id: policyId } },
      data: { exemptionBy: "organisation-head" },
    }),
  );
  const { exemptionId } = await askForExemption(teacher, policyId, asking(trust));
  expect((await messagesAbout(exemptionId))[0]?.person_id).toBe(chief.personId);
  await expect(answerExemption(head, exemptionId, { answer: "approved" })).rejects.toMatchObject({
    code: "not-found",
  });
  await answerExemption(chief, exemptionId, { answer: "approved" });
  await expect(revokeExemption(chief, exemptionId, { reason: " " })).rejects.toMatchObject({
    code: "invalid",
  });
  await revokeExemption(chief, exemptionId, { reason: "The project has ended." });
  expect((await ownExemptions(teacher)).mine[0]?.state).toBe("revoked");
  await expect(revokeExemption(chief, exemptionId, { reason: "Again" })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("somebody asks for another only where they may, and of nobody who is not there", async () => {
  const trust = await aTrust();
  const { teacher, head, otherHead, policyId, second } = trust;
  const theirs = asking(trust, { personId: teacher.personId });
  await expect(askForExemption(otherHead, policyId, theirs)).rejects.toMatchObject({ code: "not-found" });
  await expect(askForExemption(otherHead, policyId, { ...theirs, unitId: second })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(askForExemption(teacher, policyId, asking(trust, { unitId: second }))).rejects.toMatchObject({
    code: "not-found",
  });
  const { exemptionId } = await askForExemption(head, policyId, theirs);
  // asked for by the head, decided by the head: it is not the head's own
  await answerExemption(head, exemptionId, { answer: "approved" });
  expect(await runningExemptions(teacher)).toHaveLength(1);
  const found = await requestPage(head, policyId, teacher.name);
  expect(found.people.map(({ id }) => id)).toEqual([teacher.personId]);
  expect((await requestPage(teacher, policyId, head.name)).people).toEqual([]);
  for (const wrong of [{ clause: "clause-9-9" }, { endsOn: "2020-01-01" }, { reason: "" }])
    await expect(askForExemption(teacher, policyId, asking(trust, wrong))).rejects.toMatchObject({
      code: "invalid",
    });
});

test("the policy's timeline tells of exemptions to those who may see them, and names nobody to anyone else", async () => {
  const trust = await aTrust();
  const { teacher, head, otherHead, auditor, policyId, organisationId } = trust;
  const one = await askForExemption(teacher, policyId, asking(trust));
  await answerExemption(head, one.exemptionId, { answer: "approved" });
  const two = await askForExemption(teacher, policyId, asking(trust));
  await answerExemption(head, two.exemptionId, { answer: "refused", reason: "Ask again next term" });
  const three = await askForExemption(teacher, policyId, asking(trust, { endsOn: "" }));
  await answerExemption(head, three.exemptionId, { answer: "approved" });
  await revokeExemption(head, three.exemptionId, { reason: "It is not needed any more" });
  await askForExemption(teacher, policyId, asking(trust));
  const clerk = await trust.actor({ duties: [{ kind: "clerk", unitId: organisationId }] });
  const toldTo = async (actor: typeof head, today = todayHere()) =>
    (await readPolicy({ ...actor, today }, policyId)).events
      .map(({ sentence }) => sentence)
      .filter((sentence) => /exemption/.test(sentence) || sentence.includes(teacher.name));
  const from = `from clause 1.2 of Using technology for ${teacher.name}`;
  const recorded = [
    `${teacher.name} asked for an exemption ${from}.`,
    `${head.name} approved an exemption ${from}, from`,
    `${head.name} refused an exemption ${from}.`,
    `${head.name} revoked the exemption ${from}.`,
  ];
  for (const reader of [head, auditor]) {
    const told = await toldTo(reader);
    expect(told).toHaveLength(8);
    for (const sentence of recorded)
      expect(
        told.some((each) => each.startsWith(sentence)),
        sentence,
      ).toBe(true);
  }
  // what nobody does is told by its day: the approved one ran out, the open one was never decided
  const later = addDays(todayHere(), 31);
  const told = await toldTo(head, later);
  expect(told.slice(0, 2).sort()).toEqual([
    `Nobody decided about the exemption ${from} before its last day had passed.`,
    `The exemption ${from} ran out.`,
  ]);
  expect(told).toHaveLength(10);
  expect((await readPolicy({ ...head, today: later }, policyId)).events[0]).toMatchObject({
    ...{ happenedAt: new Date(`${later}T00:00:00Z`), wholeDay: true },
  });
  // a head elsewhere and whoever reads policies alone
  expect(await toldTo(otherHead, later)).toEqual([]);
  expect(await toldTo(clerk, later)).toEqual([]);
}, 60_000);

test("what an exemption is follows from its days and answers", () => {
  const of = { startsOn: "2026-05-01", endsOn: "2026-07-31" };
  const on = (today: string, ...kinds: string[]) => stateOn(today, { ...of, kinds });
  expect(on("2026-04-30")).toBe("waiting");
  expect(on("2026-08-01")).toBe("lapsed");
  expect(on("2026-04-30", "approved")).toBe("to-come");
  expect(on("2026-05-01", "approved")).toBe("running");
  expect(on("2026-07-31", "approved")).toBe("running");
  expect(on("2026-08-01", "approved")).toBe("run-out");
  expect(on("2026-06-01", "approved", "revoked")).toBe("revoked");
  expect(on("2026-06-01", "refused")).toBe("refused");
  expect(stateOn("2999-01-01", { ...of, endsOn: null, kinds: ["approved"] })).toBe("running");
});

test("a clause is said by its number, or by its first words", () => {
  expect(sayClause("4.1 Exceptions")).toBe("clause 4.1");
  expect(sayClause("keep my password to myself")).toBe("“keep my password to myself”");
});
