-- Tenancy, grants, allowed values and partial uniqueness of what `everyone_signs` added.

do $$
declare
  t text;
  added constant text[] := array['response_answer', 'link', 'sending', 'holiday', 'pupil_signing', 'signing_session',
    'session_tablet', 'session_turn', 'visit', 'printed_form', 'kept_file', 'paper_signature'];
  append_only constant text[] := array['response_answer', 'printed_form', 'kept_file', 'paper_signature'];
  removable constant text[] := array['holiday'];
begin
  foreach t in array added loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenancy on %I using (organisation_id = app_organisation()) with check (organisation_id = app_organisation())', t);
    execute format('grant select, insert on %I to countersign_application', t);
    if not t = any (append_only) then
      execute format('grant update on %I to countersign_application', t);
    end if;
    if t = any (removable) then
      execute format('grant delete on %I to countersign_application', t);
    end if;
    execute format('grant select, insert, update, delete on %I to countersign_keeper', t);
  end loop;
end $$;

alter table session drop constraint session_method_check,
  add constraint session_method_check check (method in ('code', 'persona', 'identity-provider', 'letter'));
alter table response drop constraint response_kind_check,
  add constraint response_kind_check check (kind in ('question', 'refusal', 'objection', 'not-my-child'));
alter table message drop constraint message_state_check,
  add constraint message_state_check check (state in ('waiting', 'sent', 'failed', 'not-needed'));
alter table organisation
  add check (quiet_from between 0 and 24), add check (quiet_to between 0 and 24), add check (return_days between 0 and 365);
alter table agreement add check (countersign_until in (16, 18));
alter table link add check (kind in ('message', 'letter')), add check ((kind = 'message') = (to_address is not null));
alter table sending add check (kind in ('reminder', 'letter')), add check (total >= 0);
alter table holiday add check (ends_on >= starts_on);
alter table pupil_signing
  add check (requirement in ('must', 'may', 'no')), add check (year_to >= year_from), add check (ends_on >= starts_on);
alter table signing_session
  add check (role in ('staff', 'agency', 'volunteer', 'governor', 'trustee', 'contractor', 'trainee', 'visitor', 'pupil')),
  add check ((role = 'pupil') = (class_group_id is not null)),
  add check (closes_at > opened_at),
  add check (code ~ '^[A-Z]{5}$');
alter table session_turn add check (position >= 0), add check (signature_id is null or agreed_at is not null);
alter table visit add check (reason in ('agency', 'volunteer', 'contractor', 'visitor', 'other'));
alter table printed_form add check (capacity in ('own', 'countersign')), add check (round >= 1);
alter table kept_file
  add check (hash ~ '^[0-9a-f]{64}$'), add check (size > 0),
  add check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'));

-- A code or a link leads to one place, whoever made it.
create unique index directory_entry_secret on directory_entry (kind, key) where kind in ('class-code', 'link');
-- A record stands for one other at a time.
create unique index person_alias_standing on person_alias (organisation_id, duplicate_id) where undone_at is null;
-- A name chosen on two tablets at the same moment is taken by one of them.
create unique index session_turn_standing on session_turn (organisation_id, session_id, person_id) where ended_at is null;
create unique index visit_pass on visit (organisation_id, unit_id, pass);
