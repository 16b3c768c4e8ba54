import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";
import { keptRecords } from "#lib/people/records-of.ts";

/** A seat with a voice: a clerk is there to record, and is not counted. */
export type SeatOn = { id: string; personId: string; part: string; name: string };

/** The seats with a voice in office on a day, chair first; one for each person, however many they hold and records they had. */
export async function seatsOn(
  transaction: Transaction,
  organisationId: string,
  bodyId: string,
  day: Day,
): Promise<SeatOn[]> {
  const seats = await transaction.seat.findMany({
    where: {
      organisationId,
      bodyId,
      part: { not: "clerk" },
      startsOn: { lte: dayToDate(day) },
      OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(day) } }],
    },
    include: { person: { select: { givenName: true, familyName: true, knownAs: true, sortName: true } } },
  });
  const order = ["chair", "vice-chair", "member"];
  const sorted = seats.sort(
    (one, other) =>
      order.indexOf(one.part) - order.indexOf(other.part) ||
      one.person.sortName.localeCompare(other.person.sortName) ||
      one.id.localeCompare(other.id),
  );
  const kept = await keptRecords(
    transaction,
    organisationId,
    sorted.map(({ personId }) => personId),
  );
  const isJoined = ({ personId }: { personId: string }) => Number(kept(personId) !== personId);
  // of two records of one person the seat of the one that is kept, of two seats the one that comes first
  const counting = new Map<string, string>();
  for (const seat of sorted.toSorted((one, other) => isJoined(one) - isJoined(other)))
    if (!counting.has(kept(seat.personId))) counting.set(kept(seat.personId), seat.id);
  return sorted
    .filter(({ id, personId }) => counting.get(kept(personId)) === id)
    .map(({ id, personId, part, person }) => ({
      id,
      personId: kept(personId),
      part,
      name: calledName(person),
    }));
}

/** How many must be there without a conflict of interest: as set, else half of those in office, rounded up. */
export const quorumOf = (set: number | null, seats: readonly unknown[]): number =>
  set ?? Math.max(1, Math.ceil(seats.length / 2));
