import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, personFor, unitFor } from "./access.ts";
import { insertClassMembership } from "./insert-class-membership.ts";
import { joinClassInput } from "./schema.ts";

/**
 * Puts someone into a class or tutor group of a school they belong to, as a pupil or as a teacher.
 * @throws Refusal "not-found" outside the doer's reach, or for a class of another school; "invalid" for a pupil's
 * place without being a pupil there
 */
export async function joinClass(
  doer: Doer,
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ classMembershipId: string; made: boolean }> {
  const input = parse(joinClassInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    await unitFor(transaction, doer, "people:change", unitId);
    await personFor(transaction, doer, "people:change", personId);
    await lockPerson(transaction, organisationId, personId);
    const pupil = input.part === "pupil";
    const membership = await transaction.membership.findFirst({
      where: {
        organisationId,
        personId,
        unitId,
        role: pupil ? "pupil" : { notIn: ["pupil", "parent"] },
        OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(input.startsOn) } }],
      },
      orderBy: { startsOn: "desc" },
      select: { endsOn: true },
    });
    if (!membership) {
      const message = pupil
        ? "They are not a pupil here on that day"
        : "They have no role here on that day that teaches";
      throw new Refusal("invalid", `${message}.`, [{ field: "part", message }]);
    }
    const joined = await insertClassMembership(transaction, organisationId, unitId, {
      personId,
      classGroupId: input.classGroupId,
      part: input.part,
      startsOn: input.startsOn,
      endsOn: membership.endsOn ? dateToDay(membership.endsOn) : undefined,
    });
    if (joined.made)
      await recordEvent(transaction, doer, "class-joined", {
        personId,
        unitId,
        details: { class: joined.className, from: joined.from },
      });
    return { classMembershipId: joined.id, made: joined.made };
  });
}
