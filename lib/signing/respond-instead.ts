import type { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { parse } from "#lib/parse.ts";
import { type Found, findObligation } from "./find-obligation.ts";
import { keepResponse, type Words } from "./keep-response.ts";
import { questionSchema, refusalSchema } from "./schema.ts";

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
  await inOrganisation(actor.organisationId, (transaction) =>
    keepResponse(transaction, actor, obligation, kind, parsed),
  );
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
