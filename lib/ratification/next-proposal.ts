import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { whoActs } from "#lib/policies/sending/who-acts.ts";
import type { Proposal } from "./proposal-of.ts";
import { tell } from "./tell.ts";

/**
 * Puts a version that one step has approved to the next one, and tells whoever decides there.
 * @returns the new proposal's identifier
 */
export async function nextProposal(
  transaction: Transaction,
  organisationId: string,
  approved: Proposal,
  today: Day,
): Promise<string> {
  const step = approved.steps[approved.step];
  if (!step) throw new Error(`policy ${approved.policy.id} has no step after ${approved.step}`);
  const id = newId();
  await transaction.proposal.create({
    data: {
      organisationId,
      id,
      versionId: approved.version.id,
      step: approved.step + 1,
      method: step.bodyId ? "meeting" : "delegate",
      bodyId: step.bodyId,
      dutyKind: step.dutyKind,
      textHash: approved.version.textHash,
      implementationOn: dayToDate(approved.implementationOn),
      sentById: approved.sentById,
      sentAt: now(),
    },
  });
  await tellDeciders(transaction, organisationId, id, today);
  return id;
}

/** Tells whoever decides a proposal, or records what is decided, that it waits for them. */
export async function tellDeciders(
  transaction: Transaction,
  organisationId: string,
  proposalId: string,
  today: Day,
): Promise<void> {
  const proposal = await transaction.proposal.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: proposalId } },
    include: {
      body: { select: { name: true } },
      version: { select: { title: true, major: true, minor: true, policy: { select: { unitId: true } } } },
    },
  });
  const { body, bodyId, version } = proposal;
  const { unitId } = version.policy;
  const dutyKind = proposal.dutyKind as DutyKind | null;
  const what = `${version.title}, version ${version.major}.${version.minor}`;
  await tell(transaction, {
    organisationId,
    personIds: await whoActs(transaction, { organisationId, today }, unitId, { bodyId, dutyKind }),
    unitId,
    subject: `Waiting for a decision: ${what}`,
    lines: [
      body
        ? `${what} has been sent to ${body.name} for a decision. You can read it and what it changes here:`
        : `${what} waits for your decision. You can read it and what it changes here:`,
    ],
    path: `/board/proposals/${proposalId}`,
    key: `proposed:${proposalId}`,
  });
}
