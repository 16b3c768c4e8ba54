import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";

/** One signature that one person is asked for now, and can give. */
export type Asked = {
  personId: string;
  /** Told apart from everything else that this person is asked: series, round, occasion and whom it is for. */
  item: string;
  capacity: "own" | "countersign";
  subjectId: string;
  seriesId: string;
  /** The schools (or the organisation) that ask. */
  unitIds: string[];
  /** What they have said instead of signing, and nobody has answered yet; null for nothing. */
  said: "question" | "refusal" | "objection" | "not-my-child" | null;
};

/**
 * What people are asked to sign on a day and can sign: by the gate's own definition, so that a message never asks for
 * what its link does not show. Left out is what waits for a pupil, what a pupil may leave, and whoever is away. About
 * a millisecond for each person.
 */
export async function askedOf(
  transaction: Transaction,
  organisationId: string,
  personIds: string[],
  day: Day,
): Promise<Asked[]> {
  if (personIds.length === 0) return [];
  return transaction.$queryRaw<Asked[]>`
    select p.id as "personId", substr(md5(concat_ws('/', g.capacity, g.subject_id, g.series_id, g.round, g.occasion)), 1, 12) as item,
      g.capacity, g.subject_id as "subjectId", g.series_id as "seriesId", g.unit_ids as "unitIds",
      case when g.response_kind <> 'question' or not exists (
        select 1 from response_answer ra join response re on re.organisation_id = ra.organisation_id and re.id = ra.response_id
        where re.organisation_id = ${organisationId}::uuid and re.obligation_id = g.obligation_id)
      then g.response_kind end as said
    from unnest(${personIds}::uuid[]) p (id)
    cross join lateral gate(${organisationId}::uuid, p.id, ${day}::date) g
    where g.signature_id is null and not g.waiting_for_pupil
      and (g.capacity = 'countersign' or g.requirement = 'must')
      and not exists (select 1 from away w where w.organisation_id = ${organisationId}::uuid and w.person_id = g.subject_id
        and w.unit_id = any (g.unit_ids) and w.starts_on <= ${day}::date and (w.ends_on is null or w.ends_on >= ${day}::date))`;
}
