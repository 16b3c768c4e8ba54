import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";
import { keptRecords } from "#lib/people/records-of.ts";
import type { Outcome } from "./words.ts";

const names = { select: { givenName: true, familyName: true, knownAs: true } } as const;

/** What a clerk recorded of a meeting, with what the chair said of the record. Whose records were joined is one person. */
export type MinuteRecord = {
  id: string;
  proposalId: string;
  outcome: Outcome;
  metOn: Day;
  minuteReference: string;
  implementationOn: Day | null;
  reasons: string | null;
  votes: { for: number | null; against: number | null; abstained: number | null };
  chairId: string | null;
  chairName: string;
  recordedById: string;
  recordedBy: string;
  recordedAt: Date;
  attendance: { seatId: string; personId: string; name: string; present: boolean; conflict: string | null }[];
  answer: { kind: "confirmed" | "not-right"; words: string | null; by: string; at: Date } | null;
};

/** The last record of a proposal's meeting, which no other has replaced; null where nothing was recorded. */
export async function lastMinute(
  transaction: Transaction,
  organisationId: string,
  proposalId: string,
): Promise<MinuteRecord | null> {
  const [last] = await minutesOf(transaction, organisationId, proposalId);
  return last ?? null;
}

/** Every record of a proposal's meeting, the one that stands first, then those that it replaced. */
export async function minutesOf(
  transaction: Transaction,
  organisationId: string,
  proposalId: string,
): Promise<MinuteRecord[]> {
  const minutes = await transaction.minute.findMany({
    where: { organisationId, proposalId },
    include: {
      recordedBy: names,
      attendances: {
        include: { seat: { select: { personId: true, person: { select: { sortName: true } } } } },
      },
      answers: { include: { answeredBy: names } },
      minutesAsReplaces: { select: { id: true } },
    },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
  });
  const kept = await keptRecords(
    transaction,
    organisationId,
    minutes.flatMap(({ recordedById, chairId, attendances }) => [
      recordedById,
      ...(chairId ? [chairId] : []),
      ...attendances.map(({ seat }) => seat.personId),
    ]),
  );
  return minutes
    .sort((one, other) => one.minutesAsReplaces.length - other.minutesAsReplaces.length)
    .map((minute) => {
      const [answer] = minute.answers;
      return {
        id: minute.id,
        proposalId,
        outcome: minute.outcome as Outcome,
        metOn: dateToDay(minute.metOn),
        minuteReference: minute.minuteReference,
        implementationOn: minute.implementationOn && dateToDay(minute.implementationOn),
        reasons: minute.reasons,
        votes: { for: minute.votesFor, against: minute.votesAgainst, abstained: minute.abstained },
        chairId: minute.chairId && kept(minute.chairId),
        chairName: minute.chairName,
        recordedById: kept(minute.recordedById),
        recordedBy: calledName(minute.recordedBy),
        recordedAt: minute.recordedAt,
        attendance: minute.attendances
          .sort((one, other) => one.seat.person.sortName.localeCompare(other.seat.person.sortName))
          .map(({ seatId, seat, name, present, conflict }) => ({
            seatId,
            personId: kept(seat.personId),
            name,
            present,
            conflict,
          })),
        answer: answer
          ? {
              kind: answer.answer as "confirmed" | "not-right",
              words: answer.words,
              by: calledName(answer.answeredBy),
              at: answer.answeredAt,
            }
          : null,
      };
    });
}

/** The decision about a proposal that no correction has replaced. */
export async function standingDecision(
  transaction: Transaction,
  organisationId: string,
  proposalId: string,
): Promise<{
  id: string;
  outcome: Outcome;
  minuteId: string | null;
  decidedOn: Day | null;
  implementationOn: Day | null;
} | null> {
  const decision = await transaction.decision.findFirst({
    where: { organisationId, proposalId, decisionsAsReplaces: { none: {} } },
    select: { id: true, outcome: true, minuteId: true, decidedOn: true, implementationOn: true },
  });
  return (
    decision && {
      id: decision.id,
      outcome: decision.outcome as Outcome,
      minuteId: decision.minuteId,
      decidedOn: decision.decidedOn && dateToDay(decision.decidedOn),
      implementationOn: decision.implementationOn && dateToDay(decision.implementationOn),
    }
  );
}
