import type { Transaction } from "#lib/database/transaction.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";

/** Who signs: the part of an actor that signing needs. */
export type Signer = { organisationId: string; personId: string; today: Day };

/** What a link to an obligation leads to today; each has its page. */
export type Found =
  | { outcome: "to-sign"; obligation: Obligation }
  | { outcome: "waiting-for-pupil"; obligation: Obligation }
  | { outcome: "signed"; signatureId: string }
  | { outcome: "signed-by-another"; obligation: Obligation }
  | { outcome: "superseded"; now: Obligation }
  | { outcome: "no-longer-needed" };

/**
 * Finds the obligation behind a link for one person. A link keeps its meaning after it was signed, after a new
 * version asked again, and after the person left. Throws not-found for anything that was never theirs.
 */
export async function findObligation(signer: Signer, obligationId: string): Promise<Found> {
  if (!isId(obligationId)) throw notFound();
  const current = await obligationsOf(signer.organisationId, signer.personId, signer.today);
  const obligation = current.find((one) => one.id === obligationId);
  if (obligation) return outcomeOf(signer, obligation);
  return inOrganisation(signer.organisationId, async (transaction) => {
    const signatureId = await signedUnder(transaction, signer, obligationId);
    if (signatureId) return { outcome: "signed", signatureId };
    const earlier = await askedEarlier(transaction, signer, obligationId);
    if (!earlier) throw notFound();
    const now = current.find(
      (one) =>
        one.seriesId === earlier.seriesId &&
        one.subjectId === earlier.subjectId &&
        one.capacity === earlier.capacity,
    );
    return now ? { outcome: "superseded", now } : { outcome: "no-longer-needed" };
  });
}

function outcomeOf(signer: Signer, obligation: Obligation): Found {
  if (obligation.signatureId)
    return obligation.signerId === signer.personId
      ? { outcome: "signed", signatureId: obligation.signatureId }
      : { outcome: "signed-by-another", obligation };
  return { outcome: obligation.waitingForPupil ? "waiting-for-pupil" : "to-sign", obligation };
}

async function signedUnder(
  transaction: Transaction,
  { organisationId, personId }: Signer,
  obligationId: string,
): Promise<string | null> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    select s.id from signature s
    where s.organisation_id = ${organisationId}::uuid and s.signer_id = ${personId}::uuid
      and obligation_id(s.organisation_id, s.signer_id, s.subject_id, s.series_id, s.round, s.occasion, s.capacity) = ${obligationId}::uuid
    limit 1`;
  return rows[0]?.id ?? null;
}

/** Whether this was ever asked of the person: through any membership or contact, of any round, on any day. */
async function askedEarlier(
  transaction: Transaction,
  { organisationId, personId }: Signer,
  obligationId: string,
): Promise<{ seriesId: string; subjectId: string; capacity: string } | null> {
  const rows = await transaction.$queryRaw<{ seriesId: string; subjectId: string; capacity: string }[]>`
    select b.series_id as "seriesId", who.subject_id as "subjectId", who.capacity
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
    where obligation_id(${organisationId}::uuid, ${personId}::uuid, who.subject_id, b.series_id, b.round, o.occasion, who.capacity) = ${obligationId}::uuid
    limit 1`;
  return rows[0] ?? null;
}
