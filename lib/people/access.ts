import type { Actor, CommandActor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayOf, dayToDate } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may, type Permission, unitsWhere } from "#lib/permissions/permissions.ts";

/** Who changes people: somebody signed in, or the command line and the demonstration, which are given permission. */
export type Doer = Actor | CommandActor;

export const isCommand = (doer: Doer): doer is CommandActor => "words" in doer;

export const mayAt = (doer: Doer, permission: Permission, unitId: string): boolean =>
  isCommand(doer) || may(doer, permission, unitId);

/** Throws the refusal of something that does not exist. */
export function demandAt(doer: Doer, permission: Permission, unitId: string): void {
  if (!mayAt(doer, permission, unitId)) throw notFound();
}

/** The units where someone may do this: "all", or the identifiers of schools. */
export const reachOf = (doer: Doer, permission: Permission): "all" | string[] =>
  isCommand(doer) ? "all" : unitsWhere(doer, permission);

/** The day it is where the organisation is. */
export async function todayFor(transaction: Transaction, doer: Doer): Promise<Day> {
  if (!isCommand(doer)) return doer.today;
  const organisation = await transaction.organisation.findUniqueOrThrow({
    where: { organisationId: doer.organisationId },
    select: { timeZone: true },
  });
  return dayOf(now(), organisation.timeZone);
}

export type FoundUnit = { id: string; kind: "organisation" | "school"; name: string; urn: string | null };

/** A unit at which someone may do this. @throws Refusal "not-found", also for what is another organisation's */
export async function unitFor(
  transaction: Transaction,
  doer: Doer,
  permission: Permission,
  unitId: string,
): Promise<FoundUnit> {
  if (!isId(unitId)) throw notFound();
  demandAt(doer, permission, unitId);
  const unit = await transaction.unit.findUnique({
    where: { organisationId_id: { organisationId: doer.organisationId, id: unitId } },
    select: { id: true, kind: true, name: true, urn: true },
  });
  if (!unit) throw notFound();
  return { ...unit, kind: unit.kind === "school" ? "school" : "organisation" };
}

const personFields = {
  id: true,
  givenName: true,
  familyName: true,
  knownAs: true,
  sortName: true,
  bornOn: true,
  createdAt: true,
} as const;

export type FoundPerson = {
  id: string;
  givenName: string;
  familyName: string;
  knownAs: string | null;
  sortName: string;
  bornOn: Date | null;
  createdAt: Date;
};

/**
 * Who is within someone's reach, as a filter: people with a membership, past, present or to come, at a unit where
 * they may do this, and the contacts of pupils there.
 */
export function withinReach(doer: Doer, permission: Permission) {
  const reach = reachOf(doer, permission);
  if (reach === "all") return {};
  const member = { memberships: { some: { unitId: { in: reach } } } };
  return {
    OR: [
      member,
      {
        contactsAsAdult: {
          some: { pupil: { memberships: { some: { unitId: { in: reach }, role: "pupil" } } } },
        },
      },
    ],
  };
}

/** A person within reach. @throws Refusal "not-found" */
export async function personFor(
  transaction: Transaction,
  doer: Doer,
  permission: Permission,
  personId: string,
): Promise<FoundPerson> {
  if (!isId(personId)) throw notFound();
  const person = await transaction.person.findFirst({
    where: {
      organisationId: doer.organisationId,
      id: personId,
      erasedAt: null,
      ...withinReach(doer, permission),
    },
    select: personFields,
  });
  if (!person) throw notFound();
  return person;
}

/**
 * One change to a person at a time, so that two that each look right alone (the same role twice, the same duty
 * twice) cannot both happen. Held until the transaction ends.
 */
export async function lockPerson(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<void> {
  await transaction.$executeRaw`
    select 1 from person where organisation_id = ${organisationId}::uuid and id = ${personId}::uuid for no key update`;
}

/** Dates that overlap `from`–`to`, both inclusive, as a filter; no end means for ever. */
export const overlapping = (from: Day, to: Day | undefined) => ({
  ...(to === undefined ? {} : { startsOn: { lte: dayToDate(to) } }),
  OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(from) } }],
});
