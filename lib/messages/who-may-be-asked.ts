import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { obligationRows } from "#lib/obligations/obligation-rows.ts";

/**
 * Everybody with an address whom one school, or the organisation itself, awaits for something that no message has told
 * them of: whoever must sign, and the contacts of pupils whose parent or carer is awaited now. Seen from the school in
 * one statement, and so a little too many: whom a message goes to the gate decides for each.
 *
 * What is asked of a visit is not among it: who arrives signs there.
 */
export async function whoMayBeAsked(
  transaction: Transaction,
  where: { organisationId: string; unitId: string; timeZone: string; day: Day },
): Promise<string[]> {
  const { organisationId, unitId, timeZone, day } = where;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const item = (capacity: string) =>
    Prisma.sql`substr(md5(concat_ws('/', ${capacity}::text, o.person_id, o.series_id, o.round, o.occasion)), 1, 12)`;
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    with ${obligationRows({ organisationId, timeZone, day, unitIds: [unitId], withStarters: true })}, open as materialized (
      select o.* from obligation o
      where not o.done and o.aside is null and o.occasion ~ '^(once|[0-9]{4})$'
    ), awaited as (
      select o.person_id as id, ${item("own")} as item from open o
      where o.must and not o.own and o.response_id is null
      union
      select c.adult_id, ${item("countersign")} from open o
      join agreement a on a.organisation_id = ${organisation} and a.id = o.agreement_id
      join contact c on c.organisation_id = ${organisation} and c.pupil_id = o.person_id and c.may_sign
        and not c.do_not_contact and c.disputed_at is null
        and c.starts_on <= ${day}::date and (c.ends_on is null or c.ends_on >= ${day}::date)
      where o.with_parent and not o.countersigned and (o.own or not o.must or a.pupil_order <> 'pupil-first')
    )
    select distinct w.id from awaited w
    cross join lateral (
      select ad.as_written from address ad
      where ad.organisation_id = ${organisation} and ad.person_id = w.id and ad.ended_at is null
        and not exists (
          select 1 from message m
          where m.organisation_id = ${organisation} and m.person_id = w.id and m.kind = 'ask' and m.state <> 'not-needed'
            and (m.state <> 'failed' or m.to_address = ad.as_written)
            and w.item = any (string_to_array(split_part(m.dedupe_key, ':', 4), ',')))
      limit 1
    ) reached
    order by w.id`;
  return rows.map(({ id }) => id);
}
