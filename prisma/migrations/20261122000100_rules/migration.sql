-- What Prisma's schema language has no words for: tenancy, grants, allowed values, partial uniqueness.
-- The roles countersign_application, countersign_queue and countersign_keeper are made before migrations run.

-- Tenancy -----------------------------------------------------------------------------------------------

-- Called directly in every policy: inside a subquery the planner would plan for an average tenant
-- (2.0 s against 0.6 s on a large trust).
create function app_organisation() returns uuid language sql stable parallel safe
as $$ select nullif(current_setting('countersign.organisation', true), '')::uuid $$;

-- Every table with an organisation is a tenant's, except the directory, which leads to organisations.
-- Enabled and not forced: the owner's backfills and back-ups must see every row.
do $$
declare t text;
begin
  for t in
    select c.table_name from information_schema.columns c
    join information_schema.tables b using (table_schema, table_name)
    where c.table_schema = current_schema() and c.column_name = 'organisation_id' and b.table_type = 'BASE TABLE'
      and c.table_name not in ('directory_entry', 'session')
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy tenancy on %I using (organisation_id = app_organisation()) with check (organisation_id = app_organisation())', t);
  end loop;
end $$;

-- Grants ------------------------------------------------------------------------------------------------

do $$
declare
  t text;
  append_only constant text[] := array['policy_version', 'policy_import', 'agreement', 'statement', 'wording',
    'adoption', 'adopted_wording', 'proposal', 'vote', 'decision', 'withdrawal', 'review', 'signature',
    'signature_record', 'signature_void', 'response', 'event', 'series'];
  removable constant text[] := array['binding', 'progress', 'draft', 'directory_entry', 'sign_in_code'];
begin
  execute format('grant usage on schema %I to countersign_application, countersign_keeper', current_schema());
  for t in
    select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'
  loop
    execute format('grant select, insert on %I to countersign_application', t);
    if not t = any (append_only) then
      execute format('grant update on %I to countersign_application', t);
    end if;
    if t = any (removable) then
      execute format('grant delete on %I to countersign_application', t);
    end if;
    -- Retention and moving an organisation to another home are the keeper's; nobody else erases.
    execute format('grant select, insert, update, delete on %I to countersign_keeper', t);
  end loop;
end $$;

-- Allowed values: text with a check, because enums cannot use an index under row-level security ----------

alter table organisation_directory
  add check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  add check (state in ('open', 'moving', 'closed'));
alter table directory_entry add check (kind in ('urn', 'school-code', 'class-code', 'link', 'address', 'identity'));
alter table session add check (method in ('code', 'persona', 'identity-provider'));
alter table organisation add check (kind in ('trust', 'federation', 'single-school'));
alter table unit
  add check (kind in ('organisation', 'school')),
  add check ((kind = 'organisation') = (id = organisation_id)),
  add check (phase in ('nursery', 'infant', 'junior', 'primary', 'middle', 'secondary', 'sixth-form', 'all-through', 'special')),
  add check (urn ~ '^[0-9]{6}$');
alter table body
  add check (kind in ('trust-board', 'governing-body', 'committee')),
  add check (quorum > 0);
alter table seat add check (part in ('chair', 'vice-chair', 'member', 'clerk')), add check (ends_on >= starts_on);
alter table outside_identifier
  add check (num_nonnulls(person_id, unit_id, class_group_id, membership_id) = 1);
alter table membership
  add check (role in ('staff', 'agency', 'volunteer', 'governor', 'trustee', 'contractor', 'trainee', 'visitor', 'pupil', 'parent')),
  add check (ends_on >= starts_on),
  add check (cohort is null or role = 'pupil');
alter table duty
  add check (kind in ('head', 'office', 'policy-owner', 'board-member', 'clerk', 'data-protection-officer',
    'safeguarding-lead', 'it-administrator', 'organisation-administrator', 'auditor')),
  add check (ends_on >= starts_on);
alter table class_group add check (kind in ('class', 'tutor-group'));
alter table class_membership add check (part in ('pupil', 'teacher')), add check (ends_on >= starts_on);
alter table contact add check (adult_id <> pupil_id), add check (ends_on >= starts_on);
alter table away add check (kind in ('away', 'excused')), add check (ends_on >= starts_on);
alter table person_alias add check (duplicate_id <> person_id);
alter table policy
  add check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  add check (adoption_rule in ('none', 'defaults', 'wait')),
  add check (renewal in ('once', 'academic-year')),
  add check (sign_within_days between 0 and 365);
alter table approval_step
  add check (outcome in ('approve', 'ratify')),
  add check (num_nonnulls(body_id, duty_kind) = 1);
alter table policy_version
  add check (major >= 1 and minor >= 0),
  add check (source in ('import', 'draft')),
  add check (review_precision in ('day', 'month', 'term', 'year'));
alter table agreement
  add check (countersign in ('none', 'one', 'all')),
  add check (pupil_order in ('pupil-first', 'free')),
  add check (origin in ('policy', 'school-choice')),
  add check (round >= 1);
alter table audience
  add check (role in ('staff', 'agency', 'volunteer', 'governor', 'trustee', 'contractor', 'trainee', 'visitor', 'pupil', 'parent')),
  add check (requirement in ('must', 'may', 'no'));
alter table decision
  add check (outcome in ('approved', 'ratified', 'returned')),
  add check (method in ('meeting', 'written-resolution', 'delegate', 'before-countersign')),
  add check (outcome <> 'ratified' or implementation_on is not null);
alter table vote add check (answer in ('for', 'against', 'abstain'));
alter table review add check (outcome in ('unchanged', 'to-be-revised'));
alter table signature
  add check (capacity in ('own', 'countersign')),
  add check (method in ('screen', 'class-session', 'paper', 'session', 'arrival')),
  add check (capacity = 'countersign' or signer_id = subject_id),
  add check (capacity = 'own' or signer_id <> subject_id);
alter table response
  add check (kind in ('question', 'refusal', 'objection')),
  add check (capacity in ('own', 'countersign'));
alter table event add check (actor_id is not null or actor_words is not null);
alter table message add check (state in ('waiting', 'sent', 'failed'));

-- Uniqueness that matters ---------------------------------------------------------------------------------

-- Signing twice is impossible. Two indexes, because testing signer = subject in one made the planner choose
-- the wrong one (12 s). `nulls not distinct`: the first signature has nothing that it replaces.
create unique index signature_own on signature
  (organisation_id, series_id, subject_id, round, occasion, replaces_id) include (signed_on, id)
  nulls not distinct where capacity = 'own';
create unique index signature_countersign on signature
  (organisation_id, series_id, subject_id, signer_id, round, occasion, replaces_id) include (signed_on, id)
  nulls not distinct where capacity = 'countersign';

-- One ratified number per policy. A correction of the record names the row it corrects.
create unique index decision_ratified_number on decision (organisation_id, policy_id, major, minor)
  where outcome = 'ratified' and replaces_id is null;
