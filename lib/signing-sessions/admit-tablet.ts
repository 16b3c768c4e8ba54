import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { stateOf } from "./find-tablet.ts";
import { sayGroup } from "./say-group.ts";
import { sessionFor } from "./who-may-open.ts";

/**
 * Lets a tablet into its session, where it sees the names. Letting in one that is in changes nothing.
 * @throws Refusal "not-found" for whoever may not open such a session, "conflict" for a session that is over or a
 *   tablet that was turned away
 */
export async function admitTablet(actor: Actor, tabletId: string): Promise<void> {
  const { organisationId, personId } = actor;
  if (!isId(tabletId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const tablet = await transaction.sessionTablet.findUnique({
      where: { organisationId_id: { organisationId, id: tabletId } },
      select: { sessionId: true, name: true },
    });
    if (!tablet) throw notFound();
    const session = await sessionFor(transaction, actor, tablet.sessionId);
    const classYear = session.classGroup?.academicYear ?? null;
    if (stateOf({ ...session, classYear }, actor.today) !== "open")
      throw new Refusal("conflict", "This session is over. Open another one.");
    const { count } = await transaction.sessionTablet.updateMany({
      where: { organisationId, id: tabletId, admittedAt: null, turnedAwayAt: null },
      data: { admittedAt: now(), admittedById: personId },
    });
    if (count === 0) {
      const turnedAway = await transaction.sessionTablet.count({
        where: { organisationId, id: tabletId, turnedAwayAt: { not: null } },
      });
      if (turnedAway)
        throw new Refusal("conflict", "That tablet was turned away. Type the code on it again.");
      return;
    }
    await recordEvent(transaction, actor, "tablet-admitted", {
      unitId: session.unitId,
      details: { tablet: tablet.name, whom: sayGroup(session) },
    });
  });
}

/**
 * Turns tablets of a session away, also ones that were let in; whoever was in the middle of their turn on one gets
 * their name back. What was agreed on it stays, to be confirmed or undone.
 * @param tabletIds one, or all that ask
 * @throws Refusal "not-found" for whoever may not open such a session
 */
export async function turnTabletsAway(actor: Actor, sessionId: string, tabletIds: string[]): Promise<void> {
  const { organisationId } = actor;
  if (!isId(sessionId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    await sessionFor(transaction, actor, sessionId);
    const ids = tabletIds.filter(isId);
    await transaction.sessionTablet.updateMany({
      where: { organisationId, sessionId, id: { in: ids }, turnedAwayAt: null },
      data: { turnedAwayAt: now() },
    });
    await transaction.sessionTurn.updateMany({
      where: { organisationId, sessionId, tabletId: { in: ids }, agreedAt: null, endedAt: null },
      data: { endedAt: now(), endedById: actor.personId },
    });
  });
}
