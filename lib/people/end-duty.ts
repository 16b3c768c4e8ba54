import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, isCommand, lockPerson, todayFor, unitFor } from "./access.ts";
import { mayGiveDuty } from "./power.ts";
import { endInput } from "./schema.ts";
import { type DutyKind, dutyNames } from "./words.ts";

/**
 * Refuses to leave the organisation without an administrator the day after. Administrators end one after another,
 * so that two who end each other's duty at once do not both find the other still there.
 */
async function keepAnAdministrator(
  transaction: Transaction,
  doer: Doer,
  dutyId: string,
  on: Day,
): Promise<void> {
  const { organisationId } = doer;
  await transaction.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`administrators ${organisationId}`}, 0))`;
  const today = await todayFor(transaction, doer);
  const dayAfter = addDays(on > today ? on : today, 1);
  const others = await transaction.duty.count({
    where: {
      organisationId,
      unitId: organisationId,
      kind: "organisation-administrator",
      id: { not: dutyId },
      startsOn: { lte: dayToDate(dayAfter) },
      // An administrator whose own end is set does not count: the organisation would stand empty that day.
      endsOn: null,
      person: { erasedAt: null },
    },
  });
  if (others > 0) return;
  const message =
    "This is the last organisation administrator. Give the duty to someone else first, without an end date";
  throw new Refusal("conflict", `${message}.`, [{ field: "on", message }]);
}

/**
 * Ends a duty in a transaction whose doer may end it: the day given is its last. A duty that has not begun ends on
 * the day it would begin.
 */
export async function endDutyIn(
  transaction: Transaction,
  doer: Doer,
  dutyId: string,
  on: Day,
): Promise<void> {
  const { organisationId } = doer;
  const where = { organisationId_id: { organisationId, id: dutyId } };
  const duty = await transaction.duty.findUniqueOrThrow({
    where,
    select: {
      kind: true,
      personId: true,
      unitId: true,
      startsOn: true,
      endsOn: true,
      unit: { select: { name: true } },
    },
  });
  const startsOn = dateToDay(duty.startsOn);
  const last = on < startsOn ? startsOn : on;
  if (duty.endsOn && dateToDay(duty.endsOn) === last) return;
  if (duty.kind === "organisation-administrator" && duty.unitId === organisationId)
    await keepAnAdministrator(transaction, doer, dutyId, last);
  await transaction.duty.update({ where, data: { endsOn: dayToDate(last) } });
  await recordEvent(transaction, doer, "duty-ended", {
    personId: duty.personId,
    unitId: duty.unitId,
    details: { duty: dutyNames[duty.kind as DutyKind], school: duty.unit.name, on: last },
  });
}

/**
 * Ends a duty: the day given is its last, and may be in the past (at once, from tomorrow's first minute).
 * @throws Refusal "not-found" for another school's; "not-permitted" for a duty that the doer could not give;
 * "invalid" for a day before it starts or after it has ended; "conflict" for the last organisation administrator's
 */
export async function endDuty(
  doer: Doer,
  dutyId: string,
  given: unknown,
): Promise<{ dutyId: string; personId: string }> {
  const { on } = parse(endInput, given);
  const { organisationId } = doer;
  if (!isId(dutyId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const where = { organisationId_id: { organisationId, id: dutyId } };
    const found = await transaction.duty.findUnique({
      where,
      select: { personId: true, unitId: true, kind: true },
    });
    if (!found) throw notFound();
    await unitFor(transaction, doer, "duties:change", found.unitId);
    const self = !isCommand(doer) && doer.personId === found.personId;
    if (!self && !mayGiveDuty(doer, found.kind as DutyKind, found.unitId))
      throw new Refusal(
        "not-permitted",
        `Ask an organisation administrator to end the duty ${dutyNames[found.kind as DutyKind]}.`,
      );
    await lockPerson(transaction, organisationId, found.personId);
    const duty = await transaction.duty.findUniqueOrThrow({
      where,
      select: { startsOn: true, endsOn: true },
    });
    const problem = (message: string) => new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    if (on < dateToDay(duty.startsOn))
      throw problem(`Last day must be ${sayDay(duty.startsOn)} or later, because the duty starts then`);
    if (duty.endsOn && on > dateToDay(duty.endsOn))
      throw problem("To have a duty for longer, give it again: then it is on record who decided so");
    await endDutyIn(transaction, doer, dutyId, on);
    return { dutyId, personId: found.personId };
  });
}
