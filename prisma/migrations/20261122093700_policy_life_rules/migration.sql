-- Tenancy, grants, allowed values and partial uniqueness of what `policy_life` added.

do $$
declare
  t text;
  added constant text[] := array['draft_file', 'draft_writer', 'draft_copy', 'draft_review', 'consultation',
    'finding_set_aside', 'proposal_end', 'minute', 'minute_attendance', 'minute_answer', 'decision_report',
    'local_wording', 'exemption', 'exemption_answer'];
  changing constant text[] := array['draft_review', 'finding_set_aside', 'local_wording'];
begin
  foreach t in array added loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenancy on %I using (organisation_id = app_organisation()) with check (organisation_id = app_organisation())', t);
    execute format('grant select, insert on %I to countersign_application', t);
    -- the rest are only ever added to
    if t = any (changing) then
      execute format('grant update on %I to countersign_application', t);
    end if;
    execute format('grant select, insert, update, delete on %I to countersign_keeper', t);
  end loop;
end $$;

alter table policy
  add check (minor_duty in ('head', 'policy-owner', 'organisation-administrator')),
  add check (exemption_by in ('head', 'organisation-head'));
alter table proposal
  add check (step >= 1),
  add check (method in ('meeting', 'written-resolution', 'delegate')),
  add check (method <> 'written-resolution' or (closes_on is not null and body_id is not null));
alter table decision
  add check (step >= 1),
  add check (votes_for >= 0 and votes_against >= 0 and abstained >= 0),
  add check (outcome <> 'returned' or reasons is not null);
alter table draft_file add check (kind in ('text', 'markdown', 'word', 'pdf'));
alter table draft_copy add check (reason in ('checkpoint', 'conflict', 'before-file', 'before-restore', 'before-return'));
alter table draft_review
  add check (answer in ('agreed', 'sent-back')),
  add check ((answer is null) = (answered_at is null)),
  add check (answer is distinct from 'sent-back' or comments is not null);
alter table consultation add check (ends_on >= starts_on);
alter table finding_set_aside add check (length(reason) > 0);
alter table proposal_end add check (kind in ('taken-back', 'lapsed'));
alter table minute
  add check (outcome in ('approved', 'ratified', 'returned')),
  add check (outcome <> 'returned' or reasons is not null),
  add check (outcome <> 'ratified' or implementation_on is not null),
  add check (votes_for >= 0 and votes_against >= 0 and abstained >= 0);
alter table minute_answer
  add check (answer in ('confirmed', 'not-right')),
  add check (answer <> 'not-right' or words is not null);
alter table local_wording
  add check (answer in ('confirmed', 'sent-back')),
  add check ((answer is null) = (answered_at is null)),
  add check ((answer is not distinct from 'confirmed') = (adoption_id is not null));
alter table exemption add check (ends_on >= starts_on);
alter table exemption_answer add check (answer in ('approved', 'refused', 'revoked'));
alter table kept_file
  drop constraint kept_file_media_type_check,
  add constraint kept_file_media_type_check check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'text/plain', 'text/markdown'));

-- Each seat answers once; changing an answer names the one that it replaces.
create unique index vote_first on vote (organisation_id, proposal_id, seat_id) where replaces_id is null;
create unique index vote_replaced_once on vote (organisation_id, replaces_id) where replaces_id is not null;
-- A proposal and a decision are corrected or replaced by one other.
create unique index proposal_replaced_once on proposal (organisation_id, replaces_id) where replaces_id is not null;
create unique index decision_replaced_once on decision (organisation_id, replaces_id) where replaces_id is not null;
create unique index minute_replaced_once on minute (organisation_id, replaces_id) where replaces_id is not null;
create unique index decision_of_minute on decision (organisation_id, minute_id) where minute_id is not null;
-- A reviewer is asked once about a draft, a finding stands aside once, a school's wording waits once.
create unique index draft_review_standing on draft_review (organisation_id, draft_id, reviewer_id) where withdrawn_at is null;
create unique index finding_set_aside_standing on finding_set_aside (organisation_id, policy_id, rule, md5(about)) where taken_up_at is null;
create unique index local_wording_waiting on local_wording (organisation_id, version_id, unit_id) where answered_at is null;
-- A request is granted or refused once, and revoked once.
create unique index exemption_answered on exemption_answer (organisation_id, exemption_id) where answer in ('approved', 'refused');
create unique index exemption_revoked on exemption_answer (organisation_id, exemption_id) where answer = 'revoked';
create unique index exemption_form on exemption (organisation_id, form_id) where form_id is not null;
