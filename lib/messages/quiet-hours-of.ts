import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { nextAllowedMoment, type QuietHours } from "./quiet-hours.ts";

/** The quiet hours of an organisation and each of its units, whose holidays are its own and the organisation's. */
export async function quietHoursOf(
  transaction: Transaction,
  organisationId: string,
): Promise<(unitId: string) => QuietHours> {
  type Row = {
    timeZone: string;
    from: number;
    to: number;
    weekends: boolean;
    holidays: { unitId: string; startsOn: Day; endsOn: Day }[];
  };
  const [found] = await transaction.$queryRaw<Row[]>`
    select o.time_zone as "timeZone", o.quiet_from as "from", o.quiet_to as "to", o.quiet_weekends as weekends,
      coalesce((select jsonb_agg(jsonb_build_object('unitId', h.unit_id, 'startsOn', h.starts_on, 'endsOn', h.ends_on))
        from holiday h where h.organisation_id = ${organisationId}::uuid), '[]') as holidays
    from organisation o where o.organisation_id = ${organisationId}::uuid`;
  if (!found) throw new Error(`there is no organisation ${organisationId}`);
  const { holidays, ...hours } = found;
  return (unitId) => ({
    ...hours,
    holidays: holidays.filter((one) => one.unitId === unitId || one.unitId === organisationId),
  });
}

/**
 * When messages of each unit may go that are written now: worked out once for each.
 * @returns a function that gives undefined for "at once"
 */
export async function momentsToSend(
  transaction: Transaction,
  organisationId: string,
  moment: Date,
): Promise<(unitId: string) => Date | undefined> {
  const quiet = await quietHoursOf(transaction, organisationId);
  const known = new Map<string, Date | undefined>();
  return (unitId) => {
    if (!known.has(unitId)) {
      const allowed = nextAllowedMoment(quiet(unitId), moment);
      known.set(unitId, allowed > moment ? allowed : undefined);
    }
    return known.get(unitId);
  };
}
