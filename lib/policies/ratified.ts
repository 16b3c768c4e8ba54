import { Prisma } from "#lib/database/generated/client.ts";

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
