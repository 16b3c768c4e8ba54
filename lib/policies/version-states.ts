import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { ratified } from "./ratified.ts";
import { type OnRecord, statesOn, type VersionState } from "./version-state.ts";

export type { VersionState } from "./version-state.ts";

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

type Row = Omit<Version, "review" | "state"> &
  OnRecord & {
    reviewText: string | null;
    reviewPrecision: "day" | "month" | "term" | "year" | null;
    reviewLastDay: Day | null;
  };

/**
 * The versions of some policies, or of all, with their state on a day; newest number first in each policy, and of two
 * with one number (the first was returned or taken back) the later first. A review that was recorded since takes the
 * place of the date in the text.
 */
export async function versionsOn(
  transaction: Transaction,
  organisationId: string,
  day: Day,
  which: { policyIds?: string[] } = {},
): Promise<Version[]> {
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const rows = await transaction.$queryRaw<Row[]>`
    with ${ratified(organisationId)}, last_end as (
      select distinct on (p.version_id) p.version_id, e.kind
      from proposal p
      left join proposal_end e on e.organisation_id = ${organisation} and e.proposal_id = p.id
      where p.organisation_id = ${organisation}
        and not exists (select 1 from proposal n where n.organisation_id = ${organisation} and n.replaces_id = p.id)
        -- a step that has been taken says nothing of how the next one ends
        and not exists (select 1 from decision d where d.organisation_id = ${organisation} and d.proposal_id = p.id)
      order by p.version_id, (e.id is null) desc, e.ended_at desc
    )
    select v.id, v.policy_id as "policyId", v.major, v.minor, v.major || '.' || v.minor as number, v.title, v.material,
      v.summary_of_change as "summaryOfChange", v.contact,
      to_char(r.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(r.withdrawn_on, 'YYYY-MM-DD') as "withdrawnOn",
      exists (select 1 from decision d where d.organisation_id = ${organisation} and d.version_id = v.id
        and d.outcome = 'returned'
        and not exists (select 1 from decision c where c.organisation_id = ${organisation} and c.replaces_id = d.id)
      ) as returned,
      e.version_id is not null and e.kind is null as proposed, e.kind as ended,
      case when w.id is null then v.review_text else w.next_review_text end as "reviewText",
      case when w.id is null then v.review_precision else w.next_review_precision end as "reviewPrecision",
      to_char(case when w.id is null then v.review_last_day else w.next_review_last_day end, 'YYYY-MM-DD') as "reviewLastDay"
    from policy_version v
    left join ratified r on r.version_id = v.id
    left join last_end e on e.version_id = v.id
    left join lateral (
      select w.* from review w
      where w.organisation_id = ${organisation} and w.version_id = v.id and w.next_review_text is not null
        and w.reviewed_on <= ${day}::date
        and not exists (select 1 from review c where c.organisation_id = ${organisation} and c.replaces_id = w.id)
      order by w.reviewed_on desc, w.recorded_at desc limit 1
    ) w on true
    where v.organisation_id = ${organisation}
      ${which.policyIds ? Prisma.sql`and v.policy_id = any (${which.policyIds}::uuid[])` : Prisma.empty}
    order by v.policy_id, v.major desc, v.minor desc, v.created_at desc`;
  const states = new Map(
    [...Map.groupBy(rows, ({ policyId }) => policyId).values()].flatMap((own) => [...statesOn(own, day)]),
  );
  return rows.map((row) => versionOf(row, states.get(row) ?? "not-sent-on", day));
}

function versionOf(row: Row, state: VersionState, day: Day): Version {
  const { reviewText, reviewPrecision, reviewLastDay, major, minor, returned, proposed, ended, ...version } =
    row;
  return {
    ...version,
    state,
    review: reviewText
      ? {
          text: reviewText,
          precision: reviewPrecision,
          lastDay: reviewLastDay,
          overdue: reviewLastDay !== null && reviewLastDay < day,
        }
      : null,
  };
}
