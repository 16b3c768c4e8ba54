import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { todayHere } from "#lib/testing/builders.ts";
import { confirmMinute } from "./answer-minute.ts";
import { changePolicySettings, policySettings } from "./policy-settings.ts";
import {
  aBoard,
  aBody,
  aMinute,
  approvedBy,
  type Board,
  current,
  send,
  stateOf,
} from "./ratification-for-tests.ts";
import { recordMinute } from "./record-minute.ts";

await testDatabase();

/** A committee of the vice-chair and a member, and what it records when both are there. */
async function aCommittee({ organisationId, people }: Board) {
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
  const minute = (implementationOn: string) => ({
    ...aMinute(committee.seatIds, { implementationOn }),
    attendance: Object.fromEntries(committee.seatIds.map((id) => [id, { present: "on" }])),
  });
  return { ...committee, minute };
}

/** Other steps, as the policy's owner sets them. */
async function setSteps({ owner, policyId }: Board, first: string, last: string) {
  const settings = await policySettings(owner, policyId);
  const form = { ...settings, first: first && `body:${first}`, last: `body:${last}` };
  await changePolicySettings(owner, policyId, { ...form, minorDuty: "", indexable: "" });
}

test("a committee that approved does not ratify what the board returned by a correction, also once it is the only step", async () => {
  const board = await aBoard();
  const committee = await aCommittee(board);
  await approvedBy(board.organisationId, board.policyId, [
    { bodyId: committee.bodyId },
    { bodyId: board.bodyId },
  ]);
  const { versionId, proposalId } = await send(board);
  const approved = await recordMinute(board.clerk, proposalId, committee.minute(""));
  await confirmMinute(board.vice, approved.minuteId);
  const second = await current(board.organisationId, versionId);
  const returned = await recordMinute(
    board.clerk,
    second.id,
    aMinute(board.seatIds, { outcome: "returned", reasons: "Too long" }),
  );
  await confirmMinute(board.chair, returned.minuteId);
  await setSteps(board, "", committee.bodyId);

  const corrected = await recordMinute(board.clerk, proposalId, committee.minute(todayHere()));
  await confirmMinute(board.vice, corrected.minuteId);
  expect(await stateOf(board)).toBe("returned");
}, 60_000);

test("a corrected minute leaves ratified what was ratified, also where a step was added since", async () => {
  const board = await aBoard();
  const committee = await aCommittee(board);
  const { proposalId } = await send(board);
  const ratified = await recordMinute(board.clerk, proposalId, aMinute(board.seatIds));
  await confirmMinute(board.chair, ratified.minuteId);
  await setSteps(board, board.bodyId, committee.bodyId);

  const corrected = await recordMinute(
    board.clerk,
    proposalId,
    aMinute(board.seatIds, { minuteReference: "TB/26/31a" }),
  );
  await confirmMinute(board.chair, corrected.minuteId);
  expect(await stateOf(board)).toBe("not-yet-in-force");
}, 60_000);
