import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { dayToDate } from "#lib/dates.ts";

/**
 * The ratifications of an organisation that count, as a common table expression named `ratified`: corrected rows
 * left out, each with the day from which it was withdrawn. Columns: policy_id, version_id, major, minor,
 * starts_on, withdrawn_on.
 */
export const ratified = (organisationId: string) => Prisma.sql`
  ratified as (
    select d.policy_id, d.version_id, d.major, d.minor, d.implementation_on as starts_on,
      (select min(w.withdrawn_on) from withdrawal w
        where w.organisation_id = ${organisationId}::uuid and w.version_id = d.version_id
          and not exists (select 1 from withdrawal c where c.organisation_id = ${organisationId}::uuid and c.replaces_id = w.id)
      ) as withdrawn_on
    from decision d
    where d.organisation_id = ${organisationId}::uuid and d.outcome = 'ratified'
      and not exists (select 1 from decision c where c.organisation_id = ${organisationId}::uuid and c.replaces_id = d.id)
  )`;

/**
 * The version in force on a day: the newest ratified one whose implementation date has come and that has not been
 * withdrawn by then. Of two that come into force on one day, the higher number.
 */
export async function versionInForce(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  day: Day,
): Promise<{ versionId: string; major: number; minor: number; startsOn: Date } | null> {
  const rows = await transaction.$queryRaw<
    { versionId: string; major: number; minor: number; startsOn: Date }[]
  >`
    with ${ratified(organisationId)}
    select version_id as "versionId", major, minor, starts_on as "startsOn" from ratified
    where policy_id = ${policyId}::uuid and starts_on <= ${dayToDate(day)}::date
      and (withdrawn_on is null or withdrawn_on > ${dayToDate(day)}::date)
    order by starts_on desc, major desc, minor desc limit 1`;
  return rows[0] ?? null;
}
