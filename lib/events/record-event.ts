import type { Actor, CommandActor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { queueAsking } from "#lib/outbox.ts";
import { changesWhoIsAsked } from "./changes-who-is-asked.ts";
import type { EventKind } from "./sentences.ts";

/** What an event is about; details hold the figures and names that its sentence needs, as they were. */
export type EventSubject = {
  unitId?: string;
  personId?: string;
  policyId?: string;
  versionId?: string;
  signatureId?: string;
  onBehalfOfId?: string;
  details?: Record<string, string | number | boolean | null>;
};

/**
 * Records a fact in the transaction of the change itself: either both are kept or neither. When somebody may have to
 * be asked to sign because of it, so is the job that asks them.
 */
export async function recordEvent(
  transaction: Transaction,
  actor: Pick<Actor, "organisationId" | "personId"> | CommandActor,
  kind: EventKind,
  about: EventSubject,
): Promise<void> {
  const { details = {}, ...subject } = about;
  await transaction.event.create({
    data: {
      organisationId: actor.organisationId,
      id: newId(),
      kind,
      happenedAt: now(),
      actorId: "personId" in actor ? actor.personId : null,
      actorWords: "words" in actor ? actor.words : null,
      ...subject,
      details,
    },
  });
  if (changesWhoIsAsked.has(kind)) queueAsking(transaction, actor.organisationId);
}
