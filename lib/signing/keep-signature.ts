import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import type { ReadableAgreement } from "./readable-agreement.ts";
import { commitTo } from "./signature-record.ts";

export type Signed = { signatureId: string /** false when it had been signed already */; made: boolean };

/** How somebody signed: on their own screen, with their class, on paper, in a whole-staff session, or on arrival. */
export type SigningMethod = "screen" | "class-session" | "paper" | "session" | "arrival";

export type SignatureToKeep = {
  organisation: { id: string; name: string };
  unit: { id: string; name: string };
  /** What they signed; an obligation, or what a printed form or a tablet's turn remembers of one. */
  asked: Pick<
    Obligation,
    | "policyId"
    | "policyTitle"
    | "versionId"
    | "agreementId"
    | "seriesId"
    | "round"
    | "occasion"
    | "wordingId"
    | "subjectId"
    | "subjectLegalName"
    | "capacity"
  >;
  agreement: Pick<ReadableAgreement, "title" | "number" | "textHash" | "shownHash">;
  signer: { id: string; legalName: string; printedName: string };
  answers: { label: string; value: string }[];
  helper: string | null;
  method: SigningMethod;
  browser: string | null;
  signedAt: Date;
  signedOn: Day;
  /** The colleague who recorded or confirmed it; null for who signed on a screen of their own. */
  recorded: { id: string; legalName: string } | null;
  /** Whether the worker sends the receipt to the signer's address. */
  receipt: boolean;
};

/**
 * Writes a signature with its record and its event, once: whoever comes second, also at the same moment, gets the
 * first one's signature back. Whether this person may sign this now is for the caller to have found out.
 * @param transaction for what must be kept with it or not at all; a statement of its own otherwise
 */
export async function keepSignature(
  { organisation, unit, asked, agreement, signer, recorded, ...how }: SignatureToKeep,
  transaction?: Transaction,
): Promise<Signed> {
  const id = newId();
  const commitment = commitTo({
    format: "countersign-signature-1",
    signature: id,
    organisation: { id: organisation.id, name: organisation.name },
    unit: { id: unit.id, name: unit.name },
    policy: { id: asked.policyId, title: asked.policyTitle },
    version: { id: asked.versionId, number: agreement.number },
    agreement: {
      id: asked.agreementId,
      title: agreement.title,
      round: asked.round,
      occasion: asked.occasion,
    },
    wording: { textHash: agreement.textHash, shownHash: agreement.shownHash },
    signer: { id: signer.id, name: signer.legalName, printedName: signer.printedName },
    subject: { id: asked.subjectId, name: asked.subjectLegalName },
    capacity: asked.capacity,
    answers: how.answers,
    helper: how.helper,
    recordedBy: recorded && { id: recorded.id, name: recorded.legalName },
    method: how.method,
    browser: how.browser?.slice(0, 300) ?? null,
    signedAt: how.signedAt.toISOString(),
    signedOn: how.signedOn,
  });
  const rows = await (transaction ?? database()).$queryRaw<Signed[]>`
    select signature_id as "signatureId", made from sign_agreement(
      ${organisation.id}::uuid, ${id}::uuid, ${asked.agreementId}::uuid, ${asked.policyId}::uuid,
      ${asked.versionId}::uuid, ${asked.seriesId}::uuid, ${asked.round}::int, ${asked.occasion},
      ${asked.wordingId}::uuid, ${unit.id}::uuid, ${asked.subjectId}::uuid, ${signer.id}::uuid,
      ${asked.capacity}, ${dayToDate(how.signedOn)}::date, ${how.signedAt}::timestamptz, ${how.method},
      ${recorded?.id ?? null}::uuid, ${agreement.textHash}, ${agreement.shownHash}, ${commitment.recordHash},
      ${commitment.salt}, ${commitment.record}, ${newId()}::uuid, ${recorded ? now() : how.signedAt}::timestamptz,
      ${how.receipt})`;
  const signed = rows[0];
  if (!signed) throw new Error(`signature ${id} was neither made nor found`);
  return signed;
}
