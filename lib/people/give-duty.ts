import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, overlapping, personFor, unitFor } from "./access.ts";
import { mayGiveDuty } from "./power.ts";
import { giveDutyInput } from "./schema.ts";
import { dutyNames } from "./words.ts";

/**
 * Gives someone a duty at a unit, from a day on. A duty may be shared, so others who have it keep it.
 * @throws Refusal "not-found" outside the doer's reach; "not-permitted" for a duty with more power than the doer has;
 * "conflict" when they have it on those days
 */
export async function giveDuty(
  doer: Doer,
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ dutyId: string }> {
  const input = parse(giveDutyInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await unitFor(transaction, doer, "duties:change", unitId);
    await personFor(transaction, doer, "people:change", personId);
    if (!mayGiveDuty(doer, input.kind, unitId)) {
      const message = `Ask an organisation administrator to give the duty ${dutyNames[input.kind]}`;
      throw new Refusal("not-permitted", `${message}.`, [{ field: "kind", message }]);
    }
    if (input.kind === "organisation-administrator" && unit.kind !== "organisation") {
      const message = "Organisation administrator is a duty for the whole organisation";
      throw new Refusal("invalid", `${message}.`, [{ field: "kind", message }]);
    }
    await lockPerson(transaction, organisationId, personId);
    const already = await transaction.duty.findFirst({
      where: {
        organisationId,
        personId,
        unitId,
        kind: input.kind,
        ...overlapping(input.startsOn, input.endsOn),
      },
      select: { startsOn: true },
    });
    if (already) {
      const message = `They have this duty already, from ${sayDay(dateToDay(already.startsOn))}`;
      throw new Refusal("conflict", `${message}.`, [{ field: "kind", message }]);
    }
    const dutyId = newId();
    await transaction.duty.create({
      data: {
        organisationId,
        id: dutyId,
        personId,
        unitId,
        kind: input.kind,
        startsOn: dayToDate(input.startsOn),
        endsOn: input.endsOn === undefined ? null : dayToDate(input.endsOn),
        createdAt: now(),
      },
    });
    await recordEvent(transaction, doer, "duty-given", {
      personId,
      unitId,
      details: { duty: dutyNames[input.kind], school: unit.name, from: input.startsOn },
    });
    return { dutyId };
  });
}
