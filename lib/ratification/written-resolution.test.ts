import { afterEach, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { actorFor, anOrganisation, aPerson, todayHere } from "#lib/testing/builders.ts";
import { boardWork } from "./board-work.ts";
import { readBody } from "./bodies.ts";
import { approveAsDelegate } from "./decide-as-delegate.ts";
import { addBody, changeBody } from "./keep-bodies.ts";
import { endSeat } from "./keep-seats.ts";
import { policySettings } from "./policy-settings.ts";
import { proposalPage } from "./proposal-page.ts";
import {
  aBoard,
  aMinute,
  approvedBy,
  type Board,
  current,
  refusal,
  send,
  stateOf,
} from "./ratification-for-tests.ts";
import { recordMinute } from "./record-minute.ts";
import { settleAllResolutions, settleResolutions } from "./settle-resolutions.ts";
import { answerResolution, openResolution } from "./written-resolution.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

/** A version put to the four members until a day in a week. */
async function asked(board: Board, closesOn = addDays(todayHere(), 7)) {
  const sent = await send(board, { implementationOn: addDays(todayHere(), 10) });
  const { proposalId } = await openResolution(board.owner, sent.proposalId, { closesOn });
  return { ...sent, first: sent.proposalId, proposalId };
}

const yes = { answer: "for" };

test("each member answers online, may change the answer, and with enough for it the version is ratified", async () => {
  const board = await aBoard({ writtenRule: "three-quarters" });
  const { chair, vice, member } = board;
  const { proposalId, first } = await asked(board);
  const waiting = (await boardWork(member)).waiting;
  expect(waiting).toMatchObject([{ method: "written-resolution", yours: "answer", proposalId }]);
  // the meeting's proposal is no way around it
  expect(await refusal(recordMinute(board.clerk, first, aMinute(board.seatIds)))).toMatch(
    /put to a decision in another way/,
  );
  expect(await refusal(recordMinute(board.clerk, proposalId, aMinute(board.seatIds)))).toMatch(
    /by written resolution until/,
  );
  expect(await refusal(answerResolution(board.clerk, proposalId, yes))).toMatch(/^not-found/);
  expect(await refusal(answerResolution(board.owner, proposalId, yes))).toMatch(/^not-found/);
  expect(await refusal(answerResolution(chair, proposalId, { answer: "maybe" }))).toMatch(
    /Choose for, against/,
  );
  await answerResolution(chair, proposalId, yes);
  await answerResolution(vice, proposalId, yes);
  expect(await answerResolution(member, proposalId, { answer: "against", reason: "Too long" })).toBe("open");
  const page = await proposalPage(chair, proposalId);
  expect(page.answers.map(({ answer }) => answer).sort()).toEqual(["against", "for", "for", null]);
  expect(page.needed).toBe(3);
  expect(await answerResolution(member, proposalId, yes)).toBe("agreed");
  expect(await stateOf(board)).toBe("not-yet-in-force");
  expect(await refusal(answerResolution(member, proposalId, { answer: "against" }))).toMatch(
    /decided already/,
  );
  const { decisions } = await proposalPage(chair, proposalId);
  expect(decisions).toMatchObject([
    { method: "written-resolution", outcome: "ratified", votes: { for: 3, against: 0 } },
  ]);
  const votes = await query("owner", "select count(*)::int as all from vote where proposal_id = $1", [
    proposalId,
  ]);
  expect(votes.rows).toEqual([{ all: 4 }]);
}, 60_000);

test("a vote after the last day is refused, and the resolution has lapsed without anybody pressing anything", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  const closesOn = addDays(todayHere(), 7);
  const { proposalId } = await asked(board, closesOn);
  await answerResolution(board.chair, proposalId, yes);
  setClock(new Date(`${closesOn}T21:00:00Z`));
  try {
    // the last day itself is still in time
    await answerResolution(await board.acting(board.people.vice), proposalId, yes);
    setClock(new Date(`${addDays(closesOn, 1)}T09:00:00Z`));
    const late = await board.acting(board.people.member);
    expect(await refusal(answerResolution(late, proposalId, yes))).toMatch(/last day to answer has passed/);
    expect((await proposalPage(late, proposalId)).proposal.state).toBe("lapsed");
    expect(await stateOf(board)).toBe("lapsed");
    expect((await readDraft(board.owner, board.policyId)).summaryOfChange).toBe("Passwords are longer");
    expect(await settleResolutions(board.organisationId)).toBe(0);
  } finally {
    setClock(undefined);
  }
  const ends = await query("owner", "select kind, reason from proposal_end where proposal_id = $1", [
    proposalId,
  ]);
  expect(ends.rows).toEqual([{ kind: "lapsed", reason: "2 for, 0 against, 0 abstained, 2 did not answer" }]);
}, 60_000);

test("nobody need look: the worker, or the next reading of the list, ends what has run out", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  const { proposalId } = await asked(board);
  setClock(new Date(`${addDays(todayHere(), 9)}T09:00:00Z`));
  try {
    expect(await settleAllResolutions()).toBeGreaterThan(0);
    expect((await boardWork(await board.acting(board.people.member))).waiting).toEqual([]);
    const again = await asked(
      { ...board, owner: await board.acting(board.people.owner) },
      addDays(todayHere(), 1),
    );
    setClock(new Date(`${addDays(todayHere(), 3)}T09:00:00Z`));
    expect((await boardWork(await board.acting(board.people.member))).waiting).toEqual([]);
    const ended = await query(
      "owner",
      "select count(*)::int as all from proposal_end where proposal_id = any ($1)",
      [[proposalId, again.proposalId]],
    );
    expect(ended.rows).toEqual([{ all: 2 }]);
  } finally {
    setClock(undefined);
  }
}, 60_000);

test("of a member removed during a vote the answer does not count, and those who remain decide", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  const { proposalId } = await asked(board);
  await answerResolution(board.chair, proposalId, yes);
  await answerResolution(board.vice, proposalId, yes);
  expect(await answerResolution(board.other, proposalId, yes)).toBe("open");
  const yesterday = addDays(todayHere(), -1);
  await endSeat(board.clerk, board.seatIds[2] as string, { on: yesterday });
  expect(await stateOf(board)).toBe("not-yet-in-force");
  const { decisions } = await proposalPage(board.chair, proposalId);
  expect(decisions[0]?.votes.for).toBe(3);
  // and the other way: the last answer that was missing is that of somebody who is not there any more
  expect(await refusal(answerResolution(await board.acting(board.people.member), proposalId, yes))).toMatch(
    /^not-found/,
  );
}, 60_000);

test("when the second of two steps lapses, the version does not wait any more and its draft can be sent again", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  const { organisationId, policyId } = board;
  await approvedBy(organisationId, policyId, [{ dutyKind: "head" }, { bodyId: board.bodyId }]);
  const sent = await send(board);
  await approveAsDelegate(board.head, sent.proposalId);
  const second = await current(organisationId, sent.versionId);
  const closesOn = addDays(todayHere(), 2);
  const { proposalId } = await openResolution(board.owner, second.id, { closesOn });
  expect(await stateOf(board)).toBe("awaiting-ratification");
  await settleResolutions(organisationId, addDays(todayHere(), 3));
  expect((await proposalPage(board.owner, proposalId)).proposal.state).toBe("lapsed");
  expect(await stateOf(board)).toBe("lapsed");
  expect((await policySettings(board.owner, policyId)).waiting).toBeNull();
  expect((await boardWork(board.clerk)).waiting).toEqual([]);
  const again = await send(board);
  expect((await boardWork(board.head)).waiting).toMatchObject([{ proposalId: again.proposalId }]);
}, 60_000);

const rules = [
  ["unanimous", ["for", "for", "for"], "open", "for", "agreed"],
  ["unanimous", ["for", "for", "for"], "open", "abstain", "lapsed"],
  // half of four is not more than half
  ["majority", ["for", "for"], "open", "for", "agreed"],
  ["majority", ["for", "for", "against"], "open", "against", "lapsed"],
  ["three-quarters", ["for", "for", "abstain"], "open", "for", "agreed"],
  ["three-quarters", ["for", "for", "against"], "open", "abstain", "lapsed"],
] as const;

test.each(rules)(
  "of four, %s: after %j it is %s, and with %s %s",
  async (rule, first, before, last, after) => {
    const board = await aBoard({ writtenRule: rule });
    const members = [board.chair, board.vice, board.member, board.other];
    const { proposalId } = await asked(board);
    let became = "";
    for (const [at, answer] of first.entries())
      became = await answerResolution(members[at] as typeof board.chair, proposalId, { answer });
    expect(became).toBe(before);
    expect(await stateOf(board)).toBe("awaiting-ratification");
    const next = members[first.length] as typeof board.chair;
    // who is against may think again until the last day is over
    expect(await answerResolution(next, proposalId, { answer: last })).toBe(
      after === "agreed" ? "agreed" : "open",
    );
    if (after === "lapsed") setClock(new Date(`${addDays(todayHere(), 8)}T09:00:00Z`));
    const chair = await board.acting(board.people.chair);
    expect(await refusal(answerResolution(chair, proposalId, { answer: "against" }))).toMatch(
      after === "agreed" ? /decided already/ : /The last day to answer has passed/,
    );
    expect(await stateOf(board)).toBe(after === "agreed" ? "not-yet-in-force" : "lapsed");
  },
  60_000,
);

test("who has been removed counts on neither side: what was short is enough", async () => {
  const yesterday = addDays(todayHere(), -1);
  const board = await aBoard({ writtenRule: "majority" });
  const { proposalId } = await asked(board);
  await answerResolution(board.chair, proposalId, yes);
  await answerResolution(board.vice, proposalId, yes);
  expect(await answerResolution(board.member, proposalId, { answer: "against" })).toBe("open");
  await endSeat(board.clerk, board.seatIds[2] as string, { on: yesterday });
  expect(await stateOf(board)).toBe("not-yet-in-force");
  expect((await proposalPage(board.chair, proposalId)).decisions[0]?.votes).toEqual({
    for: 2,
    against: 0,
    abstained: 0,
  });
}, 60_000);

test("a written resolution keeps the rule that it was opened under", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  const { proposalId } = await asked(board);
  const rules = { name: "Board of trustees", kind: "trust-board", quorum: "" };
  await changeBody(board.clerk, board.bodyId, {
    ...rules,
    ...{ writtenRule: "majority", articles: " Articles of Association, article 122 " },
  });
  expect(await readBody(board.member, board.bodyId)).toMatchObject({
    writtenRule: "majority",
    articles: "Articles of Association, article 122",
  });
  for (const one of [board.chair, board.vice, board.member])
    expect(await answerResolution(one, proposalId, yes)).toBe("open");
  expect((await proposalPage(board.chair, proposalId)).proposal.writtenRule).toBe("unanimous");
  expect(await answerResolution(board.other, proposalId, yes)).toBe("agreed");
  // a rule that nobody asks for needs no article
  await changeBody(board.clerk, board.bodyId, { ...rules, writtenRule: "none", articles: "article 122" });
  expect(await readBody(board.member, board.bodyId)).toMatchObject({ writtenRule: "none", articles: null });
  expect(await refusal(changeBody(board.clerk, board.bodyId, { ...rules, writtenRule: "two" }))).toMatch(
    /Choose whether it may decide/,
  );
}, 60_000);

test("written resolutions are for academy trusts whose body allows them", async () => {
  const board = await aBoard();
  const { proposalId } = await send(board);
  const closesOn = addDays(todayHere(), 7);
  expect(await refusal(openResolution(board.owner, proposalId, { closesOn }))).toMatch(
    /rules of Board of trustees do not allow/,
  );
  expect((await proposalPage(board.owner, proposalId)).notInWriting).toMatch(/do not allow/);
  const single = await anOrganisation({ kind: "single-school" });
  const administrator = await actorFor(
    single.organisationId,
    await aPerson(single.organisationId, {
      roles: [{ role: "staff", unitId: single.organisationId }],
      duties: [{ kind: "organisation-administrator", unitId: single.organisationId }],
    }),
  );
  const body = { unitId: single.organisationId, name: "Pay committee", kind: "committee", quorum: "" };
  expect(await refusal(addBody(administrator, { ...body, writtenRule: "unanimous" }))).toMatch(
    /maintained school’s governing body cannot/,
  );
  expect(await refusal(addBody(administrator, body))).toBe("done");
  expect(await refusal(addBody(administrator, body))).toMatch(/There is a body called Pay committee/);
  const allowed = await aBoard({ writtenRule: "unanimous" });
  const sent = await send(allowed);
  const open = (day: string) => refusal(openResolution(allowed.owner, sent.proposalId, { closesOn: day }));
  expect(await open(addDays(todayHere(), -1))).toMatch(/must be from today/);
  expect(await open(addDays(todayHere(), 91))).toMatch(/must be from today/);
  expect(await refusal(openResolution(allowed.member, sent.proposalId, { closesOn }))).toMatch(/^not-found/);
}, 60_000);

test("nobody agrees alone to what they alone wrote", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  await query(
    "owner",
    "insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at) values ($1, gen_random_uuid(), $2, $1, 'policy-owner', '2020-01-01', now())",
    [board.organisationId, board.people.chair],
  );
  const chair = await board.acting(board.people.chair);
  const sent = await send(board, {}, [chair]);
  for (const seat of board.seatIds.slice(1, 4))
    await endSeat(board.clerk, seat, { on: addDays(todayHere(), -1) });
  const { proposalId } = await openResolution(board.owner, sent.proposalId, {
    closesOn: addDays(todayHere(), 2),
  });
  expect(await answerResolution(chair, proposalId, yes)).toBe("open");
  expect(await stateOf(board)).toBe("awaiting-ratification");
}, 60_000);

test("the last vote and the close at once come to one end, ten times over", async () => {
  const board = await aBoard({ writtenRule: "unanimous" });
  for (let round = 0; round < 10; round++) {
    const { proposalId, versionId } = await asked(board, todayHere());
    for (const one of [board.chair, board.vice, board.member]) await answerResolution(one, proposalId, yes);
    const tomorrow = addDays(todayHere(), 1);
    await Promise.all([
      refusal(answerResolution(board.other, proposalId, yes)),
      settleResolutions(board.organisationId, tomorrow),
      settleResolutions(board.organisationId, tomorrow),
      refusal(answerResolution(board.chair, proposalId, { answer: "against" })),
    ]);
    const { rows } = await query(
      "owner",
      `select (select count(*) from decision where version_id = $1)::int as decided,
        (select count(*) from proposal_end where proposal_id = $2)::int as ended`,
      [versionId, proposalId],
    );
    const [{ decided, ended }] = rows;
    if (decided + ended === 0) {
      // the chair's change of mind came before the close and the last answer after it
      await settleResolutions(board.organisationId, tomorrow);
    } else expect(decided + ended).toBe(1);
  }
}, 180_000);
