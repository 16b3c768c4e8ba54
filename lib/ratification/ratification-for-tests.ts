import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, type Day, dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { readPolicy } from "#lib/policies/read-policy.ts";
import { draftWith, sendNow } from "#lib/policies/sending/sending-for-tests.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { lastMinute } from "./standing.ts";
import type { BodyWrittenRule } from "./words.ts";

type Seat = { personId: string; part: string; endsOn?: Day };

/** A body with its seats, since long ago. */
export async function aBody(
  organisationId: string,
  unitId: string,
  name: string,
  seats: Seat[],
  rules: { quorum?: number; writtenRule?: BodyWrittenRule; kind?: string } = {},
): Promise<{ bodyId: string; seatIds: string[] }> {
  const bodyId = newId();
  const rows = seats.map(({ personId, part, endsOn }) => ({
    ...{ organisationId, id: newId(), bodyId, personId, part, startsOn: dayToDate("2020-01-01") },
    endsOn: endsOn ? dayToDate(endsOn) : null,
  }));
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.body.create({
      data: {
        ...{ organisationId, id: bodyId, unitId, name, createdAt: now() },
        kind: rules.kind ?? "trust-board",
        quorum: rules.quorum ?? null,
        writtenRule: rules.writtenRule ?? "none",
      },
    });
    await transaction.seat.createMany({ data: rows });
  });
  return { bodyId, seatIds: rows.map(({ id }) => id) };
}

/** Who approves a policy: bodies and duties in their order. */
export async function approvedBy(
  organisationId: string,
  policyId: string,
  steps: { bodyId?: string; dutyKind?: string }[],
  minorDuty?: string,
): Promise<void> {
  await inOrganisation(organisationId, async (transaction) => {
    await transaction.approvalStep.deleteMany({ where: { organisationId, policyId } });
    await transaction.approvalStep.createMany({
      data: steps.map((step, index) => ({
        ...{ organisationId, id: newId(), policyId, position: index + 1 },
        ...{ bodyId: step.bodyId ?? null, dutyKind: step.dutyKind ?? null },
        outcome: index === steps.length - 1 ? "ratify" : "approve",
      })),
    });
    if (minorDuty)
      await transaction.policy.update({
        where: { organisationId_id: { organisationId, id: policyId } },
        data: { minorDuty },
      });
  });
}

/** A trust with a board of four and its clerk, a committee of two, a policy in force, its owner and a teacher. */
export async function aBoard(options: { quorum?: number; writtenRule?: BodyWrittenRule } = {}) {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const trustee = (kind?: "policy-owner" | "clerk" | "head") =>
    aPerson(organisationId, {
      roles: [{ role: "trustee", unitId: organisationId }],
      duties: kind ? [{ kind, unitId: organisationId }] : [],
    });
  const [chair, vice, member, other] = [await trustee(), await trustee(), await trustee(), await trustee()];
  const [clerk, owner, head] = [await trustee("clerk"), await trustee("policy-owner"), await trustee("head")];
  await inOrganisation(organisationId, (transaction) =>
    transaction.address.createMany({
      data: [chair, vice, member, other, clerk, owner, head].map((personId) => ({
        ...{ organisationId, id: newId(), personId, createdAt: now() },
        asWritten: `${personId}@example.org`,
        normalised: `${personId}@example.org`,
      })),
    }),
  );
  const board = await aBody(
    organisationId,
    organisationId,
    "Board of trustees",
    [
      { personId: chair, part: "chair" },
      { personId: vice, part: "vice-chair" },
      { personId: member, part: "member" },
      { personId: other, part: "member" },
      { personId: clerk, part: "clerk" },
    ],
    options,
  );
  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2020-09-01" },
  );
  await approvedBy(organisationId, policyId, [{ bodyId: board.bodyId }]);
  const acting = (personId: string) => actorFor(organisationId, personId);
  return {
    ...{ organisationId, schools, policyId, ...board },
    people: { chair, vice, member, other, clerk, owner, head },
    acting,
    chair: await acting(chair),
    vice: await acting(vice),
    member: await acting(member),
    other: await acting(other),
    clerk: await acting(clerk),
    owner: await acting(owner),
    head: await acting(head),
  };
}

export type Board = Awaited<ReturnType<typeof aBoard>>;

let count = 0;

/** Sends a new text of the policy on; the proposal and version that came of it. */
export async function send(
  { organisationId, policyId, owner }: Pick<Board, "organisationId" | "policyId" | "owner">,
  more: Record<string, unknown> = {},
  writers: Actor[] = [],
) {
  count++;
  for (const writer of writers)
    await draftWith(
      writer,
      policyId,
      aPolicyText({ staffRule: `keep my password to myself, ${count} drafts` }),
    );
  if (writers.length === 0)
    await draftWith(owner, policyId, aPolicyText({ staffRule: `choose password number ${count}` }));
  const { versionId } = await sendNow(owner, policyId, more);
  const proposal = await current(organisationId, versionId);
  return { versionId, proposalId: proposal.id };
}

/** The proposal of a version that stands now. */
export const current = (organisationId: string, versionId: string) =>
  inOrganisation(organisationId, (transaction) =>
    transaction.proposal.findFirstOrThrow({
      where: { organisationId, versionId, proposalsAsReplaces: { none: {} } },
      orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    }),
  );

/** What a clerk enters of a meeting today at which all but the clerk were present and agreed. */
export const aMinute = (seatIds: string[], more: Record<string, unknown> = {}) => ({
  outcome: "agreed",
  metOn: todayHere(),
  minuteReference: "TB/26/31",
  implementationOn: addDays(todayHere(), 10),
  chair: seatIds[0],
  attendance: Object.fromEntries(seatIds.slice(0, 4).map((id) => [id, { present: "on", conflict: "" }])),
  ...more,
});

export const minuteOf = (organisationId: string, proposalId: string) =>
  inOrganisation(organisationId, (transaction) => lastMinute(transaction, organisationId, proposalId));

/** What a refusal says, with its code before it; `done` where nothing was refused. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.problems[0]?.message ?? error.message}`;
    throw error;
  }
  return "done";
}

/** The state of a version of the board's policy. */
export const stateOf = async (board: Board, number = "2.0") =>
  (await readPolicy(board.owner, board.policyId)).versions.find((one) => one.number === number)?.state;
