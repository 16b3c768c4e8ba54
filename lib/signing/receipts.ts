import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
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
  /** Whether the unit is a school, and not the organisation itself. */
  atSchool: boolean;
  subjectId: string;
  subjectName: string;
  capacity: "own" | "countersign";
  signedAt: Date;
  signedOn: Day;
  /** Paper bears a day and no time: only `signedOn` says when. */
  onPaper: boolean;
  textHash: string;
  shownHash: string;
  recordHash: string;
  salt: string | null;
  recordText: string | null;
  record: SignatureRecord | null;
  /** The whole text as it was shown. */
  wording: string;
  voided: boolean;
  /** A standard acknowledgement that the school asked for; these are not the policy's own words. */
  schoolsChoice: boolean;
};

type Row = Omit<Receipt, "number" | "record">;

/**
 * Leaves out what somebody signed for a child of whom nothing may be shown to them any more. The signature stands,
 * and the school has it.
 */
const stillTheirs = ({ organisationId, personId, today }: Actor) => Prisma.sql`
  and (s.capacity = 'own' or not exists (
    select 1 from contact c where c.organisation_id = ${organisationId}::uuid
      and c.adult_id in (s.signer_id, ${personId}::uuid)
      and (c.pupil_id = s.subject_id or c.pupil_id in (select al.person_id from person_alias al
        where al.organisation_id = ${organisationId}::uuid and al.duplicate_id = s.subject_id and al.undone_at is null)) and (c.do_not_contact or c.disputed_at is not null)
      and (c.ends_on is null or c.ends_on >= ${today}::date)))`;

/** Signed under any record that stands for the actor: both receipts of somebody with two are good. */
const signedBy = ({ organisationId, personId }: Actor) => Prisma.sql`
  (s.signer_id = ${personId}::uuid or s.signer_id in (
    select al.duplicate_id from person_alias al where al.organisation_id = ${organisationId}::uuid
      and al.person_id = ${personId}::uuid and al.undone_at is null))`;

/** The receipt of a signature the actor made; anyone else's does not exist for them. */
export async function receipt(actor: Actor, signatureId: string): Promise<Receipt> {
  if (!isId(signatureId)) throw notFound();
  const { organisationId } = actor;
  const [row] = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Row[]>`
      select s.id as "signatureId", a.title as "agreementTitle", v.title as "policyTitle",
        v.major || '.' || v.minor as "versionNumber", u.name as "unitName", u.kind = 'school' as "atSchool",
        concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as "subjectName", s.subject_id as "subjectId", s.capacity,
        s.signed_at as "signedAt",
        to_char(s.signed_on, 'YYYY-MM-DD') as "signedOn", s.method = 'paper' as "onPaper", s.text_hash as "textHash", s.shown_hash as "shownHash",
        s.record_hash as "recordHash", r.salt, r.record as "recordText", w.text as wording, x.id is not null as voided,
        a.origin = 'school-choice' as "schoolsChoice"
      from signature s
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = s.agreement_id
      join policy_version v on v.organisation_id = ${organisationId}::uuid and v.id = s.version_id
      join unit u on u.organisation_id = ${organisationId}::uuid and u.id = s.unit_id
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = s.subject_id
      join wording w on w.organisation_id = ${organisationId}::uuid and w.id = s.wording_id
      left join signature_record r on r.organisation_id = ${organisationId}::uuid and r.signature_id = s.id
      left join signature_void x on x.organisation_id = ${organisationId}::uuid and x.signature_id = s.id
      where s.organisation_id = ${organisationId}::uuid and s.id = ${signatureId}::uuid
        and ${signedBy(actor)} ${stillTheirs(actor)}`,
  );
  if (!row) throw notFound();
  return {
    ...row,
    number: receiptNumber(row.signatureId),
    record: row.recordText === null ? null : (JSON.parse(row.recordText) as SignatureRecord),
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
  signedOn: Day;
  /** Paper bears a day and no time: only `signedOn` says when. */
  onPaper: boolean;
};

/** Everything a person has signed, newest first, in force or not. At most 200: nobody signs more in twenty years. */
export async function whatISigned(actor: Actor): Promise<SignedLine[]> {
  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<SignedLine[]>`
      select s.id as "signatureId", a.title as "agreementTitle", v.title as "policyTitle",
        v.major || '.' || v.minor as "versionNumber", s.capacity, s.signed_at as "signedAt",
        to_char(s.signed_on, 'YYYY-MM-DD') as "signedOn", s.method = 'paper' as "onPaper",
        concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as "subjectName"
      from signature s
      join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = s.agreement_id
      join policy_version v on v.organisation_id = ${organisationId}::uuid and v.id = s.version_id
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = s.subject_id
      where s.organisation_id = ${organisationId}::uuid and ${signedBy(actor)}
        and not exists (select 1 from signature_void x where x.organisation_id = ${organisationId}::uuid and x.signature_id = s.id)
        ${stillTheirs(actor)}
      order by s.signed_at desc, s.id desc limit 200`,
  );
}
