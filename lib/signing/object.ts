import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { parse } from "#lib/parse.ts";
import { findObligation } from "./find-obligation.ts";
import { keepResponse, type Words } from "./keep-response.ts";
import { objectionSchema } from "./schema.ts";

/**
 * Objects to another parent's or carer's signature for the same child. The signature stands, the objection is
 * recorded once, and the school is told.
 * @throws Refusal "invalid"; "conflict" when no other has signed; "not-found" for what was never theirs
 */
export async function objectToSignature(
  actor: Actor,
  obligationId: string,
  input: Words,
): Promise<{ agreementTitle: string }> {
  const parsed = parse(objectionSchema, input);
  const found = await findObligation(actor, obligationId);
  if (found.outcome !== "signed-by-another")
    throw new Refusal("conflict", "There is no signature of another parent or carer to object to.");
  await inOrganisation(actor.organisationId, (transaction) =>
    keepResponse(transaction, actor, found.obligation, "objection", parsed),
  );
  return { agreementTitle: found.obligation.agreementTitle };
}
