import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, unitFor } from "./access.ts";
import { endAwayInput } from "./schema.ts";

/**
 * Records the day on which someone is back: away or excused ends with the day before.
 * @throws Refusal "not-found" for another school's, or for an excuse without the permission to excuse; "invalid" for
 * a day that is not after the first
 */
export async function endAway(
  doer: Doer,
  awayId: string,
  given: unknown,
): Promise<{ awayId: string; personId: string }> {
  const { on } = parse(endAwayInput, given);
  const { organisationId } = doer;
  if (!isId(awayId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const where = { organisationId_id: { organisationId, id: awayId } };
    const found = await transaction.away.findUnique({
      where,
      select: { personId: true, unitId: true, kind: true },
    });
    if (!found) throw notFound();
    const { personId, unitId, kind } = found;
    await unitFor(transaction, doer, kind === "excused" ? "people:excuse" : "people:change", unitId);
    await lockPerson(transaction, organisationId, personId);
    const { startsOn, endsOn } = await transaction.away.findUniqueOrThrow({
      where,
      select: { startsOn: true, endsOn: true },
    });
    const last = addDays(on, -1);
    if (last < dateToDay(startsOn)) {
      const message = `Day they are back must be after ${sayDay(startsOn)}, the first day away`;
      throw new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    }
    if (endsOn && dateToDay(endsOn) <= last) return { awayId, personId };
    await transaction.away.update({ where, data: { endsOn: dayToDate(last) } });
    await recordEvent(transaction, doer, "away-ended", { personId, unitId, details: { on } });
    return { awayId, personId };
  });
}
