import { Prisma } from "#lib/database/generated/client.ts";
import type { Day } from "#lib/dates.ts";

export type WhichObligations = {
  organisationId: string;
  timeZone: string;
  day: Day;
  /** One school, or the organisation's own unit; every unit when absent. */
  unitIds?: string[];
  /** Also those whose membership starts after the day: they may sign already, and nothing is due yet. */
  withStarters?: boolean;
  role?: string;
  classGroupId?: string;
  seriesId?: string;
};

/**
 * Everything that is asked for on a day, as common table expressions that end in `obligation`: one row for each
 * unit, person and agreement that binds them there. The definition is the gate's (`gate` in the migrations), seen
 * from the school. Nothing of it is stored.
 *
 * Columns: unit_id, person_id, ids (theirs, and those of records joined to them), sort_name, series_id, agreement_id, round, occasion, roles, starts_on, started,
 * must (they sign themselves), with_parent (a parent or carer signs too), own, countersigned, done, aside ('away',
 * 'excused' or null) and response_id, response_kind (the latest of whoever is awaited; null once done).
 *
 * Lateral look-ups with a limit keep every signature an index probe for one person, whatever the planner believes
 * about the tenant: the same school takes the same time in an organisation of a hundred.
 */
export function obligationRows(which: WhichObligations): Prisma.Sql {
  const { organisationId, timeZone, day, unitIds, withStarters, role, classGroupId, seriesId } = which;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const on = Prisma.sql`${day}::date`;
  const goodSignature = Prisma.sql`
      s.organisation_id = ${organisation} and s.series_id = b.series_id and s.subject_id = any (b.ids)
      and s.round >= b.round and s.occasion = b.occasion and s.signed_on <= ${on}
      and s.id not in (select signature_id from voided)`;
  return Prisma.sql`
  -- few, so hashed once; asked of the table for each signature they would cost as much as all the rest
  voided as materialized (
    select v.signature_id from signature_void v where v.organisation_id = ${organisation}
  ), alias as materialized (
    -- another record of the same person may have signed
    select al.duplicate_id, al.person_id from person_alias al
    where al.organisation_id = ${organisation} and al.undone_at is null
  ), member as materialized (
    select m.unit_id, m.person_id, m.role, m.starts_on, m.cohort, m.occasion, p.sort_name, p.born_on,
      m.person_id || array(select al.duplicate_id from alias al where al.person_id = m.person_id) as ids,
      decided.requirement as pupils
    from membership m
    cross join lateral (
      select p.sort_name, p.born_on from person p where p.organisation_id = ${organisation} and p.id = m.person_id limit 1
    ) p
    left join lateral (
      -- whether pupils of these years sign themselves is for the school to say
      select x.requirement from pupil_signing x
      where m.role = 'pupil' and x.organisation_id = ${organisation} and x.unit_id = m.unit_id
        and x.starts_on <= ${on} and (x.ends_on is null or x.ends_on >= ${on})
        and (academic_year(greatest(${on}, m.starts_on)) - m.cohort between x.year_from and x.year_to
          or m.cohort is null and x.year_from <= 0 and x.year_to >= 13)
      order by x.decided_at desc limit 1
    ) decided on true
    where m.organisation_id = ${organisation}
      and not exists (select 1 from alias al where al.duplicate_id = m.person_id)
      ${unitIds ? Prisma.sql`and m.unit_id = any (${unitIds}::uuid[])` : Prisma.empty}
      ${role ? Prisma.sql`and m.role = ${role}` : Prisma.empty}
      and (m.ends_on is null or m.ends_on >= ${on})
      ${withStarters ? Prisma.empty : Prisma.sql`and m.starts_on <= ${on}`}
      ${
        classGroupId
          ? Prisma.sql`and m.role = 'pupil' and exists (
              select 1 from class_membership k where k.organisation_id = ${organisation}
                and k.class_group_id = ${classGroupId}::uuid and k.person_id = m.person_id and k.part = 'pupil'
                and k.starts_on <= ${on} and (k.ends_on is null or k.ends_on >= ${on}))`
          : Prisma.empty
      }
  ), bound as materialized (
    -- someone may be bound by one agreement in two roles: one row, in the newest round
    select distinct on (m.unit_id, m.person_id, b.series_id)
      m.unit_id, m.person_id, m.ids, m.sort_name, m.born_on, b.series_id, b.agreement_id, b.round, b.countersign,
      b.countersign_until, academic_year(greatest(${on}, m.starts_on)) - m.cohort as year_group,
      coalesce(m.occasion, case b.renewal when 'once' then 'once' else academic_year(${on})::text end) as occasion,
      array_agg(m.role) over whole as roles,
      min(m.starts_on) over whole as starts_on,
      bool_or(case when b.requirement = 'no' then false else coalesce(m.pupils, b.requirement) = 'must' end) over whole as must,
      bool_or(m.role = 'pupil' and b.countersign <> 'none') over whole as for_pupil
    from member m
    join binding b on b.organisation_id = ${organisation} and b.unit_id = m.unit_id and b.role = m.role
      and b.starts_on <= ${on} and (b.ends_on is null or b.ends_on >= ${on})
      ${unitIds ? Prisma.sql`and b.unit_id = any (${unitIds}::uuid[])` : Prisma.empty}
      ${seriesId ? Prisma.sql`and b.series_id = ${seriesId}::uuid` : Prisma.empty}
      and (m.cohort is null or academic_year(greatest(${on}, m.starts_on)) - m.cohort
           between coalesce(b.year_from, -100) and coalesce(b.year_to, 100))
    window whole as (partition by m.unit_id, m.person_id, b.series_id)
    order by m.unit_id, m.person_id, b.series_id, m.occasion is not null, b.round desc, b.countersign <> 'none' desc
  ), obligation as (
    select b.unit_id, b.person_id, b.ids, b.sort_name, b.series_id, b.agreement_id, b.round, b.occasion, b.roles, b.starts_on,
      b.starts_on <= ${on} as started, b.must, part.with_parent,
      own.yes is not null as own, parent.yes is not null as countersigned, state.done,
      aside.kind as aside, answer.id as response_id, answer.kind as response_kind
    from bound b
    cross join lateral (
      -- until the age that the agreement says; beyond it only where someone is recorded as acting for them
      select b.for_pupil and (case when b.born_on is not null
          then (b.born_on + make_interval(years => b.countersign_until))::date > ${on}
          else b.countersign_until >= 18 or coalesce(b.year_group, 0) < 12 end
        or exists (select 1 from contact c where c.organisation_id = ${organisation} and c.pupil_id = b.person_id
          and c.acts_for_adult and c.may_sign and not c.do_not_contact and c.disputed_at is null
          and c.starts_on <= ${on} and (c.ends_on is null or c.ends_on >= ${on}))) as with_parent
    ) part
    left join lateral (
      select true as yes from signature s where s.capacity = 'own' and ${goodSignature} limit 1
    ) own on true
    left join lateral (
      select true as yes from signature s
      where part.with_parent and s.capacity = 'countersign' and ${goodSignature}
        -- where all must sign: nobody else who may is left
        and (b.countersign = 'one' or not exists (
          select 1 from contact c
          where c.organisation_id = ${organisation} and c.pupil_id = b.person_id and c.may_sign and not c.do_not_contact
            and c.disputed_at is null and c.starts_on <= ${on} and (c.ends_on is null or c.ends_on >= ${on})
            and not exists (
              select 1 from signature x where x.capacity = 'countersign' and x.organisation_id = ${organisation}
                and x.series_id = b.series_id and x.subject_id = any (b.ids)
                and (x.signer_id = c.adult_id or x.signer_id in (select al.duplicate_id from alias al where al.person_id = c.adult_id))
                and x.round >= b.round and x.occasion = b.occasion and x.signed_on <= ${on}
                and x.id not in (select signature_id from voided))))
      limit 1
    ) parent on true
    cross join lateral (
      select (own.yes is not null or not b.must) and (parent.yes is not null or not part.with_parent) as done
    ) state
    left join lateral (
      select w.kind from away w
      where not state.done and w.organisation_id = ${organisation} and w.person_id = b.person_id and w.unit_id = b.unit_id
        and w.starts_on <= ${on} and (w.ends_on is null or w.ends_on >= ${on})
      order by w.kind desc limit 1
    ) aside on true
    left join lateral (
      select r.id, r.kind from response r
      where not state.done and r.organisation_id = ${organisation} and r.subject_id = any (b.ids)
        and r.series_id = b.series_id and r.round >= b.round and r.occasion = b.occasion
        and r.capacity = case when b.must and own.yes is null then 'own' else 'countersign' end
        and (r.made_at at time zone ${timeZone})::date <= ${on}
        -- who has countersigned since is no longer awaited
        and not exists (
          select 1 from signature x where x.capacity = 'countersign' and r.capacity = 'countersign'
            and x.organisation_id = ${organisation} and x.series_id = r.series_id and x.subject_id = r.subject_id
            and x.signer_id = r.signer_id and x.round >= b.round and x.occasion = b.occasion and x.signed_on <= ${on})
      order by r.made_at desc, r.id desc limit 1
    ) answer on true
    where b.must or part.with_parent
  )`;
}
