import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { type Doer, isCommand, personFor } from "./access.ts";
import { demandPowerOver } from "./power.ts";

/** Signs a person out everywhere, in a transaction that checks permission; returns how many sessions that were. */
export async function endSessionsIn(transaction: Transaction, doer: Doer, personId: string): Promise<number> {
  const own = isCommand(doer) ? null : doer.sessionId;
  const { count } = await transaction.session.updateMany({
    where: {
      organisationId: doer.organisationId,
      personId,
      endedAt: null,
      expiresAt: { gt: now() },
      ...(own === null ? {} : { id: { not: own } }),
    },
    data: { endedAt: now() },
  });
  return count;
}

/**
 * Signs a person out everywhere, at once. The doer's own session goes on when they do this to themself.
 * @throws Refusal "not-found" outside the doer's reach; "not-permitted" when the person has more power than the doer
 */
export async function endSessions(doer: Doer, personId: string): Promise<{ ended: number }> {
  return inOrganisation(doer.organisationId, async (transaction) => {
    await personFor(transaction, doer, "people:change", personId);
    await demandPowerOver(transaction, doer, personId);
    const ended = await endSessionsIn(transaction, doer, personId);
    if (ended > 0) await recordEvent(transaction, doer, "sessions-ended", { personId });
    return { ended };
  });
}
