import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { confirmTurns } from "./confirm-turns.ts";
import { sayGroup } from "./say-group.ts";
import { closeSessionInput, listOfTurns } from "./schema.ts";
import { sessionFor } from "./who-may-open.ts";

/**
 * Closes a session: its code leads nowhere, its tablets see nothing. What was agreed and not confirmed is confirmed or
 * left unsigned, as whoever closes it says. Closing one that is closed changes nothing.
 * @throws Refusal "not-found" for whoever may not open such a session, "invalid" while it isn't said what becomes of
 *   the unconfirmed, "conflict" when somebody has agreed whom the colleague has not seen
 */
export async function closeSession(actor: Actor, sessionId: string, given: unknown): Promise<void> {
  const { organisationId, personId } = actor;
  if (!isId(sessionId)) throw notFound();
  // before the form is read: to those who may not, no form is there
  await inOrganisation(organisationId, (transaction) => sessionFor(transaction, actor, sessionId));
  const { unconfirmed, turns } = parse(closeSessionInput, given);
  const seen = parse(listOfTurns, turns ?? "");
  if (unconfirmed === "confirm") await confirmTurns(actor, sessionId, seen);
  await inOrganisation(organisationId, async (transaction) => {
    const session = await sessionFor(transaction, actor, sessionId, { lock: true });
    if (session.closedAt) return;
    const left = await transaction.sessionTurn.findMany({
      where: { organisationId, sessionId, agreedAt: { not: null }, endedAt: null, signatureId: null },
      select: { id: true },
    });
    if (left.length > 0 && !unconfirmed) {
      const message = "Choose what becomes of those who have not been confirmed";
      throw new Refusal("invalid", message, [{ field: "unconfirmed", message }]);
    }
    if (left.some(({ id }) => !seen.includes(id)))
      throw new Refusal("conflict", "Somebody else has agreed since. Look at the list again.");
    await transaction.sessionTurn.updateMany({
      where: { organisationId, sessionId, endedAt: null, signatureId: null },
      data: { endedAt: now(), endedById: personId },
    });
    await transaction.signingSession.update({
      where: { organisationId_id: { organisationId, id: sessionId } },
      data: { closedAt: now(), closedById: personId },
    });
    await transaction.directoryEntry.deleteMany({
      where: { kind: "class-code", key: session.code, organisationId, targetId: sessionId },
    });
    const agreement = await transaction.agreement.findFirst({
      where: { organisationId, seriesId: session.seriesId },
      orderBy: { createdAt: "desc" },
      select: { title: true },
    });
    await recordEvent(transaction, actor, "signing-session-closed", {
      unitId: session.unitId,
      details: { whom: sayGroup(session), agreement: agreement?.title ?? "" },
    });
  });
}
