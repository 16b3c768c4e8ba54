import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { askedAt } from "./asked-at.ts";
import { readFormCode, sayFormCode } from "./form-code.ts";
import type { SignatureToKeep } from "./keep-signature.ts";
import { type ReadableAgreement, readableAgreement } from "./readable-agreement.ts";

/** How the paper is known: the code on a form of ours, or a row of who has not signed. */
export type WhichPaper = { code: string } | { personId: string; seriesId: string };

/** Somebody whose signature may be on the paper. */
export type PaperSigner = {
  id: string;
  name: string;
  legalName: string;
  capacity: "own" | "countersign";
  /** What a parent or carer is to the pupil; null for the person themself. */
  relationship: string | null;
};

export type PaperToRecord = {
  form: { id: string; code: string; printedAt: Date } | null;
  unit: { id: string; name: string };
  /** What was asked when the form was printed, or is asked today. */
  asked: Omit<SignatureToKeep["asked"], "capacity">;
  subjectName: string;
  agreement: ReadableAgreement;
  /** The first day on which anybody could have signed this wording. */
  wordingSince: Day;
  signers: PaperSigner[];
};

type Known = {
  subjectId: string;
  agreementId: string;
  wordingId: string;
  seriesId: string;
  round: number;
  occasion: string;
  form: PaperToRecord["form"];
};

const noSuchForm = () => {
  const message = "No form of this school has that code. Look at the paper again";
  return new Refusal("conflict", `${message}.`, [{ field: "code", message }]);
};

/**
 * What there is to record from a paper: the agreement in the wording that stands on it, and whose signature it may
 * bear.
 * @throws Refusal "conflict" about the field `code` for a code of no form here; "no-longer-needed" when nothing is
 * asked of that person; "not-found" without `signatures:record` there
 */
export async function paperToRecord(actor: Actor, unitId: string, which: WhichPaper): Promise<PaperToRecord> {
  demand(actor, "signatures:record", unitId);
  const { organisationId } = actor;
  const { known, details } = await inOrganisation(organisationId, async (transaction) => {
    const found =
      "code" in which
        ? await byCode(transaction, actor, unitId, which.code)
        : await byRow(transaction, actor, unitId, which);
    return { known: found, details: await detailsOf(transaction, actor, unitId, found) };
  });
  const { agreementId, wordingId, seriesId, round, occasion, form } = known;
  return {
    form,
    unit: { id: unitId, name: details.unitName },
    asked: {
      policyId: details.policyId,
      policyTitle: details.policyTitle,
      versionId: details.versionId,
      agreementId,
      seriesId,
      round,
      occasion,
      wordingId,
      subjectId: details.subjectId,
      subjectLegalName: details.subjectLegalName,
    },
    subjectName: details.subjectName,
    agreement: await readableAgreement(organisationId, agreementId, wordingId),
    wordingSince: dateToDay(details.since),
    signers: details.signers,
  };
}

async function byCode(transaction: Transaction, actor: Actor, unitId: string, typed: string): Promise<Known> {
  const code = readFormCode(typed);
  const row =
    code &&
    (await transaction.printedForm.findUnique({
      where: { organisationId_code: { organisationId: actor.organisationId, code } },
    }));
  if (!row || row.unitId !== unitId) throw noSuchForm();
  const { id, printedAt, subjectId, agreementId, wordingId, seriesId, round, occasion } = row;
  const form = { id, code: sayFormCode(row.code), printedAt };
  return { form, subjectId, agreementId, wordingId, seriesId, round, occasion };
}

async function byRow(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
  row: { personId: string; seriesId: string },
): Promise<Known> {
  if (!isId(row.personId) || !isId(row.seriesId)) throw notFound();
  const [asked] = await askedAt(transaction, actor, unitId, [row]);
  if (asked) return { ...asked, form: null };
  // what is asked of nobody here is not there; of somebody who has left it is no longer needed
  const member = await transaction.membership.findFirst({
    where: { organisationId: actor.organisationId, personId: row.personId, unitId },
    select: { id: true },
  });
  if (!member) throw notFound();
  throw new Refusal("no-longer-needed", "Nothing is asked of them under this agreement any more.");
}

type Details = {
  subjectId: string;
  policyId: string;
  policyTitle: string;
  versionId: string;
  unitName: string;
  subjectName: string;
  subjectLegalName: string;
  since: Date;
  signers: PaperSigner[];
};

/** Contacts may have ended since the paper was signed; whether one could sign on its day, recording it finds out. */
async function detailsOf(
  transaction: Transaction,
  { organisationId, today }: Actor,
  unitId: string,
  { subjectId, agreementId, wordingId, form }: Known,
): Promise<Details> {
  const rows = await transaction.$queryRaw<Details[]>`
    select p.id as "subjectId", pol.id as "policyId", pol.title as "policyTitle", v.id as "versionId", u.name as "unitName",
      concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as "subjectName",
      concat_ws(' ', p.given_name, p.family_name) as "subjectLegalName",
      coalesce(
        (select min(b.starts_on) from binding b where b.organisation_id = ${organisationId}::uuid
          and b.unit_id = u.id and b.agreement_id = ag.id and b.wording_id = ${wordingId}::uuid),
        (select min(b.starts_on) from binding b where b.organisation_id = ${organisationId}::uuid and b.agreement_id = ag.id),
        ${form?.printedAt ?? new Date(`${today}T00:00:00Z`)}::date) as since,
      case when exists (select 1 from audience x where x.organisation_id = ${organisationId}::uuid
          and x.agreement_id = ag.id and x.requirement <> 'no') or ag.countersign = 'none'
        then jsonb_build_array(jsonb_build_object('id', p.id, 'capacity', 'own', 'relationship', null,
          'name', concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name),
          'legalName', concat_ws(' ', p.given_name, p.family_name)))
        else '[]'::jsonb end
      || coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'capacity', 'countersign', 'relationship', s.relationship,
          'name', s.name, 'legalName', s.legal_name) order by s.position, s.name)
        from (
          select distinct on (a.id) a.id, c.relationship, c.position,
            concat_ws(' ', coalesce(a.known_as, a.given_name), a.family_name) as name,
            concat_ws(' ', a.given_name, a.family_name) as legal_name
          from contact c join person a on a.organisation_id = ${organisationId}::uuid and a.id = c.adult_id
          where ag.countersign <> 'none' and c.organisation_id = ${organisationId}::uuid and c.pupil_id = p.id
            and c.may_sign and not c.do_not_contact and c.disputed_at is null and c.starts_on <= ${today}::date
            and (c.ends_on is null or c.ends_on >= ${today}::date - 366)
          order by a.id, c.ends_on desc nulls first
        ) s), '[]'::jsonb) as signers
    from agreement ag
    join policy_version v on v.organisation_id = ${organisationId}::uuid and v.id = ag.version_id
    join policy pol on pol.organisation_id = ${organisationId}::uuid and pol.id = v.policy_id
    join unit u on u.organisation_id = ${organisationId}::uuid and u.id = ${unitId}::uuid
    -- a form that was printed for a record which is another one's now
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = coalesce(
      (select al.person_id from person_alias al where al.organisation_id = ${organisationId}::uuid
        and al.duplicate_id = ${subjectId}::uuid and al.undone_at is null), ${subjectId}::uuid)
    where ag.organisation_id = ${organisationId}::uuid and ag.id = ${agreementId}::uuid`;
  const [details] = rows;
  if (!details) throw notFound();
  return details;
}
