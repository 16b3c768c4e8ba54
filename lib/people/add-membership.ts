import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, personFor, todayFor, unitFor } from "./access.ts";
import { insertClassMembership } from "./insert-class-membership.ts";
import { insertMembership } from "./insert-membership.ts";
import { addMembershipInput } from "./schema.ts";
import { roleNames } from "./words.ts";

/**
 * Gives someone a role at a unit from a day on.
 * @throws Refusal "not-found" outside the doer's reach; "conflict" when they have that role there on those days
 */
export async function addMembership(
  doer: Doer,
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ membershipId: string }> {
  const input = parse(addMembershipInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await unitFor(transaction, doer, "people:change", unitId);
    await personFor(transaction, doer, "people:change", personId);
    await lockPerson(transaction, organisationId, personId);
    const today = await todayFor(transaction, doer);
    const membershipId = await insertMembership(transaction, doer, personId, unit, input, today);
    await recordEvent(transaction, doer, "membership-added", {
      personId,
      unitId,
      details: { role: roleNames[input.role], school: unit.name, from: input.startsOn },
    });
    if (input.classGroupId !== undefined) {
      const joined = await insertClassMembership(transaction, organisationId, unitId, {
        personId,
        classGroupId: input.classGroupId,
        part: input.role === "pupil" ? "pupil" : "teacher",
        startsOn: input.startsOn,
        endsOn: input.endsOn,
      });
      if (joined.made)
        await recordEvent(transaction, doer, "class-joined", {
          personId,
          unitId,
          details: { class: joined.className, from: joined.from },
        });
    }
    return { membershipId };
  });
}
