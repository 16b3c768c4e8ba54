import type { Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { type Doer, type FoundPerson, isCommand, personFor, reachOf, todayFor } from "./access.ts";

/** Time that somebody belongs to a unit; `recordedOn` is the day it was written down, which no form can change. */
type Stay = { unitId: string; recordedOn: Day; endsOn: Day | null };

const isOver = ({ endsOn }: Stay, today: Day): boolean => endsOn !== null && endsOn < today;

const stayOf = (row: { unitId: string; createdAt: Date; endsOn: Date | null }): Stay => ({
  unitId: row.unitId,
  recordedOn: dateToDay(row.createdAt),
  endsOn: row.endsOn && dateToDay(row.endsOn),
});

const stayFields = { unitId: true, createdAt: true, endsOn: true } as const;

/**
 * The earliest day from which one of these units has known somebody without a break until today, or null when they
 * are at none of them. It goes by when memberships were recorded, not by their first days: an office writes those.
 */
function knownSince(stays: Stay[], today: Day): Day | null {
  let earliest: Day | null = null;
  for (const unitId of new Set(stays.map((stay) => stay.unitId))) {
    const here = stays.filter((stay) => stay.unitId === unitId);
    const [first, ...others] = here.filter((stay) => !isOver(stay, today)).map((stay) => stay.recordedOn);
    if (first === undefined) continue;
    let since = others.reduce((one, other) => (other < one ? other : one), first);
    const over = here
      .filter((stay) => isOver(stay, today))
      .sort((one, other) => ((one.endsOn ?? "") < (other.endsOn ?? "") ? 1 : -1));
    // One that was renewed before it ended goes on; one who has been away is newly known.
    for (const { recordedOn, endsOn } of over)
      if (endsOn !== null && addDays(endsOn, 1) >= since && recordedOn < since) since = recordedOn;
    if (earliest === null || since < earliest) earliest = since;
  }
  return earliest;
}

/** Whether the doer's schools have known somebody longer than all others, or nobody else knows them now. */
function keeps(reach: string[], own: Stay[], others: Stay[], today: Day): boolean {
  const inReach = ({ unitId }: Stay) => reach.includes(unitId);
  const elsewhere = knownSince(
    others.filter((stay) => !inReach(stay)),
    today,
  );
  if (elsewhere === null) return true;
  const here = knownSince(own.filter(inReach), today);
  if (here === null) throw notFound();
  return here < elsewhere;
}

async function membershipStays(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  role?: "pupil",
): Promise<Stay[]> {
  const rows = await transaction.membership.findMany({
    where: { organisationId, personId, ...(role === undefined ? {} : { role }) },
    select: stayFields,
  });
  return rows.map(stayOf);
}

/** The stays at schools of the pupils whose contact somebody is, no longer than they are a contact. */
async function contactStays(
  transaction: Transaction,
  organisationId: string,
  adultId: string,
): Promise<Stay[]> {
  const rows = await transaction.contact.findMany({
    where: { organisationId, adultId },
    select: {
      endsOn: true,
      pupil: { select: { memberships: { where: { role: "pupil" }, select: stayFields } } },
    },
  });
  return rows.flatMap(({ endsOn, pupil }) => {
    const until = endsOn && dateToDay(endsOn);
    return pupil.memberships.map(stayOf).map((stay) => ({
      ...stay,
      endsOn: until !== null && (stay.endsOn === null || until < stay.endsOn) ? until : stay.endsOn,
    }));
  });
}

/**
 * A person whose names and addresses may be changed. A record belongs to where the person is now: once they have
 * left a school and are at another, the first one's office no longer decides where their sign-in codes go, and a new
 * role there does not give that back. Of several schools the one that has known them longest keeps them.
 * docs/decisions/0007-who-may-change-an-address.md.
 * @throws Refusal "not-found" outside the doer's reach and for those who have left it for another school;
 * "not-permitted" when another school has known them as long or longer
 */
export async function personToIdentify(
  transaction: Transaction,
  doer: Doer,
  personId: string,
): Promise<FoundPerson> {
  const person = await personFor(transaction, doer, "people:change", personId);
  const reach = reachOf(doer, "people:change");
  if (reach === "all" || (!isCommand(doer) && doer.personId === personId)) return person;
  const { organisationId } = doer;
  const today = await todayFor(transaction, doer);
  const own = await membershipStays(transaction, organisationId, personId);
  const others = [...own, ...(await contactStays(transaction, organisationId, personId))];
  if (!keeps(reach, own, others, today))
    throw new Refusal(
      "not-permitted",
      "This person is elsewhere in the organisation too. The school that has known them longer, or an organisation administrator, keeps their names and addresses.",
    );
  return person;
}

/**
 * Refuses a change to a pupil's contacts by a school other than the one whose pupil they have been longest: whoever
 * is a contact may sign for them.
 * @throws Refusal "not-permitted"; "not-found" when they have left for another school
 */
export async function demandKeepingOfPupil(
  transaction: Transaction,
  doer: Doer,
  pupilId: string,
): Promise<void> {
  const reach = reachOf(doer, "people:change");
  if (reach === "all") return;
  const stays = await membershipStays(transaction, doer.organisationId, pupilId, "pupil");
  if (!keeps(reach, stays, stays, await todayFor(transaction, doer)))
    throw new Refusal(
      "not-permitted",
      "This pupil is at another school too. The school that has known them longer, or an organisation administrator, keeps their contacts.",
    );
}

/**
 * Refuses to make a membership that is over last longer while the person is elsewhere: they would not have left.
 * Somebody who comes back gets a new membership.
 * @throws Refusal "conflict"
 */
export async function refuseReopening(
  transaction: Transaction,
  doer: Doer,
  personId: string,
  before: Day | null,
  after: { field: string; day: Day | undefined },
): Promise<void> {
  const reach = reachOf(doer, "people:change");
  const today = await todayFor(transaction, doer);
  if (reach === "all" || before === null || before >= today) return;
  if (after.day !== undefined && after.day <= before) return;
  const { organisationId } = doer;
  const stays = [
    ...(await membershipStays(transaction, organisationId, personId)),
    ...(await contactStays(transaction, organisationId, personId)),
  ].filter(({ unitId }) => !reach.includes(unitId));
  if (knownSince(stays, today) === null) return;
  const message =
    "They have left and are elsewhere in the organisation. Give them a new role here, or ask an organisation administrator";
  throw new Refusal("conflict", `${message}.`, [{ field: after.field, message }]);
}
