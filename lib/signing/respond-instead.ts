import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Found, findObligation } from "./find-obligation.ts";
import { questionSchema, refusalSchema } from "./schema.ts";

type Words = { words: string; formId: string };

/** Asks a question instead of signing. Asking is not declining; it opens the gate, and the school is told. */
export const askQuestion = (actor: Actor, obligationId: string, input: Words) =>
  respond(actor, obligationId, "question", questionSchema, input);

/** Declines to agree. The policy applies all the same; it opens the gate, and the school is told. */
export const declineAgreement = (actor: Actor, obligationId: string, input: Words) =>
  respond(actor, obligationId, "refusal", refusalSchema, input);

/**
 * Records a response once, however often its form is posted (`formId` is the form's own). Throws a Refusal
 * `invalid`, `conflict` when it has been signed meanwhile, `superseded`, `no-longer-needed` or `not-found`.
 */
async function respond(
  actor: Actor,
  obligationId: string,
  kind: "question" | "refusal",
  schema: z.ZodType<Words>,
  input: Words,
): Promise<{ agreementTitle: string }> {
  const parsed = parse(schema, input);
  const obligation = openObligation(await findObligation(actor, obligationId));
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const { count } = await transaction.response.createMany({
      data: [
        {
          organisationId,
          id: newId(),
          kind,
          obligationId,
          formId: parsed.formId,
          agreementId: obligation.agreementId,
          seriesId: obligation.seriesId,
          round: obligation.round,
          occasion: obligation.occasion,
          capacity: obligation.capacity,
          subjectId: obligation.subjectId,
          signerId: actor.personId,
          unitId: obligation.unitIds[0] as string,
          words: parsed.words,
          madeAt: now(),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await recordEvent(transaction, actor, kind === "question" ? "question-asked" : "agreement-declined", {
      unitId: obligation.unitIds[0],
      personId: obligation.subjectId,
      policyId: obligation.policyId,
      versionId: obligation.versionId,
      details: { agreement: obligation.agreementTitle },
    });
  });
  return { agreementTitle: obligation.agreementTitle };
}

function openObligation(found: Found) {
  switch (found.outcome) {
    case "to-sign":
    case "waiting-for-pupil":
      return found.obligation;
    case "signed":
      throw new Refusal("conflict", "You have signed this agreement already.");
    case "superseded":
      throw new Refusal("superseded", "A new version came into force while you were reading.");
    default:
      throw new Refusal("no-longer-needed", "You no longer need to sign this.");
  }
}
