import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may } from "#lib/permissions/permissions.ts";
import { demandAt, personFor } from "./access.ts";
import { calledName, fold } from "./names.ts";
import type { MembershipRole } from "./words.ts";

/** Two records that stand for one person. */
export type Joined = {
  duplicateId: string;
  duplicateName: string;
  personId: string;
  name: string;
  joinedAt: Date;
};

const names = { select: { givenName: true, familyName: true, knownAs: true } } as const;

/**
 * Where a record went that was joined to another, or null for one that stands for itself. Null as well outside the
 * actor's reach: the page of that person says what it says of every other.
 */
export async function joinedInto(actor: Actor, personId: string): Promise<Joined | null> {
  if (!isId(personId)) return null;
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const alias = await transaction.personAlias.findFirst({
      where: { organisationId, duplicateId: personId, undoneAt: null },
      select: { personId: true, madeAt: true, person: names, duplicate: names },
    });
    if (!alias) return null;
    const kept = await personFor(transaction, actor, "people:read", alias.personId).catch(() => null);
    return (
      kept && {
        duplicateId: personId,
        duplicateName: calledName(alias.duplicate),
        personId: alias.personId,
        name: calledName(alias.person),
        joinedAt: alias.madeAt,
      }
    );
  });
}

/** The records that were joined to this one and stand. @throws Refusal "not-found" outside the actor's reach */
export async function recordsJoinedTo(actor: Actor, personId: string): Promise<Joined[]> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    await personFor(transaction, actor, "people:read", personId);
    const rows = await transaction.personAlias.findMany({
      where: { organisationId, personId, undoneAt: null },
      orderBy: { madeAt: "desc" },
      select: { duplicateId: true, madeAt: true, person: names, duplicate: names },
    });
    return rows.map(({ duplicateId, madeAt, person, duplicate }) => ({
      duplicateId,
      duplicateName: calledName(duplicate),
      personId,
      name: calledName(person),
      joinedAt: madeAt,
    }));
  });
}

export type Candidate = { id: string; name: string; legalName: string; roles: MembershipRole[] };

/**
 * People of a school and adults of its pupils whose name matches, without those who were joined to another record;
 * of the whole organisation where the actor may join everywhere. At most 20, to find the other record of a person.
 * @throws Refusal "not-found" without `people:merge` at the unit
 */
export async function findOtherRecords(
  actor: Actor,
  unitId: string,
  personId: string,
  search: string,
): Promise<Candidate[]> {
  demandAt(actor, "people:merge", unitId);
  if (!isId(personId)) throw notFound();
  const pieces = fold(search).split(/[ ,]+/).filter(Boolean).slice(0, 6);
  if (pieces.length === 0) return [];
  const { organisationId } = actor;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const everywhere = may(actor, "people:merge", organisationId);
  const here = Prisma.sql`(
    exists (select 1 from membership m where m.organisation_id = ${organisation} and m.person_id = p.id and m.unit_id = ${unitId}::uuid)
    or exists (select 1 from contact c
      join membership m on m.organisation_id = ${organisation} and m.person_id = c.pupil_id and m.unit_id = ${unitId}::uuid
      where c.organisation_id = ${organisation} and c.adult_id = p.id))`;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<Candidate[]>`
      select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
        concat_ws(' ', p.given_name, p.family_name) as "legalName",
        coalesce((select array_agg(distinct m.role) from membership m
          where m.organisation_id = ${organisation} and m.person_id = p.id), '{}') as roles
      from person p
      where p.organisation_id = ${organisation} and p.erased_at is null and p.id <> ${personId}::uuid
        and ${Prisma.join(
          pieces.map((piece) => Prisma.sql`position(${piece} in p.sort_name) > 0`),
          " and ",
        )}
        and not exists (select 1 from person_alias al
          where al.organisation_id = ${organisation} and al.duplicate_id = p.id and al.undone_at is null)
        and ${everywhere ? Prisma.sql`true` : here}
      order by p.sort_name, p.id limit 20`,
  );
}
