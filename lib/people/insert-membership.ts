import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { academicYear, type Day, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { type Doer, type FoundUnit, overlapping } from "./access.ts";
import { type MembershipRole, roleNames } from "./words.ts";

export type MembershipFields = {
  role: MembershipRole;
  startsOn: Day;
  endsOn?: Day | undefined;
  jobTitle?: string | undefined;
  firm?: string | undefined;
  yearGroup?: number | undefined;
};

/**
 * The cohort of a pupil: academic year − year group, which stays right when September comes. The year group is the
 * one they are in today, or on the day they start if that is later.
 */
export const cohortOf = (yearGroup: number, startsOn: Day, today: Day): number =>
  academicYear(startsOn > today ? startsOn : today) - yearGroup;

/** The year group of a cohort on a day. */
export const yearGroupOf = (cohort: number, startsOn: Day, today: Day): number =>
  academicYear(startsOn > today ? startsOn : today) - cohort;

const problem = (field: string, message: string) => new Refusal("invalid", message, [{ field, message }]);

/** Refuses dates at which the person has this role here already. @param exceptId the membership that is changed */
export async function refuseOverlap(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  unitId: string,
  { role, startsOn, endsOn }: Pick<MembershipFields, "role" | "startsOn" | "endsOn">,
  exceptId?: string,
): Promise<void> {
  const other = await transaction.membership.findFirst({
    where: {
      organisationId,
      personId,
      unitId,
      role,
      ...overlapping(startsOn, endsOn),
      ...(exceptId === undefined ? {} : { id: { not: exceptId } }),
    },
    select: { startsOn: true, endsOn: true },
  });
  if (!other) return;
  const until = other.endsOn ? ` until ${sayDay(other.endsOn)}` : "";
  const message = `They have the role ${roleNames[role]} here already, from ${sayDay(dateToDay(other.startsOn))}${until}`;
  throw new Refusal("conflict", `${message}.`, [{ field: "startsOn", message }]);
}

/** Writes a membership whose permission has been checked and whose person is locked; returns its identifier. */
export async function insertMembership(
  transaction: Transaction,
  doer: Doer,
  personId: string,
  unit: FoundUnit,
  fields: MembershipFields,
  today: Day,
): Promise<string> {
  const { role, startsOn, endsOn, jobTitle, firm, yearGroup } = fields;
  if (unit.kind === "organisation" && (role === "pupil" || role === "parent"))
    throw problem("role", "Pupils, parents and carers belong to a school");
  await refuseOverlap(transaction, doer.organisationId, personId, unit.id, fields);
  const id = newId();
  await transaction.membership.create({
    data: {
      organisationId: doer.organisationId,
      id,
      personId,
      unitId: unit.id,
      role,
      startsOn: dayToDate(startsOn),
      endsOn: endsOn === undefined ? null : dayToDate(endsOn),
      cohort: role === "pupil" && yearGroup !== undefined ? cohortOf(yearGroup, startsOn, today) : null,
      jobTitle: jobTitle ?? null,
      firm: firm ?? null,
      createdAt: now(),
    },
  });
  return id;
}
