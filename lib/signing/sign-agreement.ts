import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayOf } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { parse } from "#lib/parse.ts";
import { findObligation } from "./find-obligation.ts";
import { keepSignature, type SignatureToKeep, type Signed } from "./keep-signature.ts";
import { keepTheOne, oneSuffices, signedByAnother } from "./one-suffices.ts";
import { type ReadableAgreement, readableAgreement } from "./readable-agreement.ts";
import { type SignInput, signSchema } from "./schema.ts";

/** The signer with the names that the record keeps as they are now; an Actor is one. */
export type Signatory = {
  organisationId: string;
  organisation: { name: string; timeZone: string };
  personId: string;
  legalName: string;
  today: Day;
  memberships: { role: string; unitId: string; unitName: string }[];
};

/**
 * Signs an agreement for the person themself, or for a pupil as their parent or carer. Signing what is signed gives
 * the first signature back, also when two requests race. `options.at` dates demonstration signatures; people sign now.
 *
 * Throws a Refusal: `invalid` with a problem per field, `superseded` when the text shown is no longer the text in
 * force, `waiting-for-pupil`, `no-longer-needed`, or `not-found` for what was never theirs to sign.
 */
export async function signAgreement(
  signatory: Signatory,
  obligationId: string,
  input: SignInput,
  circumstances: { browser: string | null; at?: Date } = { browser: null },
): Promise<Signed> {
  const at = circumstances.at ?? now();
  const today = circumstances.at ? dayOf(at, signatory.organisation.timeZone) : signatory.today;
  const { organisationId, personId } = signatory;
  const found = await findObligation({ organisationId, personId, today }, obligationId);
  switch (found.outcome) {
    case "signed":
      return { signatureId: found.signatureId, made: false };
    case "signed-by-another":
      throw signedByAnother();
    case "waiting-for-pupil":
      throw new Refusal("waiting-for-pupil", `${found.obligation.subjectName} needs to sign first.`);
    case "superseded":
      throw new Refusal("superseded", "A new version came into force while you were reading.");
    case "of-age":
      throw new Refusal("no-longer-needed", `${found.subjectName} signs alone from the age of ${found.age}.`);
    case "no-longer-needed":
      throw new Refusal("no-longer-needed", "You no longer need to sign this.");
  }
  const { obligation } = found;
  const agreement = await readableAgreement(organisationId, obligation.agreementId, obligation.wordingId);
  const fields = fieldsFor(agreement, obligation.capacity);
  const parsed = parse(signSchema(fields), input);
  if (parsed.wordingId !== obligation.wordingId)
    throw new Refusal("superseded", "The wording changed while you were reading.");

  const unit = unitOf(signatory, obligation);
  const signature: SignatureToKeep = {
    organisation: { id: organisationId, name: signatory.organisation.name },
    unit: unit.name === null ? await nameUnit(organisationId, unit.id) : { id: unit.id, name: unit.name },
    asked: obligation,
    agreement,
    signer: { id: personId, legalName: signatory.legalName, printedName: parsed.printedName },
    answers: answersInOrder(fields, parsed.answers),
    helper: parsed.helper || null,
    method: "screen",
    browser: circumstances.browser,
    signedAt: at,
    signedOn: today,
    recorded: null,
    // Staff find theirs whenever they sign in; others may never come back.
    receipt: !circumstances.at && (obligation.capacity === "countersign" || !isStaff(signatory)),
  };
  return oneSuffices(obligation) ? keepTheOne(signature) : keepSignature(signature);
}

const isStaff = ({ memberships }: Signatory) => memberships.some(({ role }) => role === "staff");

/** The fields that this signer fills in: a pupil's form has a part for the parent or carer. */
export const fieldsFor = (agreement: ReadableAgreement, capacity: Obligation["capacity"]) =>
  agreement.fields.filter((field) => field.by === (capacity === "own" ? "signatory" : "parent"));

/** The school that a signature names: the signer's own where several bind, else the first that does. */
function unitOf(signatory: Signatory, obligation: Obligation): { id: string; name: string | null } {
  const own = signatory.memberships.find((membership) => obligation.unitIds.includes(membership.unitId));
  if (obligation.capacity === "own" && own) return { id: own.unitId, name: own.unitName };
  return { id: obligation.unitIds[0] as string, name: null };
}

/** A pupil's school, which their parent has no membership of to name it. */
export async function nameUnit(organisationId: string, id: string): Promise<{ id: string; name: string }> {
  const unit = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id } },
      select: { name: true },
    }),
  );
  return { id, name: unit.name };
}

/** What was typed, under the agreement's labels and in its order. */
export const answersInOrder = (fields: { name: string; label: string }[], answers: Record<string, unknown>) =>
  fields
    .filter((field) => field.name in answers)
    .map((field) => ({ label: field.label, value: String(answers[field.name]) }));
