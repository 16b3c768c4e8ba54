import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay, dayToDate } from "#lib/dates.ts";

/**
 * Until when somebody who is back from an absence has time for what came in while they were away, as the gate counts
 * it; null for everyone else, and once that time has gone by.
 */
export async function backFromAbsence(
  actor: Pick<Actor, "organisationId" | "personId" | "today">,
): Promise<{ until: Day } | null> {
  const { organisationId, personId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const { returnDays } = await transaction.organisation.findUniqueOrThrow({
      where: { organisationId },
      select: { returnDays: true },
    });
    const last = await transaction.away.findFirst({
      where: {
        organisationId,
        personId,
        kind: "away",
        endsOn: { lt: dayToDate(today), gte: dayToDate(addDays(today, -returnDays)) },
      },
      orderBy: { endsOn: "desc" },
      select: { endsOn: true },
    });
    return last?.endsOn ? { until: addDays(dateToDay(last.endsOn), returnDays + 1) } : null;
  });
}
