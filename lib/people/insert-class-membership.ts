import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { overlapping } from "./access.ts";

/** First and last day of an academic year that begins in a calendar year (England). */
export const academicYearDays = (year: number): { first: Day; last: Day } => ({
  first: `${year}-09-01`,
  last: `${year + 1}-08-31`,
});

/**
 * Puts a person into a class group of a unit. A class is one academic year's: joining it begins on its first day at
 * the earliest and ends on its last. Joining twice gives the first one back with `made: false`.
 * @throws Refusal "not-found" for a class of another school
 */
export async function insertClassMembership(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  joining: {
    personId: string;
    classGroupId: string;
    part: "pupil" | "teacher";
    startsOn: Day;
    endsOn?: Day | undefined;
  },
): Promise<{ id: string; made: boolean; className: string; from: Day }> {
  const { personId, classGroupId, part } = joining;
  const group = await transaction.classGroup.findFirst({
    where: { organisationId, id: classGroupId, unitId },
    select: { name: true, academicYear: true },
  });
  if (!group) throw notFound();
  const year = academicYearDays(group.academicYear);
  if (joining.startsOn > year.last || (joining.endsOn !== undefined && joining.endsOn < year.first)) {
    const message = `${group.name} is a class of the academic year ${group.academicYear} to ${group.academicYear + 1}, which those dates are outside`;
    throw new Refusal("invalid", `${message}.`, [{ field: "classGroupId", message }]);
  }
  const from = joining.startsOn > year.first ? joining.startsOn : year.first;
  const to = joining.endsOn !== undefined && joining.endsOn < year.last ? joining.endsOn : year.last;
  const already = await transaction.classMembership.findFirst({
    where: { organisationId, classGroupId, personId, part, ...overlapping(from, to) },
    select: { id: true },
  });
  if (already) return { id: already.id, made: false, className: group.name, from };
  const id = newId();
  await transaction.classMembership.create({
    data: {
      organisationId,
      id,
      classGroupId,
      personId,
      part,
      startsOn: dayToDate(from),
      endsOn: dayToDate(to),
    },
  });
  return { id, made: true, className: group.name, from };
}
