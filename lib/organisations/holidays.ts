import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay, dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { holidayInput } from "./schema.ts";

/** Days on which nobody is asked or reminded, first and last included. */
export type Holiday = {
  id: string;
  name: string;
  startsOn: Day;
  endsOn: Day;
  /** Of the whole organisation, and so of all its schools. */
  isOfOrganisation: boolean;
};

/** As many as somebody may keep for one school. */
const most = 200;

/** Throws not-found for what is no unit of the organisation. */
async function demandUnit(transaction: Transaction, organisationId: string, unitId: string): Promise<void> {
  const where = { organisationId_id: { organisationId, id: unitId } };
  if (!(await transaction.unit.findUnique({ where, select: { id: true } }))) throw notFound();
}

/**
 * The holidays of a school (its own and the organisation's) or of the organisation, by date, those that are over by a
 * month or more left out.
 * @throws Refusal "not-found" without `holidays:keep` there
 */
export async function holidaysOf(actor: Actor, unitId: string): Promise<Holiday[]> {
  demand(actor, "holidays:keep", unitId);
  const { organisationId } = actor;
  const found = await inOrganisation(organisationId, async (transaction) => {
    await demandUnit(transaction, organisationId, unitId);
    return transaction.holiday.findMany({
      where: {
        organisationId,
        unitId: { in: [unitId, organisationId] },
        endsOn: { gte: dayToDate(addDays(actor.today, -31)) },
      },
      orderBy: [{ startsOn: "asc" }, { id: "asc" }],
    });
  });
  return found.map(({ id, name, startsOn, endsOn, unitId: of }) => ({
    ...{ id, name, startsOn: dateToDay(startsOn), endsOn: dateToDay(endsOn) },
    isOfOrganisation: of === organisationId,
  }));
}

/**
 * Adds a holiday to a school, or to the organisation for all its schools. The same one twice is one.
 * @param given a form: `{ name, startsOn, endsOn }`
 * @throws Refusal "not-found" without `holidays:keep` there; "invalid"; "conflict" when there are too many
 */
export async function addHoliday(
  actor: Actor,
  unitId: string,
  given: unknown,
): Promise<{ holidayId: string; made: boolean }> {
  demand(actor, "holidays:keep", unitId);
  const { organisationId } = actor;
  const { name, startsOn, endsOn } = parse(holidayInput, given);
  const days = { startsOn: dayToDate(startsOn), endsOn: dayToDate(endsOn) };
  return inOrganisation(organisationId, async (transaction) => {
    await demandUnit(transaction, organisationId, unitId);
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`holidays ${unitId}`}, 0))`;
    const same = await transaction.holiday.findFirst({ where: { organisationId, unitId, name, ...days } });
    if (same) return { holidayId: same.id, made: false };
    if ((await transaction.holiday.count({ where: { organisationId, unitId } })) >= most)
      throw new Refusal("conflict", `There are ${most} holidays already. Take away old ones first.`);
    const id = newId();
    await transaction.holiday.create({ data: { organisationId, id, unitId, name, ...days } });
    await recordEvent(transaction, actor, "holiday-added", {
      unitId,
      details: { holiday: name, from: startsOn, to: endsOn },
    });
    return { holidayId: id, made: true };
  });
}

/**
 * Takes a holiday away; a second time changes nothing.
 * @throws Refusal "not-found" without `holidays:keep` where it is kept, or when there is none such
 */
export async function removeHoliday(actor: Actor, holidayId: string): Promise<void> {
  const { organisationId } = actor;
  if (!isId(holidayId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const where = { organisationId_id: { organisationId, id: holidayId } };
    const found = await transaction.holiday.findUnique({ where });
    if (!found) throw notFound();
    const { unitId, name, startsOn, endsOn } = found;
    demand(actor, "holidays:keep", unitId);
    const { count } = await transaction.holiday.deleteMany({ where: { organisationId, id: holidayId } });
    if (count === 0) return;
    await recordEvent(transaction, actor, "holiday-removed", {
      unitId,
      details: { holiday: name, from: dateToDay(startsOn), to: dateToDay(endsOn) },
    });
  });
}
