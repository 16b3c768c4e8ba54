import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { lockPolicy } from "../lock-policy.ts";
import { tellPeople } from "../tell-people.ts";
import { draftAgain } from "./draft-again.ts";
import { takeBackInput } from "./schema.ts";
import { waitingVersion } from "./waiting-version.ts";
import { whoActs } from "./who-acts.ts";

/**
 * Takes back the version of a policy that waits for ratification, before anybody has decided anything about it. Its
 * text is a draft again; the version stays on record as taken back. Taking back twice is done once.
 * @throws Refusal "not-found" without `policies:write` at its owner, "invalid" without a reason, "conflict" where
 * nothing waits or somebody has voted, recorded a meeting or decided
 */
export async function takeBack(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ number: string; kept: "draft" | "copy" }> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    demand(actor, "policies:write", policy.unitId);
    const { reason } = parse(takeBackInput, given);
    const waiting = await waitingVersion(transaction, organisationId, policyId);
    if (!waiting)
      throw new Refusal(
        "conflict",
        "Nothing of this policy waits for a decision: it was decided or taken back.",
      );
    await refuseOnceBegun(transaction, organisationId, waiting.id);
    const proposal = await transaction.proposal.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: waiting.proposalId } },
      select: { bodyId: true, dutyKind: true },
    });
    await transaction.proposalEnd.create({
      data: {
        organisationId,
        id: newId(),
        proposalId: waiting.proposalId,
        kind: "taken-back",
        reason,
        endedById: actor.personId,
        endedAt: now(),
      },
    });
    const { kept } = await draftAgain(transaction, organisationId, waiting.id);
    await recordEvent(transaction, actor, "version-taken-back", {
      policyId,
      versionId: waiting.id,
      unitId: policy.unitId,
      details: { policy: waiting.title, version: waiting.number, reason },
    });
    const acting = await whoActs(transaction, actor, policy.unitId, {
      bodyId: proposal.bodyId,
      dutyKind: proposal.dutyKind as DutyKind | null,
    });
    await tellPeople(transaction, organisationId, acting, {
      kind: "ratification",
      unitId: policy.unitId,
      subject: `No longer for a decision: ${waiting.title}, version ${waiting.number}`,
      key: `taken-back:${waiting.proposalId}`,
      paragraphs: [
        `${actor.name} has taken back version ${waiting.number} of “${waiting.title}”, which was sent to ${waiting.at}. There is nothing for you to decide about it now.`,
        `The reason: ${reason}`,
      ],
    });
    return { number: waiting.number, kept };
  });
}

/** @throws Refusal "conflict" once somebody has voted, decided a step, or recorded a meeting that stands */
async function refuseOnceBegun(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
): Promise<void> {
  const of = { organisationId, proposal: { versionId } };
  const decided = await transaction.decision.count({ where: { organisationId, versionId } });
  const votes = await transaction.vote.count({ where: of });
  const minutes = await transaction.minute.count({
    where: { ...of, minutesAsReplaces: { none: {} }, answers: { none: { answer: "not-right" } } },
  });
  const why =
    decided > 0
      ? "A first step has been decided"
      : votes > 0
        ? "Somebody has voted"
        : minutes > 0
          ? "What the meeting decided has been recorded"
          : null;
  if (why)
    throw new Refusal("conflict", `${why}: it can no longer be taken back. Ask for it to be returned.`);
}
