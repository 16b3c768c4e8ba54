import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { mayBeWritten } from "./may-be-written.ts";
import { proposalFor } from "./proposal-of.ts";
import { seatsOn } from "./quorum.ts";
import { notWaiting } from "./record-minute.ts";
import { resolutionInput, voteInput } from "./schema.ts";
import { type Settled, settle } from "./settle.ts";
import { lastMinute } from "./standing.ts";
import { tell } from "./tell.ts";
import { sayPassing, type VoteAnswer } from "./words.ts";

/** As long as a written resolution stays open at most, in days. */
const longestOpen = 90;

/**
 * Puts a version to a body's members to answer online, each for themself, until a day.
 * @throws Refusal "not-found" for whoever neither owns the policy nor records for the body; "conflict" where the
 * body's rules do not allow it, or the decision has been recorded
 */
export async function openResolution(
  actor: Actor,
  proposalId: string,
  given: unknown,
): Promise<{ proposalId: string }> {
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const { policy, reach } = await proposalFor(transaction, actor, proposalId);
    if (!reach.owns && !reach.records) throw notFound();
    const { closesOn } = parse(resolutionInput, given);
    await lockPolicy(transaction, organisationId, policy.id);
    const proposal = await proposalFor(transaction, actor, proposalId);
    const { body, version } = proposal;
    if (proposal.state !== "waiting") throw notWaiting(proposal);
    if (!body || proposal.method === "delegate") throw notFound();
    const { writtenRule } = body;
    const refused = mayBeWritten(actor.organisation.kind, body);
    if (refused || writtenRule === "none") throw new Refusal("conflict", refused ?? "");
    if (proposal.method === "written-resolution")
      throw new Refusal(
        "conflict",
        `It is being answered already, until ${proposal.closesOn ? sayDay(proposal.closesOn) : "its last day"}.`,
      );
    const minute = await lastMinute(transaction, organisationId, proposalId);
    if (minute && !minute.answer)
      throw new Refusal(
        "conflict",
        "What a meeting decided has been recorded already, and waits for its chair.",
      );
    if (closesOn < today || closesOn > addDays(today, longestOpen)) {
      const message = `Last day to answer must be from today to ${sayDay(addDays(today, longestOpen))}`;
      throw new Refusal("invalid", `${message}.`, [{ field: "closesOn", message }]);
    }
    const seats = await seatsOn(transaction, organisationId, body.id, today);
    if (seats.length === 0)
      throw new Refusal("conflict", `Nobody sits on ${body.name}: give people their seats first.`);
    const id = newId();
    await transaction.proposal.create({
      data: {
        organisationId,
        id,
        versionId: version.id,
        bodyId: body.id,
        step: proposal.step,
        method: "written-resolution",
        closesOn: dayToDate(closesOn),
        writtenRule,
        textHash: version.textHash,
        implementationOn: dayToDate(proposal.implementationOn),
        sentById: proposal.sentById ?? actor.personId,
        sentAt: now(),
        replacesId: proposalId,
      },
    });
    const what = `${version.title}, version ${version.number}`;
    await recordEvent(transaction, actor, "resolution-opened", {
      policyId: policy.id,
      versionId: version.id,
      unitId: policy.unitId,
      details: { version: version.number, policy: version.title, body: body.name, until: closesOn },
    });
    await tell(transaction, {
      organisationId,
      personIds: seats.map(({ personId }) => personId),
      unitId: policy.unitId,
      subject: `Your answer is asked for: ${what}`,
      lines: [
        `${body.name} decides about ${what} by written resolution. Read it and answer for, against or abstain by ${sayDay(closesOn)}; you can change your answer while it is open. ${sayPassing(writtenRule)}`,
      ],
      path: `/board/proposals/${id}`,
      key: `resolution:${id}`,
    });
    return { proposalId: id };
  });
}

/**
 * A member's answer to a written resolution; it may be changed while it is open. With the answer that makes its outcome
 * certain, the version is approved or ratified, or the resolution lapses, there and then.
 * @returns what became of the resolution by it
 * @throws Refusal "not-found" without a seat; "conflict" once it is over
 */
export async function answerResolution(actor: Actor, proposalId: string, given: unknown): Promise<Settled> {
  const { organisationId, today } = actor;
  const done = await inOrganisation(
    organisationId,
    async (transaction) => {
      const { policy, reach } = await proposalFor(transaction, actor, proposalId);
      if (reach.seatIds.length === 0) throw notFound();
      const { answer, reason } = parse(voteInput, given);
      await lockPolicy(transaction, organisationId, policy.id);
      const before = await proposalFor(transaction, actor, proposalId);
      if (before.method !== "written-resolution" || !before.body) throw notFound();
      if (before.state !== "waiting") throw notWaiting(before);
      // whoever was away from the page for long finds out here that the last day has passed
      const settled = await settle(transaction, { organisationId, today }, before);
      if (settled !== "open") return { settled, refused: true } as const;
      const seats = await seatsOn(transaction, organisationId, before.body.id, today);
      const seat = seats.find(({ personId }) => personId === actor.personId);
      if (!seat) throw notFound();
      await putVote(transaction, organisationId, {
        proposalId,
        seatId: seat.id,
        answer,
        reason: reason ?? null,
      });
      await recordEvent(transaction, actor, "resolution-answered", {
        policyId: policy.id,
        versionId: before.version.id,
        unitId: policy.unitId,
        details: { version: before.version.number, policy: before.version.title },
      });
      return {
        settled: await settle(transaction, { organisationId, today }, before),
        refused: false,
      } as const;
    },
    { timeoutMs: 60_000 },
  );
  if (done.refused)
    throw new Refusal(
      "conflict",
      done.settled === "agreed"
        ? "Enough of the others have answered for it already: it is decided."
        : "The last day to answer has passed: your answer was not counted, and the written resolution has lapsed.",
    );
  return done.settled;
}

async function putVote(
  transaction: Transaction,
  organisationId: string,
  vote: { proposalId: string; seatId: string; answer: VoteAnswer; reason: string | null },
): Promise<void> {
  const before = await transaction.vote.findFirst({
    where: {
      organisationId,
      proposalId: vote.proposalId,
      seatId: vote.seatId,
      votesAsReplaces: { none: {} },
    },
  });
  if (before && before.answer === vote.answer && before.reason === vote.reason) return;
  await transaction.vote.create({
    data: { organisationId, id: newId(), ...vote, castAt: now(), replacesId: before?.id ?? null },
  });
}
