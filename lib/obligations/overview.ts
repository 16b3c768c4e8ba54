import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { membershipRoles } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { countedObligations } from "./count-obligations.ts";
import { countProgress } from "./count-progress.ts";
import { addCounts, type Count, noCount, type Part } from "./words.ts";

export type PartCount = Count & { part: Part };
export type AgreementCount = Count & { seriesId: string; agreement: string; policyId: string };

/** How far a school has come, as it is this moment. */
export type SchoolOverview = {
  /** Everyone once for each agreement, complete with whoever countersigns. */
  whole: Count;
  /** In the order of roles; parents and carers who sign for pupils come after. */
  parts: PartCount[];
  agreements: AgreementCount[];
};

type Counted = AgreementCount & { part: Part };

/**
 * Signed out of bound at one school, or in the organisation's own unit, as at a day (today when absent).
 * Throws not-found without `overview:read` there.
 */
export async function schoolOverview(actor: Actor, unitId: string, day?: Day): Promise<SchoolOverview> {
  demand(actor, "overview:read", unitId);
  const { organisationId } = actor;
  const counted = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Counted[]>`
      with ${countedObligations({
        organisationId,
        timeZone: actor.organisation.timeZone,
        day: day ?? actor.today,
        unitIds: [unitId],
      })}
      select c.part, c.series_id as "seriesId", c.bound, c.signed, c.away, c.responded, t.title as agreement,
        s.policy_id as "policyId"
      from counted c
      join series s on s.organisation_id = ${organisationId}::uuid and s.id = c.series_id
      cross join lateral (
        select a.title from agreement a where a.organisation_id = ${organisationId}::uuid and a.series_id = c.series_id
        order by a.round desc, a.created_at desc limit 1
      ) t
      order by t.title, c.series_id`,
  );
  const everyone = counted.filter((row) => row.part === "any");
  return {
    whole: everyone.reduce(addCounts, noCount),
    parts: byPart(counted),
    agreements: everyone.map(({ part: _, ...row }) => row),
  };
}

const shownParts = [...membershipRoles, "countersign"] as const;

function byPart(counted: (Count & { part: Part })[]): PartCount[] {
  return shownParts
    .map((part) => ({
      ...counted.filter((row) => row.part === part).reduce<Count>(addCounts, noCount),
      part,
    }))
    .filter(({ bound, away }) => bound + away > 0);
}

export type SchoolProgress = Count & {
  unitId: string;
  name: string;
  /** Null for the organisation's own unit. */
  urn: string | null;
};

export type OrganisationOverview = {
  whole: Count;
  parts: PartCount[];
  /** The organisation's own people, whom no school has; null when nothing is asked of them. */
  own: SchoolProgress | null;
  /** One page of schools, by name. */
  schools: SchoolProgress[];
  howManySchools: number;
  /** For the next page's `after`; null on the last. */
  next: string | null;
  /** When the worker counted; null when nobody is bound by anything. */
  countedAt: Date | null;
};

export const schoolsOnPage = 25;

/**
 * How far all schools of the organisation have come, from the progress that the worker keeps. Counts now when
 * nobody has counted yet. Throws not-found without `permission` over the whole organisation.
 * @param after the identifier of the last school of the page before
 */
export async function organisationOverview(
  actor: Actor,
  {
    after,
    permission = "overview:read",
  }: { after?: string; permission?: "overview:read" | "not-signed:read" } = {},
): Promise<OrganisationOverview> {
  const { organisationId } = actor;
  demand(actor, permission, organisationId);
  const read = () => inOrganisation(organisationId, (transaction) => readProgress(transaction, actor, after));
  const found = await read();
  if (found.countedAt) return found;
  await countProgress(organisationId);
  return read();
}

type Totals = {
  parts: (Count & { part: Part })[] | null;
  countedAt: string | null;
  howManySchools: number;
  schools: SchoolProgress[] | null;
  own: SchoolProgress | null;
};

/** One statement over the sums of the whole and some rows for each school shown, however many schools there are. */
async function readProgress(
  transaction: Transaction,
  actor: Actor,
  after: string | undefined,
): Promise<OrganisationOverview> {
  const { organisationId } = actor;
  const [found] = await transaction.$queryRaw<Totals[]>`
    with part_count as (
      select substr(role, 7) as part, sum(bound)::int as bound, sum(signed)::int as signed, sum(away)::int as away,
        sum(responded)::int as responded, max(computed_at) as computed_at
      from progress
      where organisation_id = ${organisationId}::uuid and unit_id = ${organisationId}::uuid and role like 'whole/%'
      group by role
    ), school as (
      select u.id, u.name, u.urn, u.kind from unit u
      where u.organisation_id = ${organisationId}::uuid and u.kind = 'school' and u.closed_on is null
        and (${after ?? null}::uuid is null or (u.name, u.id) >
          (select b.name, b.id from unit b where b.organisation_id = ${organisationId}::uuid and b.id = ${after ?? null}::uuid))
      order by u.name, u.id limit ${schoolsOnPage + 1}
    ), unit_count as (
      select u.id as "unitId", u.name, u.urn, u.kind, coalesce(sum(p.bound), 0)::int as bound,
        coalesce(sum(p.signed), 0)::int as signed, coalesce(sum(p.away), 0)::int as away,
        coalesce(sum(p.responded), 0)::int as responded, count(p.id) as counts
      from (
        select * from school
        union all
        select o.id, o.name, null, o.kind from unit o
        where o.organisation_id = ${organisationId}::uuid and o.id = ${organisationId}::uuid
      ) u
      left join progress p on p.organisation_id = ${organisationId}::uuid and p.unit_id = u.id and p.role = 'any'
      group by u.id, u.name, u.urn, u.kind
    )
    select
      (select jsonb_agg(to_jsonb(c) - 'computed_at') from part_count c) as parts,
      (select to_char(max(computed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from part_count) as "countedAt",
      (select count(*)::int from unit u where u.organisation_id = ${organisationId}::uuid and u.kind = 'school'
        and u.closed_on is null) as "howManySchools",
      (select jsonb_agg(to_jsonb(c) - 'kind' - 'counts' order by c.name, c."unitId") from unit_count c where c.kind = 'school') as schools,
      (select to_jsonb(c) - 'kind' - 'counts' from unit_count c where c.kind = 'organisation' and c.counts > 0) as own`;
  const parts = found?.parts ?? [];
  const schools = found?.schools ?? [];
  const shown = schools.slice(0, schoolsOnPage);
  return {
    whole: addCounts(noCount, parts.find(({ part }) => part === "any") ?? noCount),
    parts: byPart(parts),
    own: found?.own ?? null,
    schools: shown,
    howManySchools: found?.howManySchools ?? 0,
    next: schools.length > schoolsOnPage ? (shown.at(-1)?.unitId ?? null) : null,
    countedAt: found?.countedAt ? new Date(found.countedAt) : null,
  };
}
