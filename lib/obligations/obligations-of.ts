import { hotRows } from "#lib/database/client.ts";
import type { Day } from "#lib/dates.ts";

/** One thing a person is asked to sign, or has signed, on a day. Derived; its identifier is computed from its parts. */
export type Obligation = {
  id: string;
  /** For oneself, or as a parent or carer for a pupil. */
  capacity: "own" | "countersign";
  subjectId: string;
  /** The name they are known by, and their legal name. */
  subjectName: string;
  subjectLegalName: string;
  policyId: string;
  policyTitle: string;
  versionId: string;
  major: number;
  minor: number;
  agreementId: string;
  agreementTitle: string;
  seriesId: string;
  round: number;
  occasion: string;
  wordingId: string;
  /** The schools (or the organisation) whose membership binds; one signature serves all. */
  unitIds: string[];
  requirement: "must" | "may" | "no";
  countersign: "none" | "one" | "all";
  startsOn: Date;
  dueOn: Date;
  /** Whether this person signed an earlier version of the same agreement. */
  signedBefore: boolean;
  signatureId: string | null;
  signerId: string | null;
  signedAt: Date | null;
  responseKind: "question" | "refusal" | "objection" | "not-my-child" | null;
  waitingForPupil: boolean;
  /** Whether it comes before every other page. */
  closes: boolean;
};

const statement = `
  select obligation_id as id, capacity, subject_id as "subjectId", subject_name as "subjectName", subject_legal_name as "subjectLegalName",
    policy_id as "policyId", policy_title as "policyTitle", version_id as "versionId", major, minor,
    agreement_id as "agreementId", agreement_title as "agreementTitle", series_id as "seriesId", round, occasion,
    wording_id as "wordingId", unit_ids as "unitIds", requirement, countersign, starts_on as "startsOn",
    due_on as "dueOn", signed_before as "signedBefore", signature_id as "signatureId", signer_id as "signerId",
    signed_at as "signedAt", response_kind as "responseKind", waiting_for_pupil as "waitingForPupil", closes
  from gate($1::uuid, $2::uuid, $3::date)`;

/** Everything a person is asked on a day, unsigned first, in the order in which it is due. One statement. */
export async function obligationsOf(
  organisationId: string,
  personId: string,
  day: Day,
): Promise<Obligation[]> {
  return hotRows(statement, [organisationId, personId, day]);
}
