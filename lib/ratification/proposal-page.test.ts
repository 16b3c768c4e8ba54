import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { whoWouldSign } from "#lib/obligations/who-would-sign.ts";
import { draftWith } from "#lib/policies/sending/sending-for-tests.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { actorFor, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { approveAsDelegate } from "./decide-as-delegate.ts";
import { proposalPage } from "./proposal-page.ts";
import { aBoard, approvedBy, send } from "./ratification-for-tests.ts";

const { query } = await testDatabase();

async function signsEverything(organisationId: string, personId: string): Promise<void> {
  const actor = await actorFor(organisationId, personId);
  for (const { id, wordingId } of await obligationsOf(organisationId, personId, todayHere()))
    await signAgreement(actor, id, { agreed: true, printedName: "Sam Okafor", answers: {}, wordingId });
}

test("whoever decides sees how many would sign again, by role and school, as the owner did before sending", async () => {
  const board = await aBoard();
  const { organisationId, policyId, schools, owner } = board;
  const at = (index: number) => schools[index]?.id as string;
  const staff = (index: number) => aPerson(organisationId, { roles: [{ role: "staff", unitId: at(index) }] });
  const signed = [await staff(0), await staff(0), await staff(1)];
  await staff(1);
  for (const id of signed) await signsEverything(organisationId, id);
  await draftWith(owner, policyId, aPolicyText({ staffRule: "choose a longer password" }));
  const before = await whoWouldSign(owner, policyId);
  const { proposalId, versionId } = await send(board, { implementationOn: addDays(todayHere(), 10) });
  const rows = () =>
    query("owner", "select count(*)::int as all from decision where organisation_id = $1", [organisationId]);
  const kept = (await rows()).rows;
  const { wouldSign } = await proposalPage(board.member, proposalId);
  expect(wouldSign?.day).toBe(addDays(todayHere(), 10));
  expect(wouldSign?.rows.map(({ unitId, role, again, first }) => [unitId, role, again, first])).toEqual([
    [organisationId, "staff", 0, 1],
    [at(0), "staff", 2, 0],
    [at(1), "staff", 1, 1],
  ]);
  expect(wouldSign?.people).toEqual({ again: 3, first: 2 });
  expect({ rows: wouldSign?.rows, people: wouldSign?.people }).toEqual(before.material);
  // numbers, and nobody's name or identifier
  expect(JSON.stringify(wouldSign)).not.toContain(signed[0]);
  // nothing of the trial is left
  expect((await rows()).rows).toEqual(kept);
  const bound = await query("owner", "select count(*)::int as all from adoption where version_id = $1", [
    versionId,
  ]);
  expect(bound.rows).toEqual([{ all: 0 }]);
}, 60_000);

test("of a minor change those are counted who have never signed, and of a decided one nobody", async () => {
  const board = await aBoard();
  const { organisationId, policyId, schools, head } = board;
  const teacher = await aPerson(organisationId, {
    roles: [{ role: "staff", unitId: schools[0]?.id as string }],
  });
  await signsEverything(organisationId, teacher);
  await approvedBy(organisationId, policyId, [{ bodyId: board.bodyId }], "head");
  const minor = { material: "minor", materialReason: "A telephone number", to: "delegate" };
  const { proposalId } = await send(board, minor);
  const reader = await actorFor(organisationId, head.personId);
  expect((await proposalPage(reader, proposalId)).wouldSign?.people).toEqual({ again: 0, first: 1 });
  await approveAsDelegate(head, proposalId);
  expect((await proposalPage(reader, proposalId)).wouldSign).toBeNull();
}, 60_000);
