import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay } from "#lib/dates.ts";
import { obligationRows } from "#lib/obligations/obligation-rows.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import type { ClearedQuery } from "./schema.ts";

/** Somebody who may have a login or the Wi-Fi, because they have signed everything that they must at this school. */
export type Cleared = {
  personId: string;
  name: string;
  roles: MembershipRole[];
  firm: string | null;
  /** The day from which it is so: the last signature that was missing, or the day they started. */
  since: Day;
  /** The last day of their membership; null when it has no end. */
  until: Day | null;
};

/** Somebody who was and is no longer: they left, or have not signed a newer version that is due. */
export type NoLongerCleared = {
  personId: string;
  name: string;
  roles: MembershipRole[];
  why: "left" | "new-version";
  /** The day they left, or the day by which they were to sign. */
  on: Day;
};

export type ClearedPage = {
  rows: Cleared[];
  total: number;
  next: string | null;
  /** Signed everything on arriving, and nobody has confirmed who they are: not yet to be given anything. */
  unconfirmed: (Cleared & { visitId: string })[];
  lost: NoLongerCleared[];
};

export const clearedPageSize = 100;
/** How far back who has left is shown, in days. */
export const lostDays = 60;

/**
 * Everyone at the school who may have a login or the Wi-Fi today: a current membership, and everything signed that they
 * and, for pupils, their parents must. Whoever signed in at the door is so once a colleague has confirmed who they are,
 * and stands apart before. A newer version leaves them cleared until it is due. Parents and carers are left
 * out: they work on no computer of the school's. By name, a page at a time.
 * @throws Refusal "not-found" without `cleared:read` there
 */
export async function whoIsCleared(actor: Actor, unitId: string, query: ClearedQuery): Promise<ClearedPage> {
  demand(actor, "cleared:read", unitId);
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const standings = await transaction.$queryRaw<
      (Row & { missing: number; on: Date | null; visitId: string | null })[]
    >`
      with ${standing(actor, unitId, query.role)}
      select *, overdue_on as on from standing where missing = 0 or overdue_on is not null
      order by sort_name, "personId"`;
    const signed = standings.filter(({ missing }) => missing === 0);
    const rows = signed.filter(({ visitId }) => visitId === null);
    const overdue = standings.flatMap(({ missing, on, ...row }) =>
      missing > 0 && on ? [{ ...row, on }] : [],
    );
    const left = await transaction.$queryRaw<(Row & { on: Date })[]>`${leavers(actor, unitId, query.role)}`;
    const from = query.all ? 0 : (query.page - 1) * clearedPageSize;
    const shown = rows.slice(from, query.all ? undefined : from + clearedPageSize);
    return {
      rows: shown.map(cleared),
      unconfirmed: signed.flatMap((row) => (row.visitId ? [{ ...cleared(row), visitId: row.visitId }] : [])),
      total: rows.length,
      next: rows.length > from + shown.length ? String(query.page + 1) : null,
      lost: [...overdue.map((row) => lost(row, "new-version")), ...left.map((row) => lost(row, "left"))].sort(
        (one, other) => other.on.localeCompare(one.on),
      ),
    };
  });
}

type Row = {
  personId: string;
  name: string;
  roles: MembershipRole[];
  firm: string | null;
  since: Date;
  until: Date | null;
};

const cleared = ({ personId, name, roles, firm, since, until }: Row): Cleared => ({
  personId,
  name,
  roles,
  firm,
  since: dateToDay(since),
  until: until && dateToDay(until),
});

const lost = ({ personId, name, roles, on }: Row & { on: Date }, why: NoLongerCleared["why"]) => ({
  personId,
  name,
  roles,
  why,
  on: dateToDay(on),
});

/**
 * Memberships of visits that reception has ended today: they count no more, though today is still their last day. A
 * common table expression, hashed once; asked of the table for each membership it cost minutes at a large school.
 */
const goneToday = (
  { organisationId, organisation, today }: Actor,
  unitId: string,
) => Prisma.sql`gone as materialized (
    select v.membership_id, (v.left_at at time zone ${organisation.timeZone})::date as left_on from visit v
    cross join lateral (
      select m.ends_on from membership m
      where m.organisation_id = ${organisationId}::uuid and m.id = v.membership_id limit 1
    ) m
    where v.organisation_id = ${organisationId}::uuid and v.unit_id = ${unitId}::uuid and v.left_at is not null
      and (v.until_on <= ${today}::date or m.ends_on < v.until_on or v.pass like '-%')
  )`;

/**
 * Common table expressions that end in `standing`: one row for each person with a current membership, how many of
 * the things they must sign keep them out (`missing`), and since when they have had everything.
 */
function standing(actor: Actor, unitId: string, role: MembershipRole | undefined): Prisma.Sql {
  const { organisationId, organisation, today } = actor;
  const mine = Prisma.sql`${organisationId}::uuid`;
  const on = Prisma.sql`${today}::date`;
  const which = { organisationId, timeZone: organisation.timeZone, day: today, unitIds: [unitId] };
  return Prisma.sql`${obligationRows(which)}, ${goneToday(actor, unitId)}, unconfirmed as materialized (
    select v.membership_id, v.id as visit_id from visit v
    where v.organisation_id = ${mine} and v.unit_id = ${unitId}::uuid and v.confirmed_at is null and v.until_on >= ${on}
  ), here as (
    -- the visit that is yet to be confirmed, for whoever is here by no other membership
    select m.person_id, case when bool_and(m.id in (select membership_id from unconfirmed)) then (
        select min(x.visit_id::text) from unconfirmed x where x.membership_id = any (array_agg(m.id))) end as visit_id, array_agg(distinct m.role) as roles, min(m.starts_on) as starts_on, max(m.firm) as firm,
      case when bool_or(m.ends_on is null) then null else max(m.ends_on) end as ends_on
    from membership m
    where m.organisation_id = ${mine} and m.unit_id = ${unitId}::uuid and m.role <> 'parent'
      and m.starts_on <= ${on} and (m.ends_on is null or m.ends_on >= ${on}) 
        and m.id not in (select membership_id from gone)
      ${role ? Prisma.sql`and m.role = ${role}` : Prisma.empty}
    group by m.person_id
  ), part as (
    select o.person_id, o.done, asked.due_on, signed.last_on, signed.own_before
    from obligation o
    cross join lateral (
      select b.round_from + b.sign_within_days as due_on from binding b
      where b.organisation_id = ${mine} and b.unit_id = o.unit_id and b.series_id = o.series_id and b.round = o.round
        and b.starts_on <= ${on} and (b.ends_on is null or b.ends_on >= ${on})
      order by 1 limit 1
    ) asked
    cross join lateral (
      -- each half by its own index
      select max(s.signed_on) as last_on, count(*) > 0 as own_before
      from (
        select x.id, x.signed_on from signature x
        where x.capacity = 'own' and x.organisation_id = ${mine} and x.series_id = o.series_id and x.subject_id = any (o.ids)
        union all
        select x.id, x.signed_on from signature x
        where x.capacity = 'countersign' and x.organisation_id = ${mine} and x.series_id = o.series_id and x.subject_id = any (o.ids)
      ) s
      where s.id not in (select signature_id from voided)
    ) signed
    where o.unit_id = ${unitId}::uuid and o.started
  ), each as (
    -- one after the other and grouped: however few rows the planner believes in, no list is gone through for every person
    select person_id, visit_id, roles, starts_on, firm, ends_on, null::date as last_on, 0 as missing, null::date as overdue_on from here
    union all
    select person_id, null, null, null, null, null, last_on,
      case when not done and not (own_before and due_on > ${on}) then 1 else 0 end,
      case when not done and own_before and due_on <= ${on} then due_on end
    from part
  ), standing as (
    select h.person_id as "personId", p.sort_name, trim(concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name)) as name,
      h.visit_id as "visitId", h.roles, h.firm, h.until, h.since, h.missing, h.overdue_on
    from (
      select person_id, max(visit_id) as visit_id, max(roles) as roles, max(firm) as firm, max(ends_on) as until,
        greatest(max(starts_on), max(last_on)) as since, sum(missing)::int as missing, min(overdue_on) as overdue_on
      from each group by person_id having max(roles) is not null
    ) h
    cross join lateral (
      select p.* from person p where p.organisation_id = ${mine} and p.id = h.person_id and p.erased_at is null limit 1
    ) p
  )`;
}

/** Who left within the last weeks and has no other membership there today; they had signed something. */
function leavers(actor: Actor, unitId: string, role: MembershipRole | undefined): Prisma.Sql {
  const { organisationId, today } = actor;
  const mine = Prisma.sql`${organisationId}::uuid`;
  return Prisma.sql`
    with ${goneToday(actor, unitId)}, staying as materialized (
      select n.person_id from membership n
      where n.organisation_id = ${mine} and n.unit_id = ${unitId}::uuid
        and n.role <> 'parent' and n.starts_on <= ${today}::date and (n.ends_on is null or n.ends_on >= ${today}::date)
        and n.id not in (select membership_id from gone)
    )
    select p.id as "personId", trim(concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name)) as name,
      array_agg(distinct m.role) as roles, max(coalesce((select g.left_on from gone g where g.membership_id = m.id), m.ends_on)) as on
    from membership m
    cross join lateral (
      select p.* from person p where p.organisation_id = ${mine} and p.id = m.person_id and p.erased_at is null limit 1
    ) p
    where m.organisation_id = ${mine} and m.unit_id = ${unitId}::uuid and m.role <> 'parent'
      and m.ends_on >= ${addDays(today, -lostDays)}::date and (m.ends_on < ${today}::date or m.id in (select membership_id from gone))
      ${role ? Prisma.sql`and m.role = ${role}` : Prisma.empty}
      and m.person_id not in (select person_id from staying)
    group by p.id, p.known_as, p.given_name, p.family_name, p.sort_name
    order by 4 desc, p.sort_name limit 200`;
}
