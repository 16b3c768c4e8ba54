import { z } from "zod";
import type { Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dayToDate } from "#lib/dates.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { type MembershipRole, membershipRoles, rolePlurals } from "#lib/people/words.ts";
import { type AudienceRowOf, audienceRows, countsOn, type Requirement } from "./who-signs.ts";

const year = z.coerce
  .number("Choose a year")
  .int("Choose a year")
  .min(-1, "Choose a year")
  .max(14, "Choose a year");

/**
 * One rule of the form: `as-now` leaves a role as it is, `as-everywhere` hands it back from a school’s own rule to the
 * one for everyone.
 */
const rule = z.object({
  requirement: z.enum(["must", "may", "no", "as-now", "as-everywhere"], "Choose who signs"),
  yearFrom: year.optional(),
  yearTo: year.optional(),
});

export const audienceInput = z
  .object({
    /** Where: the policy's owner for everyone, or one school. */
    unitId: z.string().refine(isId, "Choose where"),
    basis: z.string().min(1, "Open the page again"),
    roles: z.partialRecord(z.enum(membershipRoles), rule),
  })
  .superRefine(({ roles }, context) => {
    for (const [role, { yearFrom, yearTo }] of Object.entries(roles))
      if (yearFrom !== undefined && yearTo !== undefined && yearTo < yearFrom)
        context.addIssue({
          code: "custom",
          path: ["roles", role, "yearTo"],
          message: "The last year must be the first one or above",
        });
  });

type Rule = z.output<typeof rule>;

/** Where a rule is made: the owner of the policy, or a school that it reaches. */
export type Place = { id: string; name: string; phase: string | null };

export type Change = {
  role: MembershipRole;
  /** Null where a school uses the rule for everyone again. */
  rule: { requirement: Requirement; yearFrom?: number; yearTo?: number } | null;
};
export type Where = { policyUnitId: string; place: Place; today: Day };

/** The rules that differ from what holds today. */
export function changesIn(
  roles: Partial<Record<MembershipRole, Rule>>,
  rows: AudienceRowOf[],
  { policyUnitId, place, today }: Where,
): Change[] {
  return membershipRoles.flatMap((role): Change[] => {
    const wanted = roles[role];
    if (!wanted || wanted.requirement === "as-now") return [];
    const own = rows.filter((row) => row.role === role && row.unitId === place.id && countsOn(row, today));
    if (wanted.requirement === "as-everywhere")
      return place.id !== policyUnitId && own.length > 0 ? [{ role, rule: null }] : [];
    const years =
      role === "pupil" && wanted.requirement !== "no" ? wanted : { yearFrom: undefined, yearTo: undefined };
    const here = (
      own.length > 0 ? own : rows.filter((row) => row.role === role && row.unitId === policyUnitId)
    ).filter(
      (row) =>
        countsOn(row, today) &&
        (row.phase === null || place.id === policyUnitId || row.phase === place.phase),
    );
    const [only] = here;
    const same =
      here.length === 0
        ? wanted.requirement === "no"
        : here.length === 1 &&
          only?.phase === null &&
          only.requirement === wanted.requirement &&
          (only.yearFrom ?? undefined) === years.yearFrom &&
          (only.yearTo ?? undefined) === years.yearTo;
    if (same) return [];
    const { yearFrom, yearTo } = years;
    return [{ role, rule: { requirement: wanted.requirement, yearFrom, yearTo } }];
  });
}

/**
 * Ends the rules that hold and writes the new ones from today; rows are never taken away. On days without a rule of
 * its own, a school has the one for everyone.
 */
export async function writeChanges(
  transaction: Transaction,
  organisationId: string,
  agreementId: string,
  { place, changed, today }: Omit<Where, "policyUnitId"> & { changed: Change[] },
): Promise<void> {
  const rows = await audienceRows(transaction, organisationId, agreementId);
  const yesterday = dayToDate(addDays(today, -1));
  for (const { role, rule } of changed) {
    const own = rows.filter((row) => row.role === role && row.unitId === place.id);
    const open = own.filter(({ endsOn }) => endsOn === null || endsOn > yesterday);
    for (const { id } of open)
      await transaction.audience.update({
        where: { organisationId_id: { organisationId, id } },
        data: { endsOn: yesterday },
      });
    if (rule)
      await transaction.audience.create({
        data: {
          organisationId,
          id: newId(),
          agreementId,
          unitId: place.id,
          role,
          yearFrom: rule.yearFrom ?? null,
          yearTo: rule.yearTo ?? null,
          requirement: rule.requirement,
          startsOn: dayToDate(today),
        },
      });
  }
}

const requirementWords = { must: "must sign", may: "may sign", no: "are not asked" } as const;

/** A change as the event says it. */
export function sayChange({ role, rule }: Change): string {
  if (!rule) return `${rolePlurals[role].toLowerCase()} as everywhere again`;
  const { requirement, yearFrom, yearTo } = rule;
  const years =
    yearFrom === undefined && yearTo === undefined
      ? ""
      : ` (years ${yearFrom ?? "any"} to ${yearTo ?? "any"})`;
  return `${rolePlurals[role].toLowerCase()}${years} ${requirementWords[requirement]}`;
}
