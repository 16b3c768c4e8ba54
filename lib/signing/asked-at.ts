import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { obligationRows } from "#lib/obligations/obligation-rows.ts";
import type { RowKey } from "#lib/obligations/selected-rows.ts";

/** What is asked of one person at a school under one agreement, as a printed form or a record of paper needs it. */
export type AskedAt = {
  subjectId: string;
  seriesId: string;
  agreementId: string;
  wordingId: string;
  round: number;
  occasion: string;
  /** Whether their own signature is asked for and not there. */
  ownMissing: boolean;
  /** Whether a parent's or carer's is. */
  parentMissing: boolean;
};

/** What is asked at a unit today of these people under these agreements; rows that are not there are left out. */
export async function askedAt(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
  rows: RowKey[],
): Promise<AskedAt[]> {
  const { organisationId, today } = actor;
  return transaction.$queryRaw<AskedAt[]>`
    with ${obligationRows({
      organisationId,
      timeZone: actor.organisation.timeZone,
      day: today,
      unitIds: [unitId],
      withStarters: true,
      seriesId: rows.every(({ seriesId }) => seriesId === rows[0]?.seriesId) ? rows[0]?.seriesId : undefined,
    })}, chosen as materialized (
      select * from unnest(${rows.map(({ personId }) => personId)}::uuid[], ${rows.map(({ seriesId }) => seriesId)}::uuid[])
        with ordinality as c (person_id, series_id, place)
    )
    select o.person_id as "subjectId", o.series_id as "seriesId", o.agreement_id as "agreementId",
      b.wording_id as "wordingId", o.round, o.occasion, o.must and not o.own as "ownMissing",
      o.with_parent and not o.countersigned as "parentMissing"
    from chosen c
    join obligation o on o.person_id = c.person_id and o.series_id = c.series_id
    cross join lateral (
      select x.wording_id from binding x
      where x.organisation_id = ${organisationId}::uuid and x.unit_id = ${unitId}::uuid
        and x.agreement_id = o.agreement_id and x.role = any (o.roles)
        and x.starts_on <= ${today}::date and (x.ends_on is null or x.ends_on >= ${today}::date)
      order by x.starts_on desc limit 1
    ) b
    order by c.place`;
}
