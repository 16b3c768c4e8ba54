import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { type Doer, isCommand, lockPerson, overlapping, personFor, unitFor } from "./access.ts";
import { awayInput } from "./schema.ts";

/** `from 3 November 2026 to 20 November 2026`, `from 3 November 2026`. */
const sayDates = (from: Day, to: Day | undefined) =>
  to === undefined ? `from ${sayDay(from)}` : `from ${sayDay(from)} to ${sayDay(to)}`;

/** Writes that someone is away or excused at a unit; the two differ in who may do it. */
export async function insertAway(
  doer: Doer,
  kind: "away" | "excused",
  personId: string,
  unitId: string,
  given: unknown,
): Promise<{ awayId: string }> {
  const { startsOn, endsOn } = parse(awayInput, given);
  const { organisationId } = doer;
  const permission: Permission = kind === "away" ? "people:change" : "people:excuse";
  return inOrganisation(organisationId, async (transaction) => {
    await unitFor(transaction, doer, permission, unitId);
    await personFor(transaction, doer, permission, personId);
    await lockPerson(transaction, organisationId, personId);
    const problem = (message: string) =>
      new Refusal("conflict", `${message}.`, [{ field: "startsOn", message }]);
    const membership = await transaction.membership.findFirst({
      where: { organisationId, personId, unitId, ...overlapping(startsOn, endsOn) },
      select: { id: true },
    });
    if (!membership) throw problem("They have no role here on those days");
    const already = await transaction.away.findFirst({
      where: { organisationId, personId, unitId, kind, ...overlapping(startsOn, endsOn) },
      select: { startsOn: true, endsOn: true },
    });
    if (already)
      throw problem(
        `They are ${kind} already ${sayDates(dateToDay(already.startsOn), already.endsOn ? dateToDay(already.endsOn) : undefined)}`,
      );
    const awayId = newId();
    await transaction.away.create({
      data: {
        organisationId,
        id: awayId,
        personId,
        unitId,
        kind,
        startsOn: dayToDate(startsOn),
        endsOn: endsOn === undefined ? null : dayToDate(endsOn),
        recordedById: isCommand(doer) ? null : doer.personId,
        createdAt: now(),
      },
    });
    await recordEvent(transaction, doer, kind === "away" ? "marked-away" : "excused", {
      personId,
      unitId,
      details: { dates: sayDates(startsOn, endsOn) },
    });
    return { awayId };
  });
}
