import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { type Doer, type FoundUnit, lockPerson, unitFor } from "./access.ts";
import type { MembershipRole } from "./words.ts";

export type FoundMembership = {
  id: string;
  personId: string;
  role: MembershipRole;
  startsOn: Day;
  endsOn: Day | null;
  cohort: number | null;
  jobTitle: string | null;
  firm: string | null;
};

/**
 * A membership that the doer may change, its person locked.
 * @throws Refusal "not-found" also for a membership of another school, which nobody learns the existence of
 */
export async function membershipFor(
  transaction: Transaction,
  doer: Doer,
  membershipId: string,
): Promise<{ membership: FoundMembership; unit: FoundUnit }> {
  const { organisationId } = doer;
  if (!isId(membershipId)) throw notFound();
  const where = { organisationId_id: { organisationId, id: membershipId } };
  const found = await transaction.membership.findUnique({
    where,
    select: { unitId: true, personId: true },
  });
  if (!found) throw notFound();
  const unit = await unitFor(transaction, doer, "people:change", found.unitId);
  await lockPerson(transaction, organisationId, found.personId);
  const membership = await transaction.membership.findUniqueOrThrow({
    where,
    select: {
      id: true,
      personId: true,
      role: true,
      startsOn: true,
      endsOn: true,
      cohort: true,
      jobTitle: true,
      firm: true,
    },
  });
  return {
    membership: {
      ...membership,
      role: membership.role as MembershipRole,
      startsOn: dateToDay(membership.startsOn),
      endsOn: membership.endsOn && dateToDay(membership.endsOn),
    },
    unit,
  };
}
