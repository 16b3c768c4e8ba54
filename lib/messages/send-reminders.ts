import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { whoToRemind } from "./schema.ts";

/** What a sending of reminders was asked to do, as its row keeps it. */
export type AskedSending = { who: { personId: string; seriesId: string }[]; evenIfRecent: boolean };

/**
 * Starts a sending: reminders of signatures that are missing at one school. The worker finds out who is awaited for
 * each (the person themself, or their parents and carers when it is their turn), writes one message to each of them
 * and leaves out whoever had one in the last 24 hours, unless `evenIfRecent`.
 * @param given `{ who: [{ personId, seriesId }], evenIfRecent? }`, a row of who has not signed each
 * @returns the sending, whose progress `sendingProgress` tells
 * @throws Refusal "not-found" without `reminders:send` there; "invalid" when nobody is selected
 */
export async function sendReminders(
  actor: Actor,
  unitId: string,
  given: unknown,
): Promise<{ sendingId: string }> {
  demand(actor, "reminders:send", unitId);
  const asked: AskedSending = parse(whoToRemind, given);
  const { organisationId, personId: startedById } = actor;
  const sendingId = newId();
  const payload = JSON.stringify({ organisationId, sendingId });
  await inOrganisation(organisationId, async (transaction) => {
    const where = { organisationId_id: { organisationId, id: unitId } };
    if (!(await transaction.unit.findUnique({ where, select: { id: true } }))) throw notFound();
    await transaction.sending.create({
      data: {
        ...{ organisationId, id: sendingId, kind: "reminder", unitId, startedById },
        ...{ createdAt: now(), asked },
      },
    });
    await transaction.$executeRaw`
      select enqueue_job('run-sending', ${payload}::json, 3, ${`sending:${sendingId}`}, null)`;
    const count = new Set(asked.who.map(({ personId }) => personId)).size;
    await recordEvent(transaction, actor, "reminders-sent", { unitId, details: { count } });
  });
  return { sendingId };
}
