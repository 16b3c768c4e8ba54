import type { Transaction } from "#lib/database/transaction.ts";
import { ratified } from "./ratified.ts";

/**
 * Writes again, for one policy, which role is bound by which agreement in which unit from which day to which. Call
 * it in the transaction that ratifies, adopts, withdraws or changes an audience, never because a day has passed:
 * the rows hold all days, past and future.
 *
 * The rule: on each day the version in force binds; a unit has the wording of its own adoption, else that of the
 * policy's owner unless the policy says that schools wait; on the days of an audience row for the unit itself, those
 * for the whole organisation do not count there. Whoever is asked anew by a change of audience, also after having
 * been left out for a while, has the policy's days from then.
 */
export async function rebuildBindings(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<number> {
  await transaction.$executeRaw`
    delete from binding where organisation_id = ${organisationId}::uuid and policy_id = ${policyId}::uuid`;
  return transaction.$executeRaw`
    with ${ratified(organisationId)}, this as (
      select * from policy p where p.organisation_id = ${organisationId}::uuid and p.id = ${policyId}::uuid
    ), mine as (
      select r.* from ratified r where r.policy_id = ${policyId}::uuid
    ), turn as (
      select day as starts_on, lead(day) over (order by day) - 1 as ends_on
      from (select starts_on from mine union select withdrawn_on from mine where withdrawn_on is not null) as d (day)
    ), in_force as (
      select t.starts_on, t.ends_on, m.version_id
      from turn t
      cross join lateral (
        select * from mine where mine.starts_on <= t.starts_on
          and (mine.withdrawn_on is null or mine.withdrawn_on > t.starts_on)
        order by mine.starts_on desc, mine.major desc, mine.minor desc limit 1
      ) m
    ), step as (
      select distinct on (u.id, f.starts_on, greatest(a.starts_on, f.starts_on))
        u.id as unit_id, u.phase, f.version_id, f.ends_on as force_ends_on, f.starts_on as force_starts_on,
        greatest(a.starts_on, f.starts_on) as starts_on, a.id as adoption_id
      from in_force f
      cross join this
      join unit u on u.organisation_id = this.organisation_id
        and (u.id = this.unit_id or this.unit_id = this.organisation_id)
      join adoption a on a.organisation_id = this.organisation_id and a.version_id = f.version_id
        and (f.ends_on is null or a.starts_on <= f.ends_on)
        and (a.unit_id = u.id or (a.unit_id = this.unit_id and this.adoption_rule <> 'wait'
          and not exists (
            select 1 from adoption own where own.organisation_id = a.organisation_id
              and own.version_id = f.version_id and own.unit_id = u.id and own.id <> a.id
              and greatest(own.starts_on, f.starts_on) <= greatest(a.starts_on, f.starts_on)
              and own.unit_id <> a.unit_id)))
      order by u.id, f.starts_on, greatest(a.starts_on, f.starts_on), (a.unit_id = u.id) desc, a.starts_on desc, a.made_at desc
    ), stretch as (
      select *, least(force_ends_on, lead(starts_on) over (partition by unit_id, force_starts_on order by starts_on) - 1) as ends_on
      from step
    ), asked as (
      -- what was changed again on the day on which it was made counted on no day
      select w.*, daterange(w.starts_on, w.ends_on, '[]') as days
      from audience w
      join agreement g on g.organisation_id = w.organisation_id and g.id = w.agreement_id
      where w.organisation_id = ${organisationId}::uuid and g.version_id in (select version_id from in_force)
        and (w.starts_on is null or w.ends_on is null or w.ends_on >= w.starts_on)
    ), rule as (
      select w.agreement_id, w.role, w.phase, w.year_from, w.year_to, w.requirement, w.unit_id as for_unit_id, w.days
      from asked w cross join this where w.unit_id <> this.unit_id
      union all
      select w.agreement_id, w.role, w.phase, w.year_from, w.year_to, w.requirement, u.unit_id, d.days
      from asked w
      cross join this
      join (select distinct unit_id from step) u on true
      cross join lateral unnest(datemultirange(w.days) - coalesce((
        select range_agg(own.days) from asked own
        where own.agreement_id = w.agreement_id and own.role = w.role and own.unit_id = u.unit_id
          and own.unit_id <> this.unit_id), '{}')) as d (days)
      where w.unit_id = this.unit_id
    ), bound as (
      select s.unit_id, w.role, this.id as policy_id, s.version_id, g.id as agreement_id, g.series_id, k.wording_id,
        g.round, w.year_from, w.year_to, w.requirement, this.renewal, g.countersign, g.countersign_until, g.pupil_order,
        this.sign_within_days, greatest(s.starts_on, lower(w.days)) as starts_on,
        least(s.ends_on, upper(w.days) - 1) as ends_on
      from stretch s
      cross join this
      join agreement g on g.organisation_id = this.organisation_id and g.version_id = s.version_id
      join adopted_wording k on k.organisation_id = this.organisation_id and k.adoption_id = s.adoption_id
        and k.agreement_id = g.id
      join rule w on w.agreement_id = g.id and w.for_unit_id = s.unit_id
        and (w.phase is null or w.phase = s.phase)
    ), run as (
      -- what follows on without a day between is one time of being asked
      select *, sum(fresh) over (partition by unit_id, role, series_id, round, requirement, year_from, year_to
        order by starts_on, ends_on) as turn
      from (
        select *, case when starts_on <= 1 + max(coalesce(ends_on, 'infinity')) over (
            partition by unit_id, role, series_id, round, requirement, year_from, year_to
            order by starts_on, ends_on rows between unbounded preceding and 1 preceding) then 0 else 1 end as fresh
        from bound where ends_on is null or ends_on >= starts_on
      ) marked
    )
    insert into binding (organisation_id, id, unit_id, role, policy_id, version_id, agreement_id, series_id, wording_id,
      round, year_from, year_to, requirement, renewal, countersign, countersign_until, pupil_order, sign_within_days, starts_on, round_from, ends_on)
    select ${organisationId}::uuid, gen_random_uuid(), unit_id, role, policy_id, version_id, agreement_id, series_id,
      wording_id, round, year_from, year_to, requirement, renewal, countersign, countersign_until, pupil_order, sign_within_days,
      starts_on, min(starts_on) over (partition by unit_id, role, series_id, round, requirement, year_from, year_to, turn),
      ends_on
    from run`;
}
