import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, todayFor } from "./access.ts";
import { endWhatWentWithIt } from "./end-membership.ts";
import { cohortOf, refuseOverlap } from "./insert-membership.ts";
import { type FoundMembership, membershipFor } from "./membership-for.ts";
import { refuseReopening } from "./person-to-identify.ts";
import { type ChangeMembershipInput, changeMembershipInput } from "./schema.ts";
import { sayYearGroup } from "./words.ts";

/** What changes, in the words of the event; empty when nothing does. */
function changes(before: FoundMembership, after: ChangeMembershipInput, cohort: number | null): string[] {
  const said: string[] = [];
  const day = (value: Day | null | undefined) => (value ? sayDay(value) : "no date");
  if (before.startsOn !== after.startsOn) said.push(`starts on ${day(after.startsOn)}`);
  if (before.endsOn !== (after.endsOn ?? null)) said.push(`ends on ${day(after.endsOn)}`);
  if (before.jobTitle !== (after.jobTitle ?? null)) said.push(`job title ${after.jobTitle ?? "taken away"}`);
  if (before.firm !== (after.firm ?? null)) said.push(`firm ${after.firm ?? "taken away"}`);
  if (before.cohort !== cohort && after.yearGroup !== undefined) said.push(sayYearGroup(after.yearGroup));
  return said;
}

/**
 * Changes a membership's dates, job title, firm and, for a pupil, year group. With an earlier last day, class groups
 * and duties end as they do when the membership is ended.
 * @throws Refusal "not-found" for another school's; "conflict" when the dates meet another membership in that role,
 * or one that is over would last longer though the person is at another school
 */
export async function changeMembership(
  doer: Doer,
  membershipId: string,
  given: unknown,
): Promise<{ membershipId: string; changed: boolean }> {
  const input = parse(changeMembershipInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { membership, unit } = await membershipFor(transaction, doer, membershipId);
    const today = await todayFor(transaction, doer);
    if ((membership.role === "pupil") !== (input.yearGroup !== undefined)) {
      const message = membership.role === "pupil" ? "Choose a year group" : "Only pupils have a year group";
      throw new Refusal("invalid", `${message}.`, [{ field: "yearGroup", message }]);
    }
    const cohort = input.yearGroup === undefined ? null : cohortOf(input.yearGroup, input.startsOn, today);
    const said = changes(membership, input, cohort);
    if (said.length === 0) return { membershipId, changed: false };
    await refuseReopening(transaction, doer, membership.personId, membership.endsOn, {
      field: "endsOn",
      day: input.endsOn,
    });
    await refuseOverlap(
      transaction,
      organisationId,
      membership.personId,
      unit.id,
      { role: membership.role, startsOn: input.startsOn, endsOn: input.endsOn },
      membershipId,
    );
    await transaction.membership.update({
      where: { organisationId_id: { organisationId, id: membershipId } },
      data: {
        startsOn: dayToDate(input.startsOn),
        endsOn: input.endsOn === undefined ? null : dayToDate(input.endsOn),
        jobTitle: input.jobTitle ?? null,
        firm: input.firm ?? null,
        cohort,
      },
    });
    await recordEvent(transaction, doer, "membership-changed", {
      personId: membership.personId,
      unitId: unit.id,
      details: { school: unit.name, change: said.join(", ") },
    });
    if (input.endsOn !== undefined && input.endsOn !== membership.endsOn)
      await endWhatWentWithIt(transaction, doer, { ...membership, id: membershipId }, unit, input.endsOn);
    return { membershipId, changed: true };
  });
}
