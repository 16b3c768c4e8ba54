import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { ratified } from "./ratified.ts";

/** What a version is on a day, read from decisions and withdrawals; nobody sets it. */
export type VersionState =
  | "in-force"
  | "superseded"
  | "not-yet-in-force"
  | "withdrawn"
  | "awaiting-decision"
  | "not-sent-on";

/** When a version is to be reviewed, as its school wrote it; null fields where the words cover no day. */
export type ReviewDue = {
  text: string;
  precision: "day" | "month" | "term" | "year" | null;
  lastDay: Day | null;
  /** The last day that the words cover has passed. */
  overdue: boolean;
};

export type Version = {
  id: string;
  policyId: string;
  /** As people cite it: `2.1`. */
  number: string;
  title: string;
  state: VersionState;
  /** When it came or comes into force; null until it is ratified. */
  startsOn: Day | null;
  withdrawnOn: Day | null;
  material: boolean;
  summaryOfChange: string;
  contact: string | null;
  review: ReviewDue | null;
};

type Row = Omit<Version, "review"> & {
  reviewText: string | null;
  reviewPrecision: "day" | "month" | "term" | "year" | null;
  reviewLastDay: Day | null;
};

/**
 * The versions of some policies, or of all, with their state on a day; newest number first in each policy. In force
 * is the newest ratified one whose implementation date has come and that has not been withdrawn by then; of two that
 * come into force on one day, the higher number. A review
 * that was recorded since takes the place of the date in the text.
 */
export async function versionsOn(
  transaction: Transaction,
  organisationId: string,
  day: Day,
  which: { policyIds?: string[] } = {},
): Promise<Version[]> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const rows = await transaction.$queryRaw<Row[]>`
    with ${ratified(organisationId)}, in_force as (
      select distinct on (policy_id) policy_id, version_id from ratified
      where starts_on <= ${day}::date and (withdrawn_on is null or withdrawn_on > ${day}::date)
      order by policy_id, starts_on desc, major desc, minor desc
    )
    select v.id, v.policy_id as "policyId", v.major || '.' || v.minor as number, v.title, v.material,
      v.summary_of_change as "summaryOfChange", v.contact,
      to_char(r.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(r.withdrawn_on, 'YYYY-MM-DD') as "withdrawnOn",
      case
        when r.withdrawn_on <= ${day}::date then 'withdrawn'
        when f.version_id is not null then 'in-force'
        when r.starts_on > ${day}::date then 'not-yet-in-force'
        when r.starts_on is not null then 'superseded'
        when exists (select 1 from proposal p where p.organisation_id = ${organisation} and p.version_id = v.id)
          then 'awaiting-decision'
        else 'not-sent-on'
      end as state,
      case when w.id is null then v.review_text else w.next_review_text end as "reviewText",
      case when w.id is null then v.review_precision else w.next_review_precision end as "reviewPrecision",
      to_char(case when w.id is null then v.review_last_day else w.next_review_last_day end, 'YYYY-MM-DD') as "reviewLastDay"
    from policy_version v
    left join ratified r on r.version_id = v.id
    left join in_force f on f.version_id = v.id
    left join lateral (
      select w.* from review w
      where w.organisation_id = ${organisation} and w.version_id = v.id and w.next_review_text is not null
        and w.reviewed_on <= ${day}::date
        and not exists (select 1 from review c where c.organisation_id = ${organisation} and c.replaces_id = w.id)
      order by w.reviewed_on desc, w.recorded_at desc limit 1
    ) w on true
    where v.organisation_id = ${organisation}
      ${which.policyIds ? Prisma.sql`and v.policy_id = any (${which.policyIds}::uuid[])` : Prisma.empty}
    order by v.policy_id, v.major desc, v.minor desc`;
  return rows.map(({ reviewText, reviewPrecision, reviewLastDay, ...row }) => ({
    ...row,
    review: reviewText
      ? {
          text: reviewText,
          precision: reviewPrecision,
          lastDay: reviewLastDay,
          overdue: reviewLastDay !== null && reviewLastDay < day,
        }
      : null,
  }));
}
