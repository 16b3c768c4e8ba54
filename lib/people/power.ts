import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { may, type Permission, permissionNames, permissions } from "#lib/permissions/permissions.ts";
import { type Doer, isCommand, mayAt, todayFor } from "./access.ts";
import { type DutyKind, dutyKinds, dutyNames } from "./words.ts";

/** Duties that those who keep people up to date may give; all others are for organisation administrators. */
const ordinaryDuties: readonly DutyKind[] = [
  "office",
  "safeguarding-lead",
  "it-administrator",
  "data-protection-officer",
];

const brings = (kind: DutyKind, permission: Permission): boolean =>
  (permissions[permission] as readonly DutyKind[]).includes(kind);

/**
 * Whether someone may themself do everything that a duty at this unit lets its holder do. Who gives every duty there has
 * the power of each, though some decisions, such as an exemption, are the holder's alone.
 */
export const hasPowerOf = (doer: Doer, kind: DutyKind, unitId: string): boolean =>
  isCommand(doer) ||
  mayAt(doer, "duties:change-senior", unitId) ||
  permissionNames.every((permission) => !brings(kind, permission) || may(doer, permission, unitId));

/**
 * Whether someone may give and end this duty at this unit. Nobody gives more than they have: an office person can
 * make another office person, but no data protection officer, who reads events that the office does not.
 */
export const mayGiveDuty = (doer: Doer, kind: DutyKind, unitId: string): boolean =>
  mayAt(doer, "duties:change-senior", unitId) ||
  (ordinaryDuties.includes(kind) && mayAt(doer, "duties:change", unitId) && hasPowerOf(doer, kind, unitId));

/** The duties that someone may give at a unit, in the order of lists. */
export const dutiesToGive = (doer: Doer, unit: { id: string; kind: string }): DutyKind[] =>
  dutyKinds.filter(
    (kind) =>
      mayGiveDuty(doer, kind, unit.id) &&
      (kind !== "organisation-administrator" || unit.kind === "organisation"),
  );

/**
 * Refuses a change to someone's names, addresses and sessions, unless the doer has all the power that person has, now or
 * from a day to come, or is that person. Otherwise an office could put its own address on the head's record and
 * sign in as the head. docs/decisions/0007-who-may-change-an-address.md.
 * @throws Refusal "not-permitted"
 */
export async function demandPowerOver(transaction: Transaction, doer: Doer, personId: string): Promise<void> {
  if (isCommand(doer) || doer.personId === personId) return;
  const notOver = await powerNotHad(transaction, doer, personId);
  if (notOver !== null)
    throw new Refusal(
      "not-permitted",
      `This person is ${notOver}, so an organisation administrator keeps their names and addresses and signs them out.`,
    );
}

/** What someone is that gives them more power than the doer has, in words (`Head at Ashdown Infants`), or null. */
export async function powerNotHad(
  transaction: Transaction,
  doer: Doer,
  personId: string,
): Promise<string | null> {
  const { organisationId } = doer;
  const today = dayToDate(await todayFor(transaction, doer));
  const notOver = { OR: [{ endsOn: null }, { endsOn: { gte: today } }] };
  const duties = await transaction.duty.findMany({
    where: { organisationId, personId, ...notOver },
    select: { kind: true, unitId: true },
    orderBy: { id: "asc" },
  });
  const more = duties.find(({ kind, unitId }) => !hasPowerOf(doer, kind as DutyKind, unitId));
  if (more) return dutyNames[more.kind as DutyKind];
  // Who sits on a board decides what others are bound by.
  const seats = await transaction.seat.findMany({
    where: { organisationId, personId, ...notOver },
    select: { body: { select: { unitId: true, name: true } } },
    orderBy: { id: "asc" },
  });
  const seat = seats.find(({ body }) => !mayAt(doer, "duties:change-senior", body.unitId));
  return seat ? `on the ${seat.body.name}` : null;
}
