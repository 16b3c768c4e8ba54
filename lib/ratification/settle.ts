import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day } from "#lib/dates.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { draftAgain } from "#lib/policies/sending/draft-again.ts";
import { decide, demandPlace } from "./decide.ts";
import type { Proposal } from "./proposal-of.ts";
import { seatsOn } from "./quorum.ts";
import { ownersOf, tell } from "./tell.ts";
import { neededFor, outcomeNames, type VoteAnswer } from "./words.ts";
import { areOnly, soleWriter } from "./writers.ts";

/** One member's standing answer to a written resolution. */
export type Answered = {
  seatId: string;
  personId: string;
  name: string;
  /** Null until they answer. */
  answer: VoteAnswer | null;
  reason: string | null;
  castAt: Date | null;
};

/** Everyone in office on a day with their standing answer; who has left the body has none that counts. */
export async function answersOn(
  transaction: Transaction,
  organisationId: string,
  { id, body }: Pick<Proposal, "id" | "body">,
  day: Day,
): Promise<Answered[]> {
  if (!body) return [];
  const votes = await transaction.vote.findMany({
    where: { organisationId, proposalId: id, votesAsReplaces: { none: {} } },
    include: { seat: { select: { personId: true } } },
    orderBy: { castAt: "desc" },
  });
  return (await seatsOn(transaction, organisationId, body.id, day)).map((seat) => {
    const vote = votes.find(({ seat: { personId } }) => personId === seat.personId);
    return {
      seatId: seat.id,
      personId: seat.personId,
      name: seat.name,
      answer: (vote?.answer as VoteAnswer | undefined) ?? null,
      reason: vote?.reason ?? null,
      castAt: vote?.castAt ?? null,
    };
  });
}

export type Settled = "open" | "agreed" | "lapsed";

/**
 * What has become of a written resolution by itself: agreed once as many of those in office as its rule wants have
 * answered for it, lapsed once its last day has passed. Until then it stays open, however many are against it, because
 * an answer can be changed. The caller holds the policy's lock. Who was in office on the last day counts, whenever
 * somebody comes to look.
 */
export async function settle(
  transaction: Transaction,
  { organisationId, today }: { organisationId: string; today: Day },
  proposal: Proposal,
): Promise<Settled> {
  const { closesOn, writtenRule, body, version } = proposal;
  if (!closesOn || !writtenRule || !body || proposal.state !== "waiting") return "open";
  const over = closesOn < today;
  const asked = await answersOn(transaction, organisationId, proposal, over ? closesOn : today);
  const needed = neededFor(writtenRule, asked.length);
  const inFavour = asked.filter(({ answer }) => answer === "for");
  const enough = asked.length > 0 && inFavour.length >= needed;
  const writer = await soleWriter(transaction, organisationId, version);
  const alone = await areOnly(
    transaction,
    organisationId,
    inFavour.map(({ personId }) => personId),
    writer,
  );
  if (enough && !alone && (await hasPlace(transaction, organisationId, proposal, today))) {
    await agree(transaction, { organisationId, today }, proposal, asked, over ? closesOn : today);
    return "agreed";
  }
  if (!over) return "open";
  await lapse(transaction, { organisationId, today }, proposal, asked, closesOn);
  return "lapsed";
}

/** Another version may have taken its number or its day since it was put to the vote. */
async function hasPlace(
  transaction: Transaction,
  organisationId: string,
  proposal: Proposal,
  today: Day,
): Promise<boolean> {
  if (proposal.agreeing !== "ratified") return true;
  const day = proposal.implementationOn > today ? proposal.implementationOn : today;
  return demandPlace(transaction, organisationId, proposal, day).then(
    () => true,
    () => false,
  );
}

const counted = (asked: Answered[], wanted: VoteAnswer | null): number =>
  asked.filter(({ answer }) => answer === wanted).length;

async function agree(
  transaction: Transaction,
  { organisationId, today }: { organisationId: string; today: Day },
  proposal: Proposal,
  asked: Answered[],
  decidedOn: Day,
): Promise<void> {
  const { version, policy, body } = proposal;
  const worker = { organisationId, words: "Countersign" };
  await decide(transaction, { ...worker, today }, proposal, {
    outcome: proposal.agreeing,
    decidedOn,
    votes: {
      for: counted(asked, "for"),
      against: counted(asked, "against"),
      abstained: counted(asked, "abstain"),
    },
  });
  await recordEvent(transaction, worker, "resolution-agreed", {
    policyId: policy.id,
    versionId: version.id,
    unitId: policy.unitId,
    details: {
      body: body?.name ?? "",
      outcome: outcomeNames[proposal.agreeing].toLowerCase(),
      version: version.number,
      policy: version.title,
      count: counted(asked, "for"),
    },
  });
}

async function lapse(
  transaction: Transaction,
  { organisationId, today }: { organisationId: string; today: Day },
  proposal: Proposal,
  asked: Answered[],
  closesOn: Day,
): Promise<void> {
  const { version, policy, body } = proposal;
  const reason = `${counted(asked, "for")} for, ${counted(asked, "against")} against, ${counted(asked, "abstain")} abstained, ${counted(asked, null)} did not answer`;
  await transaction.proposalEnd.create({
    data: {
      organisationId,
      id: newId(),
      proposalId: proposal.id,
      kind: "lapsed",
      reason,
      endedById: null,
      endedAt: now(),
    },
  });
  const { kept } = await draftAgain(transaction, organisationId, version.id);
  await recordEvent(transaction, { organisationId, words: "Countersign" }, "resolution-lapsed", {
    policyId: policy.id,
    versionId: version.id,
    unitId: policy.unitId,
    details: {
      body: body?.name ?? "",
      version: version.number,
      policy: version.title,
      on: addDays(closesOn, 1),
      votes: reason,
    },
  });
  await tell(transaction, {
    organisationId,
    personIds: await ownersOf(transaction, organisationId, {
      unitId: policy.unitId,
      sentById: proposal.sentById,
      today,
    }),
    unitId: policy.unitId,
    subject: `Lapsed: the written resolution on ${version.title}, version ${version.number}`,
    lines: [
      `Not enough of ${body?.name ?? "the body"} answered for ${version.title}, version ${version.number}, by the last day: ${reason}.`,
      kept === "draft"
        ? "Its text is your draft again. You can change it, or send it on once more for a meeting."
        : "A newer draft of the policy has been started since; this text is kept beside it.",
    ],
    path: `/policies/${policy.id}`,
    key: `lapsed:${proposal.id}`,
  });
}
