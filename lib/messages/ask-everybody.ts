import { now, today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { askFrom } from "./ask-to-sign.ts";

/** As long as one job keeps others waiting, about: asking a trust of a hundred schools takes minutes. */
const longestMs = 10_000;

async function queue(transaction: Transaction, organisationId: string, after: string | null): Promise<void> {
  const payload = JSON.stringify(after === null ? { organisationId } : { organisationId, after });
  // A change that comes while asking goes on has a job of its own, from the beginning: this one must not be lost for it.
  const key = after === null ? `ask ${organisationId}` : `ask on ${organisationId}`;
  await transaction.$executeRaw`select enqueue_job('ask-to-sign', ${payload}::json, 5, ${key}, null)`;
}

/**
 * Asks who is to be asked in one organisation for some seconds, and queues what is left: nothing else that the worker
 * does waits for a large organisation.
 * @param after the last unit that an earlier job has done
 * @returns how many messages were written
 */
export async function askInParts(organisationId: string, after: string | null): Promise<number> {
  const part = await askFrom(organisationId, after, longestMs);
  if (part.after !== null)
    await inOrganisation(organisationId, (transaction) => queue(transaction, organisationId, part.after));
  return part.asked;
}

/** For how long back the worker looks whether anything has happened; longer than from one look to the next. */
const lookBackMs = 30 * 60_000;

/** The day on which each organisation was last asked as a whole by this process. */
const lastWhole = new Map<string, Day>();

/**
 * Has people asked in every organisation where something has happened lately, and in each at the beginning of its day
 * and when the worker starts. For the worker, every few minutes: changes queue asking themselves (`queueAsking`), and
 * what the calendar brings, such as a version's day, has nobody else to do so.
 */
export async function askEverybody(): Promise<void> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
  });
  for (const { id } of organisations) await queueWhereNeeded(id);
}

async function queueWhereNeeded(organisationId: string): Promise<void> {
  await inOrganisation(organisationId, async (transaction) => {
    const { timeZone, asksPeople } = await transaction.organisation.findUniqueOrThrow({
      where: { organisationId },
      select: { timeZone: true, asksPeople: true },
    });
    if (!asksPeople) return;
    const day = today(timeZone);
    const isWhole = lastWhole.get(organisationId) !== day;
    if (!isWhole && !(await hasChanged(transaction, organisationId))) return;
    await queue(transaction, organisationId, null);
    lastWhole.set(organisationId, day);
  });
}

async function hasChanged(transaction: Transaction, organisationId: string): Promise<boolean> {
  const since = new Date(now().getTime() - lookBackMs);
  const found = await transaction.event.findFirst({
    where: { organisationId, happenedAt: { gte: since }, kind: { not: "signed-in" } },
    select: { id: true },
  });
  return found !== null;
}
