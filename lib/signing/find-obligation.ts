import type { Transaction } from "#lib/database/transaction.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { recordsOf } from "#lib/people/records-of.ts";

/** Who signs: the part of an actor that signing needs. */
export type Signer = { organisationId: string; personId: string; today: Day };

/** What a link to an obligation leads to today; each has its page. */
export type Found =
  | { outcome: "to-sign"; obligation: Obligation }
  | { outcome: "waiting-for-pupil"; obligation: Obligation }
  | { outcome: "signed"; signatureId: string }
  | { outcome: "signed-by-another"; obligation: Obligation }
  | { outcome: "superseded"; now: Obligation }
  /** The pupil has reached the age from which they sign alone. */
  | { outcome: "of-age"; subjectName: string; age: number }
  /** `forPupil`: it was asked of them as a parent or carer. Why it is not any more, no page says. */
  | { outcome: "no-longer-needed"; forPupil: boolean };

/**
 * Finds the obligation behind a link for one person. A link keeps its meaning after it was signed, after a new
 * version asked again, and after the person left. Throws not-found for anything that was never theirs.
 */
export async function findObligation(signer: Signer, obligationId: string): Promise<Found> {
  if (!isId(obligationId)) throw notFound();
  const current = await obligationsOf(signer.organisationId, signer.personId, signer.today);
  const obligation = current.find((one) => one.id === obligationId);
  if (obligation) return outcomeFor(signer, obligation);
  return inOrganisation(signer.organisationId, async (transaction) => {
    const records = await recordsOf(transaction, signer.organisationId, signer.personId);
    const signatureId = await signedUnder(transaction, signer, records, obligationId);
    if (signatureId) return { outcome: "signed", signatureId };
    const earlier = await askedEarlier(transaction, signer, records, obligationId);
    if (!earlier) throw notFound();
    const now = current.find(
      (one) =>
        one.seriesId === earlier.seriesId &&
        one.subjectId === earlier.subjectId &&
        one.capacity === earlier.capacity,
    );
    // a link that was made for another record of the same person, or of the same pupil, leads to what it is now
    if (now && now.round === earlier.round && now.occasion === earlier.occasion)
      return outcomeOf(records, now);
    if (now) return { outcome: "superseded", now };
    const forPupil = earlier.capacity === "countersign";
    const grown = forPupil ? await grownUp(transaction, signer, earlier) : null;
    return grown ? { outcome: "of-age", ...grown } : { outcome: "no-longer-needed", forPupil };
  });
}

/** What is signed may have been signed under another record of theirs. */
async function outcomeFor(signer: Signer, obligation: Obligation): Promise<Found> {
  const { organisationId, personId } = signer;
  const byAnother = obligation.signatureId && obligation.signerId !== personId;
  const records = byAnother
    ? await inOrganisation(organisationId, (transaction) => recordsOf(transaction, organisationId, personId))
    : [personId];
  return outcomeOf(records, obligation);
}

function outcomeOf(records: string[], obligation: Obligation): Found {
  if (obligation.signatureId)
    return obligation.capacity === "own" || records.includes(obligation.signerId ?? "")
      ? { outcome: "signed", signatureId: obligation.signatureId }
      : { outcome: "signed-by-another", obligation };
  return { outcome: obligation.waitingForPupil ? "waiting-for-pupil" : "to-sign", obligation };
}

async function signedUnder(
  transaction: Transaction,
  { organisationId }: Signer,
  records: string[],
  obligationId: string,
): Promise<string | null> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    select s.id from signature s
    where s.organisation_id = ${organisationId}::uuid and s.signer_id = any (${records}::uuid[])
      and obligation_id(s.organisation_id, s.signer_id, s.subject_id, s.series_id, s.round, s.occasion, s.capacity) = ${obligationId}::uuid
    limit 1`;
  return rows[0]?.id ?? null;
}

/** The pupil's name and the age, when all that keeps a parent or carer from being asked is how old the pupil is now. */
async function grownUp(
  transaction: Transaction,
  { organisationId, personId, today }: Signer,
  { subjectId, seriesId }: { subjectId: string; seriesId: string },
): Promise<{ subjectName: string; age: number } | null> {
  const rows = await transaction.$queryRaw<{ subjectName: string; age: number }[]>`
    select concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as "subjectName", b.countersign_until as age
    from contact c
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = c.pupil_id
    join membership m on m.organisation_id = ${organisationId}::uuid and m.person_id = c.pupil_id and m.role = 'pupil'
      and (m.ends_on is null or m.ends_on >= ${today}::date)
    join binding b on b.organisation_id = ${organisationId}::uuid and b.unit_id = m.unit_id and b.role = 'pupil'
      and b.series_id = ${seriesId}::uuid and b.countersign <> 'none'
      and b.starts_on <= ${today}::date and (b.ends_on is null or b.ends_on >= ${today}::date)
    where c.organisation_id = ${organisationId}::uuid and c.adult_id = ${personId}::uuid and c.pupil_id = ${subjectId}::uuid
      and c.may_sign and not c.do_not_contact and c.disputed_at is null and not c.acts_for_adult
      and c.starts_on <= ${today}::date and (c.ends_on is null or c.ends_on >= ${today}::date)
      and (p.born_on + make_interval(years => b.countersign_until))::date <= ${today}::date
    limit 1`;
  return rows[0] ?? null;
}

type Earlier = { seriesId: string; subjectId: string; capacity: string; round: number; occasion: string };

/** Whether this was ever asked of the person: through any membership or contact, of any round, on any day. */
async function askedEarlier(
  transaction: Transaction,
  { organisationId, personId }: Signer,
  records: string[],
  obligationId: string,
): Promise<Earlier | null> {
  const rows = await transaction.$queryRaw<Earlier[]>`
    select b.series_id as "seriesId", who.subject_id as "subjectId", who.capacity, b.round, o.occasion
    from (
      select m.person_id as subject_id, m.unit_id, m.role, 'own' as capacity
      from membership m where m.organisation_id = ${organisationId}::uuid and m.person_id = ${personId}::uuid
      union
      select m.person_id, m.unit_id, m.role, 'countersign'
      from contact c
      join membership m on m.organisation_id = ${organisationId}::uuid and m.person_id = c.pupil_id and m.role = 'pupil'
      where c.organisation_id = ${organisationId}::uuid and c.adult_id = ${personId}::uuid
    ) who
    join binding b on b.organisation_id = ${organisationId}::uuid and b.unit_id = who.unit_id and b.role = who.role
    cross join lateral (
      select 'once' as occasion where b.renewal = 'once'
      union all
      select y::text from generate_series(academic_year(b.starts_on), academic_year(coalesce(b.ends_on, current_date)) + 1) y
      where b.renewal = 'academic-year'
    ) o
    cross join unnest(${records}::uuid[]) as signer (id)
    cross join lateral (
      select signer.id where who.capacity = 'own'
      union all
      select who.subject_id where who.capacity = 'countersign'
      union all
      select al.duplicate_id from person_alias al where who.capacity = 'countersign'
        and al.organisation_id = ${organisationId}::uuid and al.person_id = who.subject_id and al.undone_at is null
    ) subject (id)
    where obligation_id(${organisationId}::uuid, signer.id, subject.id, b.series_id, b.round, o.occasion, who.capacity) = ${obligationId}::uuid
    limit 1`;
  return rows[0] ?? null;
}
