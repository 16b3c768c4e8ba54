import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, unitFor } from "./access.ts";
import { endInput } from "./schema.ts";

/**
 * Takes someone out of a class group: the day given is their last in it.
 * @throws Refusal "not-found" for a class of another school; "invalid" for a day before they joined
 */
export async function leaveClass(
  doer: Doer,
  classMembershipId: string,
  given: unknown,
): Promise<{ classMembershipId: string; personId: string }> {
  const { on } = parse(endInput, given);
  const { organisationId } = doer;
  if (!isId(classMembershipId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const where = { organisationId_id: { organisationId, id: classMembershipId } };
    const found = await transaction.classMembership.findUnique({
      where,
      select: { personId: true, classGroup: { select: { unitId: true, name: true } } },
    });
    if (!found) throw notFound();
    const { personId, classGroup } = found;
    await unitFor(transaction, doer, "people:change", classGroup.unitId);
    await lockPerson(transaction, organisationId, personId);
    const { startsOn, endsOn } = await transaction.classMembership.findUniqueOrThrow({
      where,
      select: { startsOn: true, endsOn: true },
    });
    if (on < dateToDay(startsOn)) {
      const message = `Last day must be ${sayDay(startsOn)} or later, because they join then`;
      throw new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    }
    if (endsOn && dateToDay(endsOn) <= on) return { classMembershipId, personId };
    await transaction.classMembership.update({ where, data: { endsOn: dayToDate(on) } });
    await recordEvent(transaction, doer, "class-left", {
      personId,
      unitId: classGroup.unitId,
      details: { class: classGroup.name, on },
    });
    return { classMembershipId, personId };
  });
}
