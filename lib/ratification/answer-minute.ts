import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { confirmersOf } from "./confirmers.ts";
import { decide } from "./decide.ts";
import { type Proposal, proposalFor } from "./proposal-of.ts";
import { notRightInput } from "./schema.ts";
import { lastMinute, type MinuteRecord, standingDecision } from "./standing.ts";
import { tell } from "./tell.ts";
import { outcomeNames } from "./words.ts";

/**
 * The chair confirms the record of a meeting: only now is it a decision, and what follows from it follows.
 * @returns when the version comes into force, where it was ratified
 * @throws Refusal "not-found"; "not-permitted" for whoever recorded it or is not the one to confirm it; "conflict"
 * when it has been answered already
 */
export async function confirmMinute(
  actor: Actor,
  minuteId: string,
): Promise<{ implementationOn: Day | null }> {
  return answering(actor, minuteId, async (transaction, proposal, minute) => {
    const { organisationId, today } = actor;
    const { version, policy, body } = proposal;
    await putAnswer(transaction, actor, minuteId, "confirmed", null);
    const standing = await standingDecision(transaction, organisationId, proposal.id);
    const { implementationOn } = await decide(
      transaction,
      { organisationId, personId: minute.recordedById, today },
      proposal,
      {
        outcome: minute.outcome,
        decidedOn: minute.metOn,
        minuteReference: minute.minuteReference,
        minuteId,
        implementationOn: minute.implementationOn ?? undefined,
        reasons: minute.reasons,
        chairName: minute.chairName,
        votes: minute.votes,
        replacesId: standing?.id ?? null,
      },
    );
    await recordEvent(transaction, actor, standing ? "decision-corrected" : "decision-confirmed", {
      policyId: policy.id,
      versionId: version.id,
      unitId: policy.unitId,
      details: {
        body: body?.name ?? "",
        outcome: outcomeNames[minute.outcome].toLowerCase(),
        version: version.number,
        policy: version.title,
        on: minute.metOn,
      },
    });
    return { implementationOn };
  });
}

/** The chair says what is not right about the record of a meeting; whoever recorded it is told, and records it again. */
export async function sayMinuteNotRight(actor: Actor, minuteId: string, given: unknown): Promise<void> {
  await answering(actor, minuteId, async (transaction, proposal, minute) => {
    const { words } = parse(notRightInput, given);
    const { version, policy, body } = proposal;
    await putAnswer(transaction, actor, minuteId, "not-right", words);
    await recordEvent(transaction, actor, "minute-not-right", {
      policyId: policy.id,
      versionId: version.id,
      unitId: policy.unitId,
      details: { body: body?.name ?? "", version: version.number, policy: version.title, words },
    });
    await tell(transaction, {
      organisationId: actor.organisationId,
      personIds: [minute.recordedById],
      unitId: policy.unitId,
      subject: `Not right yet: the record about ${version.title}, version ${version.number}`,
      lines: [
        `${actor.name} says that the record of ${body?.name ?? "the meeting"} on ${sayDay(minute.metOn)} is not right: ${words}`,
        "Record the decision again; what you entered is there to change.",
      ],
      path: `/board/proposals/${proposal.id}`,
      key: `not-right:${minuteId}`,
    });
  });
}

async function answering<T>(
  actor: Actor,
  minuteId: string,
  work: (transaction: Transaction, proposal: Proposal, minute: MinuteRecord) => Promise<T>,
): Promise<T> {
  const { organisationId } = actor;
  if (!isId(minuteId)) throw notFound();
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const found = await transaction.minute.findUnique({
        where: { organisationId_id: { organisationId, id: minuteId } },
        select: { proposalId: true },
      });
      if (!found) throw notFound();
      const { policy } = await proposalFor(transaction, actor, found.proposalId);
      await lockPolicy(transaction, organisationId, policy.id);
      const proposal = await proposalFor(transaction, actor, found.proposalId);
      const last = await lastMinute(transaction, organisationId, found.proposalId);
      if (last?.id !== minuteId)
        throw new Refusal("conflict", "This record has been replaced by a newer one: open the page again.");
      await demandConfirmer(transaction, actor, proposal, last);
      if (last.answer)
        throw new Refusal(
          "conflict",
          last.answer.kind === "confirmed"
            ? `${last.answer.by} has confirmed this record already.`
            : `${last.answer.by} has said already what is not right.`,
        );
      return work(transaction, proposal, last);
    },
    { timeoutMs: 60_000 },
  );
}

async function demandConfirmer(
  transaction: Transaction,
  actor: Actor,
  { body }: Proposal,
  minute: MinuteRecord,
): Promise<void> {
  if (!body) throw notFound();
  if (minute.recordedById === actor.personId)
    throw new Refusal("not-permitted", "You recorded this yourself: the chair confirms it, not you.");
  const may = await confirmersOf(transaction, actor, {
    bodyId: body.id,
    chairId: minute.chairId,
    recordedById: minute.recordedById,
    present: minute.attendance.filter(({ present }) => present).map(({ personId }) => personId),
  });
  if (!may.includes(actor.personId))
    throw new Refusal(
      "not-permitted",
      `The record names ${minute.chairName} as the chair: only the chair confirms it.`,
    );
}

async function putAnswer(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  minuteId: string,
  answer: "confirmed" | "not-right",
  words: string | null,
): Promise<void> {
  await transaction.minuteAnswer.create({
    data: { organisationId, id: newId(), minuteId, answer, words, answeredById: personId, answeredAt: now() },
  });
}
