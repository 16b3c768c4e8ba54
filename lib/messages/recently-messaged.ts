import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";

/** Nobody is reminded within so many hours of the message before, unless it is asked for. */
export const recentHours = 24;

export const recentlyIs = (): Date => new Date(now().getTime() - recentHours * 60 * 60_000);

/**
 * Of people of a school, those who had a message that asks or reminds in the last 24 hours, or for whom one waits:
 * they themselves, or a contact of theirs. For a page to ask before it sends another.
 * @param personIds people of rows of who has not signed, at most 20,000
 * @throws Refusal "not-found" without `reminders:send` there
 */
export async function recentlyMessaged(
  actor: Actor,
  unitId: string,
  personIds: string[],
): Promise<{ personId: string; name: string; at: Date }[]> {
  demand(actor, "reminders:send", unitId);
  const ids = parse(z.array(z.guid()).max(20_000), personIds);
  const { organisationId, today } = actor;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ personId: string; name: string; at: Date }[]>`
      select p.id as "personId", concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name, had.at
      from unnest(${ids}::uuid[]) i (id)
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = i.id
      cross join lateral (
        select max(greatest(m.created_at, m.sent_at)) as at from (
          select p.id union all
          select c.adult_id from contact c where c.organisation_id = ${organisationId}::uuid and c.pupil_id = p.id
            and c.starts_on <= ${today}::date and (c.ends_on is null or c.ends_on >= ${today}::date)
        ) who (id)
        join message m on m.organisation_id = ${organisationId}::uuid and m.person_id = who.id
          and m.kind in ('ask', 'reminder') and (m.state = 'waiting' or m.state = 'sent' and m.sent_at > ${recentlyIs()})
      ) had
      where had.at is not null
        and exists (select 1 from membership m where m.organisation_id = ${organisationId}::uuid and m.person_id = p.id
          and m.unit_id = ${unitId}::uuid)
      order by p.sort_name, p.id`,
  );
}
