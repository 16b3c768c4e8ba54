import { now } from "#lib/clock.ts";
import { hotRows } from "#lib/database/client.ts";
import { beforeCommit, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
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
  agreement: Pick<ReadableAgreement, "title" | "number" | "textHash" | "shownHash" | "addedForParent">;
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

const made = `sign_agreement(
    $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7::int, $8, $9::uuid, $10::uuid, $11::uuid, $12::uuid,
    $13, $14::date, $15::timestamptz, $16, $17::uuid, $18, $19, $20, $21, $22, $23::uuid, $24::timestamptz, $25::boolean)`;

const statement = `select signature_id as "signatureId", made from ${made}`;

/** The same with what a pupil's own signature brings: it may be their parents' turn. */
const statementAlone = `
  select signature_id as "signatureId", made,
    case when made and $13 = 'own' then ask_parents_next($1::uuid, $3::uuid, $10::uuid, $11::uuid)::text end as asking
  from ${made}`;

/**
 * Writes a signature with its record and its event, once: whoever comes second, also at the same moment, gets the
 * first one's signature back. A pupil's own queues asking the parents and carers whose turn it brings. Whether this
 * person may sign this now is for the caller to have found out.
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
    wording: {
      textHash: agreement.textHash,
      shownHash: agreement.shownHash,
      ...(asked.capacity === "countersign" && agreement.addedForParent
        ? { added: agreement.addedForParent }
        : {}),
    },
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
  const values = [
    organisation.id,
    id,
    asked.agreementId,
    asked.policyId,
    asked.versionId,
    asked.seriesId,
    asked.round,
    asked.occasion,
    asked.wordingId,
    unit.id,
    asked.subjectId,
    signer.id,
    asked.capacity,
    how.signedOn,
    how.signedAt.toISOString(),
    how.method,
    recorded?.id ?? null,
    agreement.textHash,
    agreement.shownHash,
    commitment.recordHash,
    commitment.salt,
    commitment.record,
    newId(),
    (recorded ? now() : how.signedAt).toISOString(),
    how.receipt,
  ];
  const [signed] = transaction
    ? await transaction.$queryRawUnsafe<Signed[]>(statement, ...values)
    : await hotRows<Signed>(statementAlone, values);
  if (!signed) throw new Error(`signature ${id} was neither made nor found`);
  if (transaction && signed.made && asked.capacity === "own")
    askParentsNext(transaction, organisation.id, unit.id, asked);
  return { signatureId: signed.signatureId, made: signed.made };
}

/** Last of all, because everybody who signs at the school at this moment waits for that row. */
function askParentsNext(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  { agreementId, subjectId }: SignatureToKeep["asked"],
): void {
  beforeCommit(
    transaction,
    `ask parents of ${subjectId} for ${agreementId}`,
    () => transaction.$executeRaw`
      select ask_parents_next(${organisationId}::uuid, ${agreementId}::uuid, ${unitId}::uuid, ${subjectId}::uuid)`,
  );
}
