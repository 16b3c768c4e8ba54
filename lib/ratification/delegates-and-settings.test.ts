import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dateToDay } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { bringInChoices } from "#lib/policies/check/bring-in-file.ts";
import { whereToWrite } from "#lib/policies/drafts/start-draft.ts";
import { readPolicy } from "#lib/policies/read-policy.ts";
import { whoActs } from "#lib/policies/sending/who-acts.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { boardWork } from "./board-work.ts";
import { bodiesInView, readBody } from "./bodies.ts";
import { approveAsDelegate, returnAsDelegate } from "./decide-as-delegate.ts";
import { decidesByDuty } from "./decides-by-duty.ts";
import { addBody, changeBody } from "./keep-bodies.ts";
import { endSeat, findForSeat, giveSeat } from "./keep-seats.ts";
import { changePolicySettings, policySettings } from "./policy-settings.ts";
import { proposalPage } from "./proposal-page.ts";
import { aBoard, approvedBy, type Board, refusal, send } from "./ratification-for-tests.ts";
import { reportDecision } from "./report-decision.ts";

const { query } = await testDatabase();

const dueOn = (asked: { dueOn: Date } | undefined) => asked && dateToDay(asked.dueOn);

const versions = async (board: Board) =>
  (await readPolicy(board.owner, board.policyId)).versions.map(({ number, state }) => `${number} ${state}`);

const minor = { material: "minor", materialReason: "A telephone number", to: "delegate" };

test("a delegate approves a minor change between meetings, and it is to be reported until it is", async () => {
  const board = await aBoard();
  expect(await decidesByDuty(board.head)).toBe(false);
  expect(await refusal(boardWork(board.head))).toMatch(/^not-found/);
  await approvedBy(board.organisationId, board.policyId, [{ bodyId: board.bodyId }], "head");
  // the policy names their duty: the page is theirs before anything waits
  expect(await decidesByDuty(board.head)).toBe(true);
  expect(await decidesByDuty(board.owner)).toBe(false);
  expect((await boardWork(board.head)).waiting).toEqual([]);
  const { proposalId } = await send(board, minor);
  expect((await boardWork(board.head)).waiting).toMatchObject([{ number: "1.1", yours: "decide" }]);
  expect(await refusal(approveAsDelegate(board.owner, proposalId))).toMatch(/^not-found/);
  expect(await refusal(approveAsDelegate(board.chair, proposalId))).toMatch(/^not-found/);
  await approveAsDelegate(board.head, proposalId);
  expect(await versions(board)).toEqual(["1.1 in-force", "1.0 superseded"]);
  expect(await refusal(approveAsDelegate(board.head, proposalId))).toMatch(/decided already/);
  // nothing is left to decide, and what is reported to whom is not the delegate's
  expect(await boardWork(board.head)).toEqual({ waiting: [], corrections: [], toReport: [] });
  const [waiting] = (await boardWork(board.clerk)).toReport;
  expect(waiting).toMatchObject({ number: "1.1", records: true, body: { name: "Board of trustees" } });
  expect((await boardWork(board.member)).toReport).toMatchObject([{ records: false }]);
  const id = waiting?.decisionId ?? "";
  expect(await refusal(reportDecision(board.member, id, { reportedOn: todayHere() }))).toMatch(/^not-found/);
  expect(await refusal(reportDecision(board.clerk, id, { reportedOn: addDays(todayHere(), -1) }))).toMatch(
    /must be from/,
  );
  await reportDecision(board.clerk, id, { reportedOn: todayHere(), minuteReference: "TB/26/40" });
  expect(await refusal(reportDecision(board.clerk, id, { reportedOn: todayHere() }))).toMatch(
    /reported already/,
  );
  expect((await boardWork(board.clerk)).toReport).toEqual([]);
  expect((await proposalPage(board.clerk, proposalId)).decisions[0]?.reported?.minuteReference).toBe(
    "TB/26/40",
  );
}, 60_000);

test("a delegate who alone wrote a version does not approve it; one of two writers may", async () => {
  const board = await aBoard();
  await approvedBy(board.organisationId, board.policyId, [{ bodyId: board.bodyId }], "policy-owner");
  const { proposalId } = await send(board, minor);
  expect(await refusal(approveAsDelegate(board.owner, proposalId))).toMatch(
    /^not-permitted: Nobody ratifies alone/,
  );
  await returnAsDelegate(board.owner, proposalId, { reasons: "The number is an old one" });
  const second = await aPerson(board.organisationId, {
    roles: [{ role: "staff", unitId: board.organisationId }],
    duties: [{ kind: "policy-owner", unitId: board.organisationId }],
  });
  const other = await board.acting(second);
  const again = await send(board, minor, [other, board.owner]);
  expect(await refusal(approveAsDelegate(board.owner, again.proposalId))).toBe("done");
}, 60_000);

test("a head decides under delegation where the policy says so, and there is nobody to report it to", async () => {
  const board = await aBoard();
  await approvedBy(board.organisationId, board.policyId, [{ dutyKind: "head" }]);
  const { proposalId } = await send(board, { implementationOn: todayHere() });
  expect((await proposalPage(board.head, proposalId)).proposal.minorByDelegate).toBe(false);
  const schoolsHead = await board.acting(
    await aPerson(board.organisationId, {
      roles: [{ role: "staff", unitId: board.schools[0]?.id as string }],
      duties: [{ kind: "head", unitId: board.schools[0]?.id as string }],
    }),
  );
  // the trust's policy is decided by the head of the trust, not of one of its schools
  expect(await decidesByDuty(schoolsHead)).toBe(false);
  expect(await decidesByDuty(board.head)).toBe(true);
  await approveAsDelegate(board.head, proposalId);
  expect(await decidesByDuty(board.head)).toBe(false);
  expect(await refusal(boardWork(board.head))).toMatch(/^not-found/);
  expect(await versions(board)).toEqual(["2.0 in-force", "1.0 superseded"]);
  expect((await boardWork(board.clerk)).toReport).toEqual([]);
}, 60_000);

test("a single school's head decides under delegation about the school's policy, with no chief executive above", async () => {
  const { organisationId, schools } = await anOrganisation({ kind: "single-school" });
  const school = schools[0] as (typeof schools)[number];
  const person = async (kind: "head" | "policy-owner") =>
    actorFor(
      organisationId,
      await aPerson(organisationId, {
        roles: [{ role: "staff", unitId: school.id }],
        duties: [{ kind, unitId: kind === "head" ? school.id : organisationId }],
      }),
    );
  const [head, owner] = [await person("head"), await person("policy-owner")];
  const only = [{ id: organisationId, name: expect.any(String) }];
  expect(await whereToWrite(owner)).toEqual(only);
  expect((await bringInChoices(owner)).units).toEqual(only);

  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
  await approvedBy(organisationId, policyId, [{ dutyKind: "head" }]);
  const { approvers, unit } = await policySettings(owner, policyId);
  expect(approvers.at(-1)?.label).toMatch(/^Head of .*, under delegation$/);
  expect(unit.isOrganisation).toBe(false);
  const { proposalId } = await send({ organisationId, policyId, owner });
  expect((await boardWork(head)).waiting).toMatchObject([
    { yours: "decide", decider: expect.stringMatching(/^Head of /) },
  ]);
  expect(
    await inOrganisation(organisationId, (transaction) =>
      whoActs(transaction, head, organisationId, { bodyId: null, dutyKind: "head" }),
    ),
  ).toEqual([head.personId]);
  await approveAsDelegate(head, proposalId);
  expect((await readPolicy(owner, policyId)).versions.map(({ state }) => state)).toEqual([
    "in-force",
    "superseded",
  ]);
}, 60_000);

test("settings say who approves; they stay while a version waits, and who is bound follows them", async () => {
  const board = await aBoard();
  const { organisationId, policyId, owner } = board;
  const teacher = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: board.schools[0]?.id as string, startsOn: "2019-09-01" }],
  });
  const before = await policySettings(owner, policyId);
  expect(before).toMatchObject({ first: null, last: `body:${board.bodyId}`, waiting: null });
  const committee = await addBody(board.clerk, {
    ...{ unitId: organisationId, name: "Standards committee", kind: "committee", quorum: "2" },
  });
  const given = {
    first: `body:${committee.bodyId}`,
    last: `body:${board.bodyId}`,
    minorDuty: "head",
    adoptionRule: "wait",
    renewal: "academic-year",
    signWithinDays: "21",
    exemptionBy: "organisation-head",
    indexable: undefined,
  };
  const [asked] = await obligationsOf(organisationId, teacher, todayHere());
  expect(dueOn(asked)).toBe("2020-09-15");
  await changePolicySettings(owner, policyId, given);
  expect(await policySettings(owner, policyId)).toMatchObject({
    ...given,
    signWithinDays: 21,
    indexable: false,
  });
  // schools wait now: nobody there is asked until they adopt it
  expect(await obligationsOf(organisationId, teacher, todayHere())).toEqual([]);
  await changePolicySettings(owner, policyId, { ...given, adoptionRule: "none", renewal: "once" });
  const [again] = await obligationsOf(organisationId, teacher, todayHere());
  expect(dueOn(again)).toBe("2020-09-22");
  const { rows } = await query(
    "owner",
    "select position, outcome, body_id from approval_step where policy_id = $1 order by 1",
    [policyId],
  );
  expect(rows).toEqual([
    { position: 1, outcome: "approve", body_id: committee.bodyId },
    { position: 2, outcome: "ratify", body_id: board.bodyId },
  ]);
  const events = await query(
    "owner",
    "select details->>'change' as change from event where kind = 'policy-settings-changed' order by happened_at limit 1",
  );
  expect(events.rows[0].change).toMatch(
    /Standards committee approves it, then Board of trustees ratifies it; .*21 days to sign/,
  );

  const change = (more: Record<string, unknown>) =>
    refusal(
      changePolicySettings(owner, policyId, { ...given, adoptionRule: "none", renewal: "once", ...more }),
    );
  expect(await change({ last: "" })).toMatch(/Choose who ratifies it after/);
  expect(await change({ last: given.first })).toMatch(/two bodies/);
  expect(await change({ last: "body:00000000-0000-7000-8000-000000000000" })).toMatch(/from the list/);
  expect(await change({ signWithinDays: "soon" })).toMatch(/whole number/);
  expect(await refusal(changePolicySettings(board.clerk, policyId, given))).toMatch(/^not-found/);
  await send(board);
  expect(await change({ first: "" })).toMatch(/Version 2.0 waits for its decision/);
  expect(await change({ signWithinDays: "7" })).toBe("done");
}, 60_000);

test("bodies have people in seats with terms, and rules that are changed on the record", async () => {
  const board = await aBoard();
  const { organisationId, clerk } = board;
  const person = await aPerson(organisationId, {
    givenName: "Wilhelmina",
    familyName: "Ferreira-Okonkwo",
    roles: [{ role: "trustee", unitId: organisationId }],
  });
  const pupil = await aPerson(organisationId, {
    givenName: "Wilhelmina",
    familyName: "Pupil",
    roles: [{ role: "pupil", unitId: board.schools[0]?.id as string, yearGroup: 8 }],
  });
  expect((await findForSeat(clerk, board.bodyId, "wilhel")).map(({ id }) => id)).toEqual([person]);
  expect(await findForSeat(clerk, board.bodyId, "")).toEqual([]);
  const seat = {
    personId: person,
    part: "member",
    startsOn: todayHere(),
    endsOn: addDays(todayHere(), 1460),
  };
  expect(await refusal(giveSeat(clerk, board.bodyId, { ...seat, personId: pupil }))).toMatch(/^not-found/);
  expect(await refusal(giveSeat(clerk, board.bodyId, { ...seat, part: "chair" }))).toMatch(
    /is in the chair then/,
  );
  expect(await refusal(giveSeat(clerk, board.bodyId, { ...seat, endsOn: "2020-01-01" }))).toMatch(
    /first day or later/,
  );
  const { seatId } = await giveSeat(clerk, board.bodyId, seat);
  expect(await refusal(giveSeat(clerk, board.bodyId, seat))).toMatch(/have a seat there already/);
  expect(await refusal(endSeat(clerk, seatId, { on: addDays(todayHere(), -1) }))).toMatch(
    /when the seat began/,
  );
  expect(await refusal(endSeat(board.member, seatId, { on: todayHere() }))).toMatch(/^not-found/);
  await endSeat(clerk, seatId, { on: todayHere() });
  const body = await readBody(board.member, board.bodyId);
  expect(body.keeps).toBe(false);
  expect(body.seats.find(({ id }) => id === seatId)).toMatchObject({ endsOn: todayHere(), when: "now" });
  await changeBody(clerk, board.bodyId, {
    name: "Trustees",
    kind: "trust-board",
    quorum: "3",
    writtenRule: "unanimous",
  });
  expect((await bodiesInView(clerk)).map(({ name, quorum }) => `${name} ${quorum}`)).toContain("Trustees 3");
  expect(
    await inOrganisation(organisationId, (transaction) =>
      transaction.event.count({ where: { organisationId, kind: "body-changed" } }),
    ),
  ).toBe(1);
}, 60_000);
