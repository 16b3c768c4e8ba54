import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";

/**
 * Which of these addresses nothing may be sent to: somebody who has the address must not be contacted about a pupil,
 * and a message to an address reaches everyone who shares it.
 *
 * Asking, reminding and receipts leave such an address out altogether; a sign-in code goes to it only for work of
 * somebody's own (`whoMayStillSignIn`).
 * @param addresses normalised
 * @returns those of them that must not be written to
 */
export async function addressesNotToUse(
  transaction: Transaction,
  organisationId: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await transaction.$queryRaw<{ normalised: string }[]>`
    select distinct a.normalised
    from address a
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = a.person_id and p.erased_at is null
    join contact c on c.organisation_id = ${organisationId}::uuid and c.adult_id = a.person_id and c.do_not_contact
    join organisation o on o.organisation_id = ${organisationId}::uuid
    where a.organisation_id = ${organisationId}::uuid and a.normalised = any (${[...addresses]}::text[])
      and a.ended_at is null
      and c.starts_on <= (${now()}::timestamptz at time zone o.time_zone)::date
      and (c.ends_on is null or c.ends_on >= (${now()}::timestamptz at time zone o.time_zone)::date)`;
  return new Set(rows.map(({ normalised }) => normalised));
}

/**
 * Of the people of one organisation behind an address, who may sign in by it. Everybody, usually; where the address
 * must not be used, only who has something there besides children: a role other than parent or carer, a duty, a seat.
 * @param addressHash the directory's key for the address, which is all that a browser's proof holds
 */
export async function whoMayStillSignIn(
  transaction: Transaction,
  organisationId: string,
  addressHash: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const addresses = await transaction.$queryRaw<{ normalised: string }[]>`
    select distinct normalised from address
    where organisation_id = ${organisationId}::uuid and person_id = any (${[...personIds]}::uuid[]) and ended_at is null
      and encode(sha256(convert_to('address:' || normalised, 'UTF8')), 'hex') = ${addressHash}`;
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    addresses.map(({ normalised }) => normalised),
  );
  if (barred.size === 0) return new Set(personIds);
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    select p.id from person p
    join organisation o on o.organisation_id = ${organisationId}::uuid
    cross join lateral (select (${now()}::timestamptz at time zone o.time_zone)::date as day) today
    where p.organisation_id = ${organisationId}::uuid and p.id = any (${[...personIds]}::uuid[]) and (
      exists (select 1 from membership m where m.organisation_id = ${organisationId}::uuid and m.person_id = p.id
        and m.role <> 'parent' and m.occasion is null and (m.ends_on is null or m.ends_on >= today.day))
      or exists (select 1 from duty d where d.organisation_id = ${organisationId}::uuid and d.person_id = p.id
        and (d.ends_on is null or d.ends_on >= today.day))
      or exists (select 1 from seat t where t.organisation_id = ${organisationId}::uuid and t.person_id = p.id
        and (t.ends_on is null or t.ends_on >= today.day)))`;
  return new Set(rows.map(({ id }) => id));
}
