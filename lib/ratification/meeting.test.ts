import { expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dateToDay } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { readPolicy } from "#lib/policies/read-policy.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { actorFor, aPerson, todayHere } from "#lib/testing/builders.ts";
import { confirmMinute, sayMinuteNotRight } from "./answer-minute.ts";
import { boardWork } from "./board-work.ts";
import { proposalPage } from "./proposal-page.ts";
import {
  aBoard,
  aBody,
  aMinute,
  approvedBy,
  current,
  minuteOf,
  refusal,
  send,
  stateOf,
} from "./ratification-for-tests.ts";
import { recordMinute } from "./record-minute.ts";

const { query } = await testDatabase();

const messagesTo = async (personId: string) =>
  (
    await query("owner", "select subject from message where person_id = $1 order by created_at, id", [
      personId,
    ])
  ).rows.map(({ subject }) => subject as string);

test("the clerk records, the chair confirms, and the version comes into force on its day by itself", async () => {
  const board = await aBoard();
  const { organisationId, policyId, seatIds } = board;
  const teacher = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: board.schools[0]?.id as string }],
  });
  const asked = async (day = todayHere()) => obligationsOf(organisationId, teacher, day);
  const actor = await actorFor(organisationId, teacher);
  const [old] = await asked();
  if (!old) throw new Error("nothing is asked");
  await signAgreement(actor, old.id, {
    ...{ agreed: true, printedName: "Sam Okafor", answers: {}, wordingId: old.wordingId },
  });

  const { proposalId, versionId } = await send(board);
  expect((await boardWork(board.clerk)).waiting).toMatchObject([{ number: "2.0", yours: "record" }]);
  expect((await boardWork(board.member)).waiting).toMatchObject([{ number: "2.0", yours: null }]);
  await recordMinute(board.clerk, proposalId, aMinute(seatIds));
  // a record is no decision yet
  expect(await stateOf(board)).toBe("awaiting-ratification");
  expect((await boardWork(board.chair)).waiting).toMatchObject([{ recorded: true, yours: "confirm" }]);
  expect(await messagesTo(board.people.chair)).toContainEqual(expect.stringMatching(/^To confirm/));
  const minute = await minuteOf(organisationId, proposalId);
  expect(await refusal(confirmMinute(board.clerk, minute?.id ?? ""))).toMatch(
    /^not-permitted: You recorded this/,
  );
  expect(await refusal(confirmMinute(board.member, minute?.id ?? ""))).toMatch(/^not-permitted/);
  expect((await proposalPage(board.member, proposalId)).confirms).toBe(false);
  expect((await proposalPage(board.chair, proposalId)).confirms).toBe(true);
  await confirmMinute(board.chair, minute?.id ?? "");
  expect(await refusal(confirmMinute(board.chair, minute?.id ?? ""))).toMatch(
    /^conflict: .*confirmed this record already/,
  );

  expect(await stateOf(board)).toBe("not-yet-in-force");
  expect((await boardWork(board.clerk)).waiting).toEqual([]);
  expect(await messagesTo(board.people.owner)).toContainEqual(expect.stringMatching(/^Ratified/));
  // the new round is asked of the teacher on the day, and not before
  const day = addDays(todayHere(), 10);
  expect((await asked(addDays(day, -1))).map(({ versionId }) => versionId)).not.toContain(versionId);
  expect((await asked(day)).map(({ versionId }) => versionId)).toContain(versionId);
  setClock(new Date(`${day}T12:00:00Z`));
  try {
    const later = await actorFor(organisationId, board.people.owner);
    const { versions } = await readPolicy(later, policyId);
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      ["2.0", "in-force"],
      ["1.0", "superseded"],
    ]);
  } finally {
    setClock(undefined);
  }
  const { rows } = await query(
    "owner",
    `select d.outcome, d.text_hash = v.text_hash as same, d.chair_name is not null as chaired, d.minute_reference
     from decision d join policy_version v on v.id = d.version_id where d.version_id = $1`,
    [versionId],
  );
  expect(rows).toEqual([{ outcome: "ratified", same: true, chaired: true, minute_reference: "TB/26/31" }]);
}, 60_000);

test("a meeting without a quorum, or with dates in the wrong order, is not recorded", async () => {
  const board = await aBoard({ quorum: 3 });
  const { organisationId, seatIds } = board;
  const { proposalId } = await send(board);
  const today = todayHere();
  const record = (more: Record<string, unknown>) =>
    refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds, more)));
  const attendance = (...there: ("yes" | "no" | "conflict")[]) =>
    Object.fromEntries(
      seatIds.slice(0, 4).map((id, index) => [
        id,
        {
          present: there[index] === "no" ? undefined : "on",
          conflict: there[index] === "conflict" ? "Sells us tablets" : "",
        },
      ]),
    );
  expect(await record({ attendance: attendance("yes", "yes", "no", "no") })).toMatch(
    /not quorate: 2 of the 4 .* 3 are needed/,
  );
  expect(await record({ attendance: attendance("yes", "yes", "conflict", "no") })).toMatch(
    /not quorate: 2 of the 4/,
  );
  expect(await record({ metOn: addDays(today, 1) })).toMatch(/today or earlier/);
  expect(await record({ metOn: addDays(today, -3) })).toMatch(/cannot have been before/);
  expect(await record({ implementationOn: addDays(today, -1) })).toMatch(/cannot be before it/);
  expect(await record({ implementationOn: "" })).toMatch(/Enter the implementation date/);
  expect(await record({ outcome: "returned" })).toMatch(/Give the reasons/);
  expect(await record({ votesFor: "1", votesAgainst: "2", abstained: "0" })).toMatch(/not carried/);
  expect(await record({ votesFor: "9" })).toMatch(/more votes than/);
  expect(await record({ chair: "other" })).toMatch(/Enter the name/);
  expect(await record({ minuteReference: " " })).toMatch(/minute’s reference/);
  expect(await minuteOf(organisationId, proposalId)).toBeNull();
  expect(await record({ attendance: attendance("yes", "yes", "yes", "conflict") })).toBe("done");
  expect(
    (await minuteOf(organisationId, proposalId))?.attendance.filter(({ conflict }) => conflict),
  ).toHaveLength(1);
}, 60_000);

test("the chair says what is not right; the clerk records again, and a correction is a new record", async () => {
  const board = await aBoard();
  const { organisationId, seatIds } = board;
  const { proposalId, versionId } = await send(board);
  await recordMinute(board.clerk, proposalId, aMinute(seatIds, { minuteReference: "TB/26/13" }));
  const first = (await minuteOf(organisationId, proposalId))?.id ?? "";
  expect(await refusal(sayMinuteNotRight(board.chair, first, { words: " " }))).toMatch(
    /Say what is not right/,
  );
  await sayMinuteNotRight(board.chair, first, { words: "It was minute 31" });
  expect(await messagesTo(board.people.clerk)).toContainEqual(expect.stringMatching(/^Not right yet/));
  await recordMinute(board.clerk, proposalId, aMinute(seatIds));
  await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");

  // confirmed, and then the clerk finds another slip
  const day = addDays(todayHere(), 20);
  await recordMinute(board.clerk, proposalId, aMinute(seatIds, { implementationOn: day }));
  expect((await boardWork(board.chair)).corrections).toHaveLength(1);
  const correction = (await minuteOf(organisationId, proposalId))?.id ?? "";
  expect(await stateOf(board)).toBe("not-yet-in-force");
  await confirmMinute(board.chair, correction);
  const { decisions } = await proposalPage(board.chair, proposalId);
  expect(decisions.map(({ corrected, implementationOn }) => [corrected, implementationOn])).toEqual([
    [true, addDays(todayHere(), 10)],
    [false, day],
  ]);
  const { rows } = await query(
    "owner",
    "select distinct starts_on::text from binding where version_id = $1",
    [versionId],
  );
  expect(rows).toEqual([{ starts_on: day }]);
  // what a correction cannot do: ratify what was returned
  await recordMinute(
    board.clerk,
    proposalId,
    aMinute(seatIds, { outcome: "returned", reasons: "It was sent back" }),
  );
  await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
  expect(await stateOf(board)).toBe("returned");
  expect((await query("owner", "select 1 from binding where version_id = $1", [versionId])).rows).toEqual([]);
  expect(await refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds)))).toMatch(
    /cannot ratify what was returned/,
  );
}, 60_000);

test("returned with reasons, the draft is the owner's again under its own identifier", async () => {
  const board = await aBoard();
  const { organisationId, seatIds, policyId, owner } = board;
  const { proposalId, versionId } = await send(board);
  const sent = await inOrganisation(organisationId, (transaction) =>
    transaction.policyVersion.findFirstOrThrow({ where: { organisationId, id: versionId } }),
  );
  await recordMinute(
    board.clerk,
    proposalId,
    aMinute(seatIds, { outcome: "returned", reasons: "Say more about phones" }),
  );
  await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
  expect(await stateOf(board)).toBe("returned");
  const draft = await readDraft(owner, policyId);
  expect([draft.id, draft.text]).toEqual([sent.draftId, sent.text]);
  expect(await messagesTo(board.people.owner)).toContainEqual(
    expect.stringMatching(/^Returned with reasons/),
  );
  // it can be sent on again under the same number, and be ratified
  const again = await send(board);
  await recordMinute(board.clerk, again.proposalId, aMinute(seatIds));
  await confirmMinute(board.chair, (await minuteOf(organisationId, again.proposalId))?.id ?? "");
  expect(await stateOf(board)).toBe("not-yet-in-force");
}, 60_000);

test("in two steps: what the committee approves goes on to the board, and only the board ratifies", async () => {
  const board = await aBoard();
  const { organisationId, policyId, people, seatIds } = board;
  const committee = await aBody(
    organisationId,
    organisationId,
    "Standards committee",
    [
      { personId: people.vice, part: "chair" },
      { personId: people.member, part: "member" },
    ],
    { kind: "committee" },
  );
  await approvedBy(organisationId, policyId, [{ bodyId: committee.bodyId }, { bodyId: board.bodyId }]);
  const { proposalId, versionId } = await send(board);
  const clerk = board.clerk;
  await recordMinute(clerk, proposalId, {
    ...aMinute(committee.seatIds),
    implementationOn: "",
    attendance: Object.fromEntries(committee.seatIds.map((id) => [id, { present: "on" }])),
  });
  const vice = await board.acting(people.vice);
  await confirmMinute(vice, (await minuteOf(organisationId, proposalId))?.id ?? "");
  expect(await stateOf(board)).toBe("awaiting-ratification");
  const second = await current(organisationId, versionId);
  expect([second.step, second.bodyId]).toEqual([2, board.bodyId]);
  expect(second.id).not.toBe(proposalId);
  expect((await boardWork(clerk)).waiting.map(({ decider }) => decider)).toEqual(["Board of trustees"]);
  expect(await messagesTo(people.clerk)).toContainEqual(expect.stringMatching(/^Waiting for a decision/));
  // the committee's approval stands: it is not returned by a correction once the board has been asked
  expect(
    await refusal(
      recordMinute(clerk, proposalId, {
        ...aMinute(committee.seatIds, { outcome: "returned", reasons: "No" }),
        attendance: Object.fromEntries(committee.seatIds.map((id) => [id, { present: "on" }])),
      }),
    ),
  ).toMatch(/next step has been asked/);
  await recordMinute(clerk, second.id, aMinute(seatIds));
  await confirmMinute(board.chair, (await minuteOf(organisationId, second.id))?.id ?? "");
  expect(await stateOf(board)).toBe("not-yet-in-force");
  const { decisions } = await proposalPage(board.chair, second.id);
  expect(decisions.map(({ by, outcome, step }) => [by, outcome, step])).toEqual([
    ["Standards committee", "approved", 1],
    ["Board of trustees", "ratified", 2],
  ]);
}, 60_000);

test("nobody ratifies alone what they alone wrote, also not in a meeting", async () => {
  const board = await aBoard({ quorum: 1 });
  const { organisationId, seatIds } = board;
  await query(
    "owner",
    "insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at) values ($1, gen_random_uuid(), $2, $1, 'policy-owner', '2020-01-01', now())",
    [organisationId, board.people.chair],
  );
  const chair = await board.acting(board.people.chair);
  const { proposalId } = await send(board, {}, [chair]);
  const only = { [seatIds[0] as string]: { present: "on" } };
  expect(
    await refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds, { attendance: only }))),
  ).toMatch(/alone wrote/);
  const votes = { votesFor: "1", votesAgainst: "0", abstained: "3" };
  expect(await refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds, votes)))).toMatch(
    /Only one vote was for it/,
  );
  expect(await refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds)))).toBe("done");
}, 60_000);

test("an implementation date that has passed is asked about; people have their days from today", async () => {
  const board = await aBoard();
  const { organisationId, seatIds, policyId } = board;
  const teacher = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: board.schools[0]?.id as string }],
  });
  setClock(new Date("2026-10-01T12:00:00Z"));
  const then = { ...board, owner: await board.acting(board.people.owner) };
  const { proposalId, versionId } = await send(then, { implementationOn: "2026-10-01" });
  setClock(new Date("2026-11-20T12:00:00Z"));
  try {
    const [clerk, chair] = [await board.acting(board.people.clerk), await board.acting(board.people.chair)];
    const minute = aMinute(seatIds, { metOn: "2026-10-02", implementationOn: "2026-10-05" });
    expect(await refusal(recordMinute(clerk, proposalId, minute))).toMatch(
      /5 October 2026 has passed: tick the box/,
    );
    await recordMinute(clerk, proposalId, { ...minute, pastDate: "on" });
    await confirmMinute(chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
    const asked = await obligationsOf(organisationId, teacher, "2026-11-20");
    expect(asked.map(({ versionId, dueOn }) => [versionId, dateToDay(dueOn)])).toEqual([
      [versionId, "2026-12-04"],
    ]);
    const { versions } = await readPolicy(await board.acting(board.people.owner), policyId);
    expect(versions[0]).toMatchObject({ number: "2.0", state: "in-force", startsOn: "2026-10-05" });
  } finally {
    setClock(undefined);
  }
}, 60_000);

test("of two versions of one day the higher number counts, and the page says so; an older one cannot come after it", async () => {
  const board = await aBoard();
  const { organisationId, seatIds, policyId } = board;
  const day = addDays(todayHere(), 10);
  const ratify = async (more: Record<string, unknown> = {}) => {
    const { proposalId } = await send(board, { implementationOn: day });
    const result = await refusal(recordMinute(board.clerk, proposalId, aMinute(seatIds, more)));
    if (result === "done")
      await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
    return { proposalId, result };
  };
  await ratify();
  const { proposalId } = await send(board, { implementationOn: day });
  expect((await proposalPage(board.clerk, proposalId)).sameDay).toMatch(
    /Version 2.0 comes into force on .* the higher number counts/,
  );
  expect(
    await refusal(
      recordMinute(board.clerk, proposalId, aMinute(seatIds, { implementationOn: addDays(day, -3) })),
    ),
  ).toMatch(/Version 2.0 comes into force on .* after this date/);
  await recordMinute(board.clerk, proposalId, aMinute(seatIds));
  await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
  setClock(new Date(`${day}T12:00:00Z`));
  try {
    const { versions } = await readPolicy(await board.acting(board.people.owner), policyId);
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      ["3.0", "in-force"],
      ["2.0", "superseded"],
      ["1.0", "superseded"],
    ]);
  } finally {
    setClock(undefined);
  }
}, 60_000);

test("recorded twice, by two clerks at once, or confirmed twice at once: it counts once, ten times over", async () => {
  const board = await aBoard();
  const { organisationId, seatIds, people } = board;
  await query(
    "owner",
    "insert into duty (organisation_id, id, person_id, unit_id, kind, starts_on, created_at) values ($1, gen_random_uuid(), $2, $1, 'clerk', '2020-01-01', now())",
    [organisationId, people.other],
  );
  const second = await board.acting(people.other);
  for (let round = 0; round < 10; round++) {
    const day = addDays(todayHere(), 10 + round);
    const { proposalId, versionId } = await send(board, { implementationOn: day });
    const minute = aMinute(seatIds, { implementationOn: day });
    const recorded = await Promise.all([
      refusal(recordMinute(board.clerk, proposalId, minute)),
      refusal(recordMinute(second, proposalId, minute)),
      refusal(recordMinute(board.clerk, proposalId, minute)),
    ]);
    expect(recorded.filter((one) => one === "done")).toHaveLength(1);
    expect(
      recorded.filter((one) => /^conflict: This decision has been recorded already: by /.test(one)),
    ).toHaveLength(2);
    const id = (await minuteOf(organisationId, proposalId))?.id ?? "";
    const confirmed = await Promise.all([
      refusal(confirmMinute(board.chair, id)),
      refusal(confirmMinute(board.chair, id)),
      refusal(sayMinuteNotRight(board.chair, id, { words: "Wrong" })),
    ]);
    expect(confirmed.filter((one) => one === "done")).toHaveLength(1);
    const minutes = await query("owner", "select 1 from minute where proposal_id = $1", [proposalId]);
    expect(minutes.rows).toHaveLength(1);
    const decisions = await query("owner", "select 1 from decision where version_id = $1", [versionId]);
    expect(decisions.rows.length).toBeLessThanOrEqual(1);
    // where "not right" was first, the clerk records it again
    if (decisions.rows.length === 0) {
      await recordMinute(board.clerk, proposalId, minute);
      await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
    }
  }
}, 180_000);

test("a text that is not the one that was put to the vote is not decided", async () => {
  const board = await aBoard();
  const { organisationId, seatIds } = board;
  const { proposalId, versionId } = await send(board);
  await recordMinute(board.clerk, proposalId, aMinute(seatIds));
  await query(
    "owner",
    "update policy_version set text = replace(text, 'lock my screen', 'leave my screen open') where id = $1",
    [versionId],
  );
  const id = (await minuteOf(organisationId, proposalId))?.id ?? "";
  expect(await refusal(confirmMinute(board.chair, id))).toMatch(/not the one that was put to the vote/);
  expect((await query("owner", "select 1 from decision where version_id = $1", [versionId])).rows).toEqual(
    [],
  );
}, 60_000);

test("somebody part-way through reading the old version is told, and signs nothing by mistake", async () => {
  const board = await aBoard();
  const { organisationId, seatIds } = board;
  const teacher = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: board.schools[0]?.id as string }],
  });
  const actor = await actorFor(organisationId, teacher);
  const [reading] = await obligationsOf(organisationId, teacher, todayHere());
  if (!reading) throw new Error("nothing is asked");
  const { proposalId, versionId } = await send(board, { implementationOn: todayHere() });
  await recordMinute(board.clerk, proposalId, aMinute(seatIds, { implementationOn: todayHere() }));
  await confirmMinute(board.chair, (await minuteOf(organisationId, proposalId))?.id ?? "");
  const form = { agreed: true, printedName: "Sam Okafor", answers: {}, wordingId: reading.wordingId };
  expect(await refusal(signAgreement(actor, reading.id, form))).toMatch(/^superseded/);
  const [now] = await obligationsOf(organisationId, teacher, todayHere());
  expect(now?.versionId).toBe(versionId);
  await signAgreement(actor, now?.id ?? "", { ...form, wordingId: now?.wordingId ?? "" });
}, 60_000);
