-- The hot paths again, for everybody who signs: two records of one person, visits, what a school decides about its
-- pupils, ages, returns from absence, answers to questions, signatures that a colleague records.

-- What one person is asked to sign on one day, and how far each has come. For themselves through their
-- memberships, for a pupil through contact. Someone who has not started yet may sign; it is due the day they do.
create or replace function gate(p_organisation uuid, p_person uuid, p_day date)
returns table (
  obligation_id uuid, capacity text, subject_id uuid, subject_name text, subject_legal_name text, policy_id uuid, policy_title text,
  version_id uuid, major int, minor int, agreement_id uuid, agreement_title text, series_id uuid, round int,
  occasion text, wording_id uuid, unit_ids uuid[], requirement text, countersign text, starts_on date,
  due_on date, signed_before boolean, signature_id uuid, signer_id uuid, signed_at timestamptz,
  response_kind text, waiting_for_pupil boolean, closes boolean
) language plpgsql volatile as $$
#variable_conflict use_column
declare
  v_ids uuid[];
begin
  perform set_config('countersign.organisation', p_organisation::text, true);
  -- another record of the same person may have signed
  v_ids := array(select p_person union all select al.duplicate_id from person_alias al
    where al.organisation_id = p_organisation and al.person_id = p_person and al.undone_at is null);
  return query
  with candidate as (
    select 'own'::text as capacity, m.person_id as subject_id, m.starts_on as member_from, m.occasion as visit,
      case b.requirement when 'no' then 'no' else coalesce(ps.requirement, b.requirement) end as asked, b.*
    from membership m
    join binding b on b.organisation_id = p_organisation and b.unit_id = m.unit_id and b.role = m.role
      and b.starts_on <= p_day and (b.ends_on is null or b.ends_on >= p_day)
      and (m.cohort is null or academic_year(greatest(p_day, m.starts_on)) - m.cohort
           between coalesce(b.year_from, -100) and coalesce(b.year_to, 100))
    -- whether pupils of these years sign themselves is for the school to say
    left join lateral (
      select x.requirement from pupil_signing x
      where m.role = 'pupil' and x.organisation_id = p_organisation and x.unit_id = m.unit_id
        and x.starts_on <= p_day and (x.ends_on is null or x.ends_on >= p_day)
        and (academic_year(greatest(p_day, m.starts_on)) - m.cohort between x.year_from and x.year_to
          or m.cohort is null and x.year_from <= 0 and x.year_to >= 13)
      order by x.decided_at desc limit 1
    ) ps on true
    where m.organisation_id = p_organisation and m.person_id = p_person and (m.ends_on is null or m.ends_on >= p_day)
      and (b.requirement <> 'no' and coalesce(ps.requirement, b.requirement) <> 'no')
    union all
    select 'countersign', m.person_id, greatest(m.starts_on, c.starts_on), m.occasion,
      case b.requirement when 'no' then 'no' else coalesce(ps.requirement, b.requirement) end, b.*
    from contact c
    join person p on p.organisation_id = p_organisation and p.id = c.pupil_id
    join membership m on m.organisation_id = p_organisation and m.person_id = c.pupil_id and m.role = 'pupil'
      and (m.ends_on is null or m.ends_on >= p_day)
    join binding b on b.organisation_id = p_organisation and b.unit_id = m.unit_id and b.role = 'pupil'
      and b.starts_on <= p_day and (b.ends_on is null or b.ends_on >= p_day) and b.countersign <> 'none'
      and (m.cohort is null or academic_year(greatest(p_day, m.starts_on)) - m.cohort
           between coalesce(b.year_from, -100) and coalesce(b.year_to, 100))
      -- until the age that the agreement says; beyond it only who is recorded as acting for them
      and (c.acts_for_adult or case when p.born_on is not null
        then (p.born_on + make_interval(years => b.countersign_until))::date > p_day
        else b.countersign_until >= 18 or coalesce(academic_year(greatest(p_day, m.starts_on)) - m.cohort, 0) < 12 end)
    -- whether pupils of these years sign themselves is for the school to say
    left join lateral (
      select x.requirement from pupil_signing x
      where m.role = 'pupil' and x.organisation_id = p_organisation and x.unit_id = m.unit_id
        and x.starts_on <= p_day and (x.ends_on is null or x.ends_on >= p_day)
        and (academic_year(greatest(p_day, m.starts_on)) - m.cohort between x.year_from and x.year_to
          or m.cohort is null and x.year_from <= 0 and x.year_to >= 13)
      order by x.decided_at desc limit 1
    ) ps on true
    where c.organisation_id = p_organisation and c.adult_id = p_person and c.may_sign and not c.do_not_contact and c.disputed_at is null
      and c.starts_on <= p_day and (c.ends_on is null or c.ends_on >= p_day)
  ), asked as (
    -- bound twice by the same agreement (two schools of a trust): asked once, in the newest round
    select distinct on (c.capacity, c.subject_id, c.series_id) c.*,
      array_agg(c.unit_id) over whole as units, min(c.member_from) over whole as bound_from,
      coalesce(c.visit, case c.renewal when 'once' then 'once' else academic_year(p_day)::text end) as occasion
    from candidate c
    window whole as (partition by c.capacity, c.subject_id, c.series_id)
    order by c.capacity, c.subject_id, c.series_id, c.visit is not null, c.round desc, c.starts_on desc, c.unit_id
  )
  select o.id, a.capacity, a.subject_id, concat_ws(' ', coalesce(sp.known_as, sp.given_name), sp.family_name),
    concat_ws(' ', sp.given_name, sp.family_name), a.policy_id, pol.title, a.version_id, v.major, v.minor, a.agreement_id, ag.title, a.series_id, a.round,
    a.occasion, a.wording_id, a.units, a.asked, a.countersign, a.starts_on, due.due_on, due.signed_before,
    s.id, s.signer_id, s.signed_at, r.kind,
    coalesce(w.waits, false),
    a.capacity = 'own' and a.asked = 'must' and s.id is null and not coalesce(r.open, false) and a.bound_from <= p_day
      and (not due.signed_before and due.back_on is null or due.due_on <= p_day)
      and not exists (select 1 from away aw where aw.organisation_id = p_organisation and aw.person_id = p_person
        and aw.unit_id = any (a.units) and aw.starts_on <= p_day and (aw.ends_on is null or aw.ends_on >= p_day))
  from asked a
  join policy pol on pol.organisation_id = p_organisation and pol.id = a.policy_id
  join policy_version v on v.organisation_id = p_organisation and v.id = a.version_id
  join agreement ag on ag.organisation_id = p_organisation and ag.id = a.agreement_id
  join person sp on sp.organisation_id = p_organisation and sp.id = a.subject_id
  cross join lateral obligation_id(p_organisation, p_person, a.subject_id, a.series_id, a.round, a.occasion, a.capacity) as o (id)
  cross join lateral (
    select case a.capacity when 'own' then v_ids else array(select a.subject_id union all select al.duplicate_id
      from person_alias al where al.organisation_id = p_organisation and al.person_id = a.subject_id and al.undone_at is null) end
  ) as subject (ids)
  left join lateral (
    select x.id, x.signer_id, x.signed_at from signature x
    where a.capacity = 'own' and x.capacity = 'own'
      and x.organisation_id = p_organisation and x.series_id = a.series_id and x.subject_id = any (subject.ids)
      and x.round >= a.round and x.occasion = a.occasion and x.signed_on <= p_day
      and not exists (select 1 from signature_void sv where sv.organisation_id = p_organisation and sv.signature_id = x.id)
    union all
    select x.id, x.signer_id, x.signed_at from signature x
    where a.capacity = 'countersign' and x.capacity = 'countersign'
      and x.organisation_id = p_organisation and x.series_id = a.series_id and x.subject_id = any (subject.ids)
      and x.round >= a.round and x.occasion = a.occasion and x.signed_on <= p_day
      and (a.countersign = 'one' or x.signer_id = any (v_ids))
      and not exists (select 1 from signature_void sv where sv.organisation_id = p_organisation and sv.signature_id = x.id)
    order by signed_at limit 1
  ) s on true
  -- the pupil signs first where the pupil must
  left join lateral (
    select not exists (
      select 1 from signature x
      where x.capacity = 'own' and x.organisation_id = p_organisation and x.series_id = a.series_id
        and x.subject_id = any (subject.ids) and x.round >= a.round and x.occasion = a.occasion and x.signed_on <= p_day
        and not exists (select 1 from signature_void sv where sv.organisation_id = p_organisation and sv.signature_id = x.id)
    ) as waits
    where a.capacity = 'countersign' and a.asked = 'must' and a.pupil_order = 'pupil-first'
  ) w on true
  cross join lateral (
    -- who was away when it was asked has some days from their return
    select before.yes as signed_before, back.day as back_on,
      greatest(asked.day + case when before.yes or a.bound_from < a.round_from then a.sign_within_days else 0 end,
        back.day + (select org.return_days from organisation org where org.organisation_id = p_organisation)) as due_on
    from (select exists (
      select 1 from signature x where x.organisation_id = p_organisation and x.series_id = a.series_id
        and x.subject_id = any (subject.ids) and x.capacity = a.capacity and x.signer_id = any (v_ids)) as yes) before
    cross join lateral (
      select greatest(a.round_from, a.bound_from, case when a.renewal = 'academic-year' then make_date(academic_year(p_day), 9, 1) end) as day
    ) asked
    left join lateral (
      select aw.ends_on + 1 as day from away aw
      where a.capacity = 'own' and aw.organisation_id = p_organisation and aw.person_id = p_person and aw.unit_id = any (a.units)
        and aw.kind = 'away' and aw.starts_on <= p_day and aw.ends_on < p_day and aw.ends_on >= asked.day
      order by aw.ends_on desc limit 1
    ) back on true
  ) due
  left join lateral (
    -- a question keeps the gate open until it has its answer, a refusal for good
    select re.kind, re.kind <> 'question' or not exists (select 1 from response_answer ra
      where ra.organisation_id = p_organisation and ra.response_id = re.id) as open
    from response re where re.organisation_id = p_organisation and re.obligation_id = o.id
    order by re.made_at desc limit 1
  ) r on true
  order by s.id is not null, due.due_on, ag.title, a.subject_id;
end $$;

-- A letter's code opens what its person is asked, and none of the duties they may have besides.
-- Who a session belongs to and what they may do today; no row when it has ended or run out.
-- `must_sign` is the gate: something required is unsigned, so no other page comes first. Where the gate does not
-- matter because agreements are read and signed there, `p_gate` false saves working it out; it then counts as closed.
create or replace function who_is_acting(p_session uuid, p_now timestamptz, p_gate boolean)
returns table (
  organisation_id uuid, organisation_name text, organisation_slug text, organisation_kind text, colour text,
  time_zone text, demonstration boolean, today date, person_id uuid, given_name text, family_name text,
  known_as text, memberships jsonb, duties jsonb, seats jsonb, must_sign boolean
) language plpgsql volatile as $$
#variable_conflict use_column
declare
  v_organisation uuid;
  v_person uuid;
  v_day date;
  v_method text;
begin
  select s.organisation_id, s.person_id, s.method into v_organisation, v_person, v_method from session s
  where s.id = p_session and s.ended_at is null and s.expires_at > p_now;
  if v_organisation is null then return; end if;
  perform set_config('countersign.organisation', v_organisation::text, true);
  select (p_now at time zone o.time_zone)::date into v_day from organisation o where o.organisation_id = v_organisation;
  -- a letter is for who is nothing but a parent or carer: it ends when they become more, or turn out to be
  if v_method = 'letter' and (
    exists (select 1 from membership m where m.organisation_id = v_organisation and m.person_id = v_person
      and m.role <> 'parent' and (m.ends_on is null or m.ends_on >= v_day))
    or exists (select 1 from duty y where y.organisation_id = v_organisation and y.person_id = v_person
      and (y.ends_on is null or y.ends_on >= v_day))
    or exists (select 1 from seat t where t.organisation_id = v_organisation and t.person_id = v_person
      and (t.ends_on is null or t.ends_on >= v_day))
  ) then return; end if;
  return query
  select v_organisation, o.name, d.slug, o.kind, o.colour, o.time_zone, d.demonstration, v_day,
    p.id, p.given_name, p.family_name, p.known_as,
    coalesce((select jsonb_agg(jsonb_build_object('role', m.role, 'unitId', m.unit_id, 'unitName', u.name, 'urn', u.urn, 'startsOn', m.starts_on) order by u.kind, u.name)
      from membership m join unit u on u.organisation_id = v_organisation and u.id = m.unit_id
      where m.organisation_id = v_organisation and m.person_id = v_person and (m.ends_on is null or m.ends_on >= v_day)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('kind', y.kind, 'unitId', y.unit_id, 'unitKind', u.kind, 'unitName', u.name, 'urn', u.urn) order by u.kind, u.name, y.kind)
      from duty y join unit u on u.organisation_id = v_organisation and u.id = y.unit_id
      where v_method <> 'letter' and y.organisation_id = v_organisation and y.person_id = v_person and y.starts_on <= v_day and (y.ends_on is null or y.ends_on >= v_day)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('part', t.part, 'bodyId', b.id, 'bodyName', b.name, 'unitId', b.unit_id) order by b.name)
      from seat t join body b on b.organisation_id = v_organisation and b.id = t.body_id
      where v_method <> 'letter' and t.organisation_id = v_organisation and t.person_id = v_person and t.starts_on <= v_day and (t.ends_on is null or t.ends_on >= v_day)), '[]'),
    not p_gate or exists (select 1 from gate(v_organisation, v_person, v_day) g where g.closes)
  from organisation o
  join organisation_directory d on d.id = v_organisation
  join person p on p.organisation_id = v_organisation and p.id = v_person and p.erased_at is null
  where o.organisation_id = v_organisation;
end $$;

drop function sign_agreement(uuid, uuid, uuid, uuid, uuid, uuid, int, text, uuid, uuid, uuid, uuid, text, date,
  timestamptz, text, uuid, text, text, text, text, text, uuid);

-- Signs once. The database decides who was first; whoever comes later gets the first one's signature back.
create function sign_agreement(
  p_organisation uuid, p_id uuid, p_agreement uuid, p_policy uuid, p_version uuid, p_series uuid, p_round int,
  p_occasion text, p_wording uuid, p_unit uuid, p_subject uuid, p_signer uuid, p_capacity text, p_signed_on date,
  p_signed_at timestamptz, p_method text, p_recorded_by uuid, p_text_hash text, p_shown_hash text,
  p_record_hash text, p_salt text, p_record text, p_event uuid, p_recorded_at timestamptz, p_receipt boolean)
returns table (signature_id uuid, made boolean) language plpgsql volatile as $$
#variable_conflict use_column
declare
  v_id uuid;
  v_voided uuid;
begin
  perform set_config('countersign.organisation', p_organisation::text, true);
  for v_try in 1..10 loop
    insert into signature (organisation_id, id, agreement_id, version_id, series_id, round, occasion, wording_id, unit_id,
      subject_id, signer_id, capacity, signed_on, signed_at, method, recorded_by_id, text_hash, shown_hash, record_hash, replaces_id)
    values (p_organisation, p_id, p_agreement, p_version, p_series, p_round, p_occasion, p_wording, p_unit,
      p_subject, p_signer, p_capacity, p_signed_on, p_signed_at, p_method, p_recorded_by, p_text_hash, p_shown_hash, p_record_hash, v_voided)
    on conflict do nothing
    returning id into v_id;
    exit when v_id is not null;
    -- signed already: that signature is the answer, unless it no longer counts, when this one takes its place
    select x.id into v_id from signature x
    where x.organisation_id = p_organisation and x.series_id = p_series and x.subject_id = p_subject and x.round = p_round
      and x.occasion = p_occasion and x.capacity = p_capacity and x.signer_id = p_signer
      and not exists (select 1 from signature_void v where v.organisation_id = p_organisation and v.signature_id = x.id);
    if v_id is not null then
      return query select v_id, false;
      return;
    end if;
    select x.id into v_voided from signature x
    where x.organisation_id = p_organisation and x.series_id = p_series and x.subject_id = p_subject and x.round = p_round
      and x.occasion = p_occasion and x.capacity = p_capacity and x.signer_id = p_signer
      -- one that came in since this was last asked has not been voided: the next turn finds it
      and exists (select 1 from signature_void v where v.organisation_id = p_organisation and v.signature_id = x.id)
      and not exists (select 1 from signature y where y.organisation_id = p_organisation and y.replaces_id = x.id)
    limit 1;
  end loop;
  if v_id is null then raise exception 'signature % was neither made nor found', p_id; end if;
  insert into signature_record (organisation_id, signature_id, salt, record) values (p_organisation, v_id, p_salt, p_record);
  insert into event (organisation_id, id, kind, happened_at, actor_id, unit_id, person_id, policy_id, version_id, signature_id, details)
  values (p_organisation, p_event, case when p_recorded_by is null then 'agreement-signed' else 'signature-recorded' end,
    p_recorded_at, coalesce(p_recorded_by, p_signer), p_unit, p_subject, p_policy, p_version, v_id, jsonb_build_object('method', p_method, 'day', p_signed_on));
  if p_receipt then
    perform enqueue_job('send-receipt', json_build_object('organisationId', p_organisation, 'signatureId', v_id), 5, 'receipt:' || v_id, null);
  end if;
  return query select v_id, true;
end $$;

-- The application may ask for work to be done, and nothing else of the queue's. Runs with the owner's rights,
-- who is a member of the queue's role.
create or replace function enqueue_job(p_task text, p_payload json, p_priority int, p_key text, p_run_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_task not in ('send-message', 'count-progress', 'send-receipt', 'ask-to-sign', 'run-sending') then
    raise exception 'unknown task %', p_task;
  end if;
  perform graphile_worker.add_job(p_task, p_payload, run_at => p_run_at, priority => p_priority, job_key => p_key, max_attempts => 12);
end $$;

revoke all on function sign_agreement(uuid, uuid, uuid, uuid, uuid, uuid, int, text, uuid, uuid, uuid, uuid, text, date,
  timestamptz, text, uuid, text, text, text, text, text, uuid, timestamptz, boolean) from public;
grant execute on function sign_agreement(uuid, uuid, uuid, uuid, uuid, uuid, int, text, uuid, uuid, uuid, uuid, text, date,
  timestamptz, text, uuid, text, text, text, text, text, uuid, timestamptz, boolean) to countersign_application;
