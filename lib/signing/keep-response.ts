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

/** What a response is about: an obligation, or what a tablet's turn or a visit knows of one. */
export type AskedAbout = Pick<
  Obligation,
  | "id"
  | "unitIds"
  | "policyId"
  | "versionId"
  | "agreementId"
  | "agreementTitle"
  | "seriesId"
  | "round"
  | "occasion"
  | "capacity"
  | "subjectId"
>;

/**
 * Writes a response with its event.
 * @param actor whoever responds, by themself or, on a shared tablet, as a colleague has confirmed
 * @returns whether it was the first time that this form was posted
 */
export async function keepResponse(
  transaction: Transaction,
  actor: Pick<Actor, "organisationId" | "personId">,
  obligation: AskedAbout,
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

/** The identifier that an obligation has wherever it is asked about, of somebody who signs for themself. */
export async function ownObligationId(
  transaction: Transaction,
  organisationId: string,
  { subjectId, seriesId, round, occasion }: Pick<AskedAbout, "subjectId" | "seriesId" | "round" | "occasion">,
): Promise<string> {
  const [row] = await transaction.$queryRaw<{ id: string }[]>`
    select obligation_id(${organisationId}::uuid, ${subjectId}::uuid, ${subjectId}::uuid, ${seriesId}::uuid,
      ${round}::int, ${occasion}, 'own') as id`;
  return row?.id as string;
}
