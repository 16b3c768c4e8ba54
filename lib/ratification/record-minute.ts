import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayOf, dayToDate, sayDay, sayMoment } from "#lib/dates.ts";
import { type FieldProblem, notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { confirmersOf } from "./confirmers.ts";
import { demandPlace } from "./decide.ts";
import { type Proposal, proposalFor } from "./proposal-of.ts";
import { quorumOf, type SeatOn, seatsOn } from "./quorum.ts";
import { type MinuteInput, minuteInput } from "./schema.ts";
import { lastMinute, standingDecision } from "./standing.ts";
import { tell } from "./tell.ts";
import { outcomeNames } from "./words.ts";
import { areOnly, soleWriter } from "./writers.ts";

/**
 * Records what a meeting decided about a version. It counts once its chair confirms it. A record that the chair has
 * called not right, or one that was confirmed and holds a mistake, is replaced by the new one and stays on record.
 * @throws Refusal "not-found" for whoever does not record for that body; "conflict" when it has been recorded, or is
 * not waiting any more; "invalid" with what is wrong, such as a meeting without a quorum
 */
export async function recordMinute(
  actor: Actor,
  proposalId: string,
  given: unknown,
): Promise<{ minuteId: string }> {
  const { organisationId } = actor;
  const before = await inOrganisation(organisationId, (transaction) =>
    proposalFor(transaction, actor, proposalId),
  );
  if (!before.reach.records) throw notFound();
  const input = parse(minuteInput, given);
  return inOrganisation(organisationId, async (transaction) => {
    await lockPolicy(transaction, organisationId, before.policy.id);
    const proposal = await proposalFor(transaction, actor, proposalId);
    const { body, version, policy } = proposal;
    if (!body) throw notFound();
    const replaces = await whatItReplaces(transaction, actor, proposal, input);
    const seats = await seatsOn(transaction, organisationId, body.id, input.metOn);
    const outcome = input.outcome === "agreed" ? proposal.agreeing : "returned";
    const { chairId, chairName } = chairOf(input, seats);
    await demandSound(transaction, actor, proposal, input, seats);
    const minuteId = newId();
    await transaction.minute.create({
      data: {
        organisationId,
        id: minuteId,
        proposalId,
        outcome,
        metOn: dayToDate(input.metOn),
        minuteReference: input.minuteReference,
        implementationOn:
          outcome === "ratified" && input.implementationOn ? dayToDate(input.implementationOn) : null,
        reasons: input.reasons ?? null,
        votesFor: input.votesFor ?? null,
        votesAgainst: input.votesAgainst ?? null,
        abstained: input.abstained ?? null,
        chairId,
        chairName,
        recordedById: actor.personId,
        recordedAt: now(),
        replacesId: replaces,
      },
    });
    await transaction.minuteAttendance.createMany({
      data: seats.map((seat) => ({
        organisationId,
        id: newId(),
        minuteId,
        seatId: seat.id,
        name: seat.name,
        present: input.attendance[seat.id]?.present ?? false,
        conflict: input.attendance[seat.id]?.conflict ?? null,
      })),
    });
    await recordEvent(transaction, actor, "minute-recorded", {
      policyId: policy.id,
      versionId: version.id,
      unitId: policy.unitId,
      details: {
        body: body.name,
        version: version.number,
        policy: version.title,
        on: input.metOn,
        minute: input.minuteReference,
        outcome: outcomeNames[outcome].toLowerCase(),
      },
    });
    const what = `${version.title}, version ${version.number}`;
    await tell(transaction, {
      organisationId,
      personIds: await confirmersOf(transaction, actor, {
        bodyId: body.id,
        chairId,
        recordedById: actor.personId,
        present: seats.filter(({ id }) => input.attendance[id]?.present).map(({ personId }) => personId),
      }),
      unitId: policy.unitId,
      subject: `To confirm: what ${body.name} decided about ${what}`,
      lines: [
        `${actor.name} has recorded what ${body.name} decided about ${what} on ${sayDay(input.metOn)}. It counts once you have confirmed that the record is right.`,
      ],
      path: `/board/proposals/${proposalId}`,
      key: `to-confirm:${minuteId}`,
    });
    return { minuteId };
  });
}

/** The record that this one takes the place of, if any. */
async function whatItReplaces(
  transaction: Transaction,
  { organisationId, organisation }: Actor,
  proposal: Proposal,
  { outcome }: MinuteInput,
): Promise<string | null> {
  const last = await lastMinute(transaction, organisationId, proposal.id);
  if (last && !last.answer)
    throw new Refusal(
      "conflict",
      `This decision has been recorded already: by ${last.recordedBy}, ${sayMoment(last.recordedAt, organisation.timeZone)}. It waits for the chair to confirm it, or to say what is not right.`,
    );
  if (proposal.state === "decided") {
    const decision = await standingDecision(transaction, organisationId, proposal.id);
    if (!decision?.minuteId || !last)
      throw new Refusal("conflict", "This was not decided at a meeting, so there is no minute to correct.");
    const agreed = outcome === "agreed";
    if (agreed && decision.outcome === "returned")
      throw new Refusal(
        "conflict",
        "A correction cannot ratify what was returned: the draft is with its owner again, who can send it on.",
      );
    if (!agreed && decision.outcome === "approved")
      throw new Refusal(
        "conflict",
        "The next step has been asked already. It can return the version with reasons.",
      );
    return last.id;
  }
  if (proposal.state !== "waiting") throw notWaiting(proposal);
  if (proposal.method !== "meeting")
    throw new Refusal(
      "conflict",
      `This version is being decided by written resolution until ${proposal.closesOn ? sayDay(proposal.closesOn) : "its last day"}.`,
    );
  return last?.id ?? null;
}

/** Why nothing can be done about a proposal that does not wait any more. */
export const notWaiting = ({ state, version }: Pick<Proposal, "state" | "version">): Refusal =>
  new Refusal(
    "conflict",
    {
      decided: `Version ${version.number} has been decided already.`,
      replaced: `Version ${version.number} has been put to a decision in another way since. Go back to the list and open it from there.`,
      "taken-back": `Version ${version.number} was taken back by its owner.`,
      lapsed: `It is over: the written resolution on version ${version.number} has lapsed.`,
      waiting: `Version ${version.number} is waiting for a decision.`,
    }[state],
  );

function chairOf(input: MinuteInput, seats: SeatOn[]): { chairId: string | null; chairName: string } {
  if (input.chair === "other") {
    if (!input.chairName) throw invalid([["chairName", "Enter the name of whoever was in the chair"]]);
    return { chairId: null, chairName: input.chairName };
  }
  const seat = seats.find(({ id }) => id === input.chair);
  if (!seat || !input.attendance[seat.id]?.present)
    throw invalid([["chair", "Choose somebody who was present as the chair, or somebody else by name"]]);
  return { chairId: seat.personId, chairName: seat.name };
}

const invalid = (problems: [field: string, message: string][]): Refusal =>
  new Refusal(
    "invalid",
    problems.map(([, message]) => `${message}.`).join(" "),
    problems.map(([field, message]): FieldProblem => ({ field, message })),
  );

/** What makes a record no decision: dates in the wrong order, no quorum, votes that do not add up, nobody but the writer. */
async function demandSound(
  transaction: Transaction,
  actor: Actor,
  proposal: Proposal,
  input: MinuteInput,
  seats: SeatOn[],
): Promise<void> {
  const { organisationId, today } = actor;
  const agreed = input.outcome === "agreed";
  const problems: [string, string][] = [];
  const sentOn = await firstSentOn(transaction, actor, proposal);
  if (input.metOn > today) problems.push(["metOn", "Date of the meeting must be today or earlier"]);
  else if (input.metOn < sentOn)
    problems.push([
      "metOn",
      `Version ${proposal.version.number} was sent for a decision on ${sayDay(sentOn)}: the meeting that decided it cannot have been before`,
    ]);
  if (!agreed && !input.reasons)
    problems.push(["reasons", "Give the reasons, so that the owner can change the draft"]);
  if (agreed && proposal.agreeing === "ratified") problems.push(...aboutImplementation(input, today));

  const present = seats.filter(({ id }) => input.attendance[id]?.present);
  const counting = present.filter(({ id }) => !input.attendance[id]?.conflict);
  const people = new Set(counting.map(({ personId }) => personId));
  const quorum = quorumOf(proposal.body?.quorum ?? null, seats);
  if (people.size < quorum)
    problems.push([
      "attendance",
      `The meeting was not quorate: ${people.size} of the ${seats.length} who sit on it were present without a conflict of interest, and ${quorum} are needed. It could not decide this, so nothing is recorded`,
    ]);
  problems.push(...aboutVotes(input, agreed, people.size));
  if (problems.length > 0) throw invalid(problems);
  if (!agreed) return;

  const writer = await soleWriter(transaction, organisationId, proposal.version);
  if (await areOnly(transaction, organisationId, [...people], writer))
    throw invalid([
      [
        "attendance",
        "Nobody ratifies alone what they alone wrote: the only one who could decide is the one who wrote this version",
      ],
    ]);
  const wrote = await Promise.all(
    [...people].map((id) => areOnly(transaction, organisationId, [id], writer)),
  );
  if (input.votesFor === 1 && wrote.includes(true))
    throw invalid([
      [
        "votesFor",
        "Only one vote was for it, and whoever alone wrote this version was there to give it: nobody ratifies alone what they alone wrote. If they did not vote, record their conflict of interest",
      ],
    ]);
  if (proposal.agreeing === "ratified" && input.implementationOn)
    await demandPlace(transaction, organisationId, proposal, input.implementationOn);
}

function aboutImplementation(
  { implementationOn, metOn, pastDate }: MinuteInput,
  today: Day,
): [string, string][] {
  if (!implementationOn) return [["implementationOn", "Enter the implementation date"]];
  if (implementationOn < metOn)
    return [
      [
        "implementationOn",
        `The meeting was on ${sayDay(metOn)}: the implementation date cannot be before it`,
      ],
    ];
  if (implementationOn < today && !pastDate)
    return [
      [
        "implementationOn",
        `${sayDay(implementationOn)} has passed: tick the box below if the minutes give this date`,
      ],
    ];
  return [];
}

function aboutVotes(input: MinuteInput, agreed: boolean, voters: number): [string, string][] {
  const { votesFor, votesAgainst, abstained } = input;
  if (votesFor === undefined && votesAgainst === undefined && abstained === undefined) return [];
  if (votesFor === undefined) return [["votesFor", "Enter how many were for it, or leave all three empty"]];
  const against = votesAgainst ?? 0;
  // the chair's second or casting vote is one more than there are people
  if (votesFor + against + (abstained ?? 0) > voters + 1)
    return [["votesFor", `There are more votes than the ${voters} who could vote`]];
  if (agreed && votesFor <= against)
    return [
      [
        "votesFor",
        "It was not carried: there must be more votes for it than against it, with any casting vote of the chair counted",
      ],
    ];
  return [];
}

/** When the version was first sent to anybody; a later step may have met on the evening of the first. */
async function firstSentOn(
  transaction: Transaction,
  { organisationId, organisation }: Actor,
  { version, step }: Proposal,
): Promise<Day> {
  const first = await transaction.proposal.findFirstOrThrow({
    where: { organisationId, versionId: version.id },
    orderBy: { sentAt: "asc" },
    select: { sentAt: true },
  });
  const before = await transaction.decision.findFirst({
    where: {
      organisationId,
      versionId: version.id,
      step: { lt: step },
      decisionsAsReplaces: { none: {} },
    },
    orderBy: { step: "desc" },
    select: { decidedOn: true },
  });
  return before?.decidedOn ? dateToDay(before.decidedOn) : dayOf(first.sentAt, organisation.timeZone);
}
