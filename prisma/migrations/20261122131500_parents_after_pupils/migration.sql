-- Where a pupil signs first, their own signature is what brings the turn of their parents and carers: it queues asking
-- them at their school. Everybody's signatures of one half minute make one job, at its end: a school signing all day
-- neither puts the job off again and again nor makes one for each child.
create function ask_parents_next(p_organisation uuid, p_agreement uuid, p_unit uuid, p_subject uuid)
returns void language plpgsql volatile as $$
declare
  v_at timestamptz := date_bin('30 seconds', statement_timestamp(), 'epoch'::timestamptz) + interval '30 seconds';
begin
  perform set_config('countersign.organisation', p_organisation::text, true);
  if exists (
    select 1 from agreement a where a.organisation_id = p_organisation and a.id = p_agreement
      and a.countersign <> 'none' and a.pupil_order = 'pupil-first'
  ) and exists (
    select 1 from contact c where c.organisation_id = p_organisation
      and c.pupil_id in (select p_subject union all select al.person_id from person_alias al
        where al.organisation_id = p_organisation and al.duplicate_id = p_subject and al.undone_at is null)
      and c.may_sign and not c.do_not_contact and c.disputed_at is null
      -- which day it is there is for the asking to know
      and (c.ends_on is null or c.ends_on >= current_date - 1)
  ) then
    perform enqueue_job('ask-to-sign', json_build_object('organisationId', p_organisation, 'unitId', p_unit), 5,
      concat_ws(' ', 'ask', p_organisation, p_unit, extract(epoch from v_at)::bigint), v_at);
  end if;
end $$;
revoke all on function ask_parents_next(uuid, uuid, uuid, uuid) from public;
grant execute on function ask_parents_next(uuid, uuid, uuid, uuid) to countersign_application;
