import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { type MembershipRole, membershipRoles } from "#lib/people/words.ts";
import { demand, type Permission, unitsWhere } from "#lib/permissions/permissions.ts";

export type UnitInView = { id: string; name: string; urn: string | null };

/** The school with this URN in the actor's organisation. Throws not-found also without the permission there. */
export async function schoolInView(actor: Actor, urn: string, permission: Permission): Promise<UnitInView> {
  const school = await schoolByUrn(actor, urn);
  demand(actor, permission, school.id);
  return school;
}

/** The organisation's own unit: its central team and its board. Throws not-found without the permission there. */
export async function ownUnitInView(actor: Actor, permission: Permission): Promise<UnitInView> {
  const { organisationId } = actor;
  demand(actor, permission, organisationId);
  return { id: organisationId, name: actor.organisation.name, urn: null };
}

/** Every open school where the actor may do this, by name. Throws not-found where there is none. */
export async function schoolsInView(actor: Actor, permission: Permission): Promise<UnitInView[]> {
  const where = unitsWhere(actor, permission);
  const { organisationId } = actor;
  const schools = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({
      where: {
        organisationId,
        kind: "school",
        closedOn: null,
        ...(where === "all" ? {} : { id: { in: where } }),
      },
      select: { id: true, name: true, urn: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 500,
    }),
  );
  if (schools.length === 0) throw notFound();
  return schools;
}

/** What a school's list can be filtered by on a day. */
export type FilterChoices = {
  roles: MembershipRole[];
  classes: { id: string; name: string }[];
  agreements: { id: string; title: string }[];
};

/** Throws not-found without `not-signed:read` there. */
export async function filterChoices(actor: Actor, unitId: string, day: Day): Promise<FilterChoices> {
  demand(actor, "not-signed:read", unitId);
  const { organisationId } = actor;
  const [found] = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<FilterChoices[]>`
      with bound as (
        select b.role, b.series_id, b.agreement_id from binding b
        where b.organisation_id = ${organisationId}::uuid and b.unit_id = ${unitId}::uuid
          and b.starts_on <= ${day}::date and (b.ends_on is null or b.ends_on >= ${day}::date)
      )
      select
        array(select distinct role from bound) as roles,
        coalesce((select jsonb_agg(jsonb_build_object('id', s.series_id, 'title', s.title) order by s.title, s.series_id) from (
          select distinct on (b.series_id) b.series_id, a.title from bound b
          join agreement a on a.organisation_id = ${organisationId}::uuid and a.id = b.agreement_id
          order by b.series_id, a.round desc) s), '[]') as agreements,
        coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name) from class_group g
          where g.organisation_id = ${organisationId}::uuid and g.unit_id = ${unitId}::uuid
            and g.academic_year = academic_year(${day}::date)), '[]') as classes`,
  );
  const here = new Set(found?.roles);
  return {
    roles: membershipRoles.filter((role) => here.has(role)),
    classes: [...(found?.classes ?? [])].sort((one, other) =>
      one.name.localeCompare(other.name, "en-GB", { numeric: true }),
    ),
    agreements: found?.agreements ?? [],
  };
}
