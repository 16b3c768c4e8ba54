import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import type { RowKey } from "#lib/obligations/selected-rows.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { type AskedAt, askedAt } from "./asked-at.ts";
import { newFormCode } from "./form-code.ts";
import { type ReadableAgreement, readableAgreement } from "./readable-agreement.ts";

/** Forms that were printed by one press of a button: who pressed it and when. */
export type Printing = { by: string; at: string };

/**
 * Makes a form for each row that is not signed, with a code that leads back to the wording on it.
 * @returns how to find them again, and how many rows needed none because they had been signed meanwhile
 * @throws Refusal "not-found" without `signatures:record` there; "conflict" when there is nothing left to print
 */
export async function printForms(
  actor: Actor,
  unitId: string,
  rows: RowKey[],
): Promise<Printing & { made: number; signed: number }> {
  demand(actor, "signatures:record", unitId);
  const { organisationId, personId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const open = (await askedAt(transaction, actor, unitId, rows)).filter(
        ({ ownMissing, parentMissing }) => ownMissing || parentMissing,
      );
      const made = await insertForms(transaction, actor, unitId, open);
      if (made.count === 0)
        throw new Refusal("conflict", "Nothing is left to print.", [
          { field: "all-page", message: "Everything that was selected is signed, or no longer asked for" },
        ]);
      await recordEvent(transaction, actor, "forms-printed", { unitId, details: { count: made.count } });
      return {
        by: personId,
        at: made.at.toISOString(),
        made: made.count,
        signed: rows.length - open.length,
      };
    },
    { timeoutMs: 60_000 },
  );
}

async function insertForms(transaction: Transaction, actor: Actor, unitId: string, open: AskedAt[]) {
  const { organisationId, personId } = actor;
  const at = now();
  const codes = await freshCodes(transaction, organisationId, open.length);
  // whose name is on the form: the person's own, or for a pupil who has signed the first who may sign for them
  const { count } = { count: open.length };
  if (count > 0)
    await transaction.$executeRaw`
      insert into printed_form (organisation_id, id, code, unit_id, signer_id, subject_id, capacity, obligation_id,
        agreement_id, wording_id, series_id, round, occasion, printed_by_id, printed_at)
      select ${organisationId}::uuid, f.id, f.code, ${unitId}::uuid, w.signer_id, f.subject_id, w.capacity,
        obligation_id(${organisationId}::uuid, w.signer_id, f.subject_id, f.series_id, f.round, f.occasion, w.capacity),
        f.agreement_id, f.wording_id, f.series_id, f.round, f.occasion, ${personId}::uuid, ${at}
      from unnest(${open.map(() => newId())}::uuid[], ${codes}::text[], ${open.map((one) => one.subjectId)}::uuid[],
        ${open.map((one) => one.agreementId)}::uuid[], ${open.map((one) => one.wordingId)}::uuid[],
        ${open.map((one) => one.seriesId)}::uuid[], ${open.map((one) => one.round)}::int[],
        ${open.map((one) => one.occasion)}::text[], ${open.map((one) => one.ownMissing)}::boolean[])
        as f (id, code, subject_id, agreement_id, wording_id, series_id, round, occasion, own)
      left join lateral (
        select c.adult_id from contact c
        where c.organisation_id = ${organisationId}::uuid and c.pupil_id = f.subject_id and c.may_sign
          and not c.do_not_contact and c.disputed_at is null and c.starts_on <= ${actor.today}::date
          and (c.ends_on is null or c.ends_on >= ${actor.today}::date)
        order by c.position, c.id limit 1
      ) parent on not f.own
      cross join lateral (
        select coalesce(parent.adult_id, f.subject_id) as signer_id,
          case when f.own then 'own' else 'countersign' end as capacity
      ) w`;
  return { at, count };
}

async function freshCodes(
  transaction: Transaction,
  organisationId: string,
  count: number,
): Promise<string[]> {
  const codes = new Set<string>();
  while (codes.size < count) {
    const wanted = Array.from({ length: count - codes.size }, newFormCode);
    const taken = await transaction.printedForm.findMany({
      where: { organisationId, code: { in: wanted } },
      select: { code: true },
    });
    const gone = new Set(taken.map(({ code }) => code));
    for (const code of wanted) if (!gone.has(code)) codes.add(code);
  }
  return [...codes];
}

/** One form as it is printed. */
export type FormToPrint = {
  id: string;
  code: string;
  /** The name they are known by and the legal name of whom the agreement is about. */
  name: string;
  legalName: string;
  classes: string[];
  capacity: "own" | "countersign";
  /** Whether a parent or carer signs on the same paper. */
  withParent: boolean;
  agreement: ReadableAgreement;
  /** The policy's short name, under which its text is published. */
  policySlug: string;
};

export const formsOnPage = 200;

type Row = Omit<FormToPrint, "agreement"> & { agreementId: string; wordingId: string; total: number };

/**
 * The forms of one printing at a school, in the order of names, at most 200 at a time.
 * @throws Refusal "not-found" without `signatures:record` there, and when nothing was printed
 */
export async function formsOfPrinting(
  actor: Actor,
  unitId: string,
  { by, at }: Printing,
  from = 0,
): Promise<{ forms: FormToPrint[]; total: number; at: Date }> {
  demand(actor, "signatures:record", unitId);
  const moment = new Date(at);
  if (!isId(by) || Number.isNaN(moment.getTime())) throw notFound();
  const { organisationId } = actor;
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Row[]>`
      select f.id, f.code, f.capacity, f.agreement_id as "agreementId", f.wording_id as "wordingId",
        concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
        concat_ws(' ', p.given_name, p.family_name) as "legalName",
        coalesce(k.names, '{}') as classes, pol.slug as "policySlug",
        (f.capacity = 'countersign' or ag.countersign <> 'none' and exists (
          select 1 from membership m where m.organisation_id = ${organisationId}::uuid and m.person_id = f.subject_id
            and m.role = 'pupil')) as "withParent",
        count(*) over ()::int as total
      from printed_form f
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = f.subject_id
      join agreement ag on ag.organisation_id = ${organisationId}::uuid and ag.id = f.agreement_id
      join series se on se.organisation_id = ${organisationId}::uuid and se.id = f.series_id
      join policy pol on pol.organisation_id = ${organisationId}::uuid and pol.id = se.policy_id
      left join lateral (
        select array_agg(distinct g.name order by g.name) as names from class_membership m
        join class_group g on g.organisation_id = ${organisationId}::uuid and g.id = m.class_group_id and g.unit_id = ${unitId}::uuid
        where m.organisation_id = ${organisationId}::uuid and m.person_id = f.subject_id and m.part = 'pupil'
          and m.starts_on <= ${actor.today}::date and (m.ends_on is null or m.ends_on >= ${actor.today}::date)
      ) k on true
      where f.organisation_id = ${organisationId}::uuid and f.unit_id = ${unitId}::uuid
        and f.printed_by_id = ${by}::uuid and f.printed_at = ${moment}
      order by p.sort_name, p.id, f.series_id offset ${from}::int limit ${formsOnPage}::int`,
  );
  const [first] = rows;
  if (!first) throw notFound();
  const forms: FormToPrint[] = [];
  for (const { agreementId, wordingId, total: _, ...row } of rows)
    forms.push({ ...row, agreement: await readableAgreement(organisationId, agreementId, wordingId) });
  return { forms, total: first.total, at: moment };
}
