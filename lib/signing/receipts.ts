import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { receiptNumber, type SignatureRecord } from "./signature-record.ts";

/** A receipt as its holder sees it. `record` is null when personal details were erased on schedule. */
export type Receipt = {
  signatureId: string;
  number: string;
  agreementTitle: string;
  policyTitle: string;
  versionNumber: string;
  unitName: string;
  subjectName: string;
  capacity: "own" | "countersign";
  signedAt: Date;
  textHash: string;
  shownHash: string;
  recordHash: string;
  salt: string | null;
  recordText: string | null;
  record: SignatureRecord | null;
  /** The whole text as it was shown. */
  wording: string;
  voided: boolean;
};

/** The receipt of a signature the actor made, or that was made for them; anyone else's does not exist for them. */
export async function receipt(actor: Actor, signatureId: string): Promise<Receipt> {
  if (!isId(signatureId)) throw notFound();
  const { organisationId, personId } = actor;
  const row = await inOrganisation(organisationId, (transaction) =>
    transaction.signature.findUnique({
      where: { organisationId_id: { organisationId, id: signatureId } },
      include: {
        agreement: { select: { title: true } },
        version: { select: { title: true, major: true, minor: true } },
        unit: { select: { name: true } },
        wording: { select: { text: true } },
        subject: { select: { givenName: true, familyName: true, knownAs: true } },
        signatureRecord: true,
        signatureVoid: { select: { id: true } },
      },
    }),
  );
  if (!row || (row.signerId !== personId && row.subjectId !== personId)) throw notFound();
  const subject = row.subject;
  const kept = row.signatureRecord;
  return {
    signatureId: row.id,
    number: receiptNumber(row.id),
    agreementTitle: row.agreement.title,
    policyTitle: row.version.title,
    versionNumber: `${row.version.major}.${row.version.minor}`,
    unitName: row.unit.name,
    subjectName: `${subject.knownAs ?? subject.givenName} ${subject.familyName}`,
    capacity: row.capacity as Receipt["capacity"],
    signedAt: row.signedAt,
    textHash: row.textHash,
    shownHash: row.shownHash,
    recordHash: row.recordHash,
    salt: kept?.salt ?? null,
    recordText: kept?.record ?? null,
    record: kept ? (JSON.parse(kept.record) as SignatureRecord) : null,
    wording: row.wording.text,
    voided: row.signatureVoid !== null,
  };
}

export type SignedLine = {
  signatureId: string;
  agreementTitle: string;
  policyTitle: string;
  versionNumber: string;
  subjectName: string;
  capacity: "own" | "countersign";
  signedAt: Date;
};

/** Everything a person has signed, newest first, in force or not. At most 200: nobody signs more in twenty years. */
export async function whatISigned(actor: Actor): Promise<SignedLine[]> {
  const { organisationId, personId } = actor;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<SignedLine[]>`
      select s.id as "signatureId", a.title as "agreementTitle", v.title as "policyTitle",
        v.major || '.' || v.minor as "versionNumber", s.capacity, s.signed_at as "signedAt",
        concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as "subjectName"
      from signature s
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = s.agreement_id
      join policy_version v on v.organisation_id = ${organisationId}::uuid and v.id = s.version_id
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = s.subject_id
      where s.organisation_id = ${organisationId}::uuid and s.signer_id = ${personId}::uuid
        and not exists (select 1 from signature_void x where x.organisation_id = ${organisationId}::uuid and x.signature_id = s.id)
      order by s.signed_at desc, s.id desc limit 200`,
  );
}
