import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import type { EventKind } from "#lib/events/sentences.ts";
import { newId } from "#lib/identifiers.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";

export type ResponseKind = "question" | "refusal" | "objection" | "not-my-child";

/** What somebody writes instead of signing. `formId` is the form's own: however often it is posted, it counts once. */
export type Words = { words: string; formId: string };

const events: Record<ResponseKind, EventKind> = {
  question: "question-asked",
  refusal: "agreement-declined",
  objection: "signature-objected",
  "not-my-child": "child-disputed",
};

/** Writes a response with its event. @returns whether it was the first time that this form was posted */
export async function keepResponse(
  transaction: Transaction,
  actor: Actor,
  obligation: Obligation,
  kind: ResponseKind,
  { words, formId }: Words,
): Promise<boolean> {
  const { organisationId } = actor;
  const unitId = obligation.unitIds[0] as string;
  const { count } = await transaction.response.createMany({
    data: [
      {
        organisationId,
        id: newId(),
        kind,
        obligationId: obligation.id,
        formId,
        agreementId: obligation.agreementId,
        seriesId: obligation.seriesId,
        round: obligation.round,
        occasion: obligation.occasion,
        capacity: obligation.capacity,
        subjectId: obligation.subjectId,
        signerId: actor.personId,
        unitId,
        words,
        madeAt: now(),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await recordEvent(transaction, actor, events[kind], {
    unitId,
    personId: obligation.subjectId,
    policyId: obligation.policyId,
    versionId: obligation.versionId,
    details: { agreement: obligation.agreementTitle },
  });
  return true;
}
