-- At the door and on shared tablets: where a request came from (as a hash that can be compared with others of the same
-- school and day, or of the same session, and with nothing else), whether a tablet's screen is still looked at, what
-- somebody who arrived said their name was, and the colleague who confirmed it.

alter table "session_tablet" add column "network" text not null default '', add column "seen_at" timestamptz(3);
update "session_tablet" set "seen_at" = "asked_at";
alter table "session_tablet" alter column "seen_at" set not null;

alter table "visit"
  add column "name" text,
  add column "network" text not null default '',
  add column "confirmed_at" timestamptz(3),
  add column "confirmed_by_id" uuid,
  add constraint "visit_organisation_id_confirmed_by_id_fkey" foreign key ("organisation_id", "confirmed_by_id")
    references "person" ("organisation_id", "id") on delete restrict on update restrict;
alter table "visit" add constraint visit_confirmed_check check ((confirmed_at is null) = (confirmed_by_id is null));

-- Whoever was not who they said was never here as that: such a membership ends on the day before it began.
alter table membership drop constraint membership_check;
alter table membership add constraint membership_check check (
  ends_on >= starts_on or occasion like 'visit:%' and ends_on = starts_on - 1);
