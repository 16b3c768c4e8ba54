import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { academicYear, type Day } from "#lib/dates.ts";
import { demandAt, unitFor } from "./access.ts";
import { namedLike, wordsOf } from "./named-like.ts";
import type { PeopleFilter } from "./schema.ts";
import type { DutyKind, MembershipRole } from "./words.ts";

export type ListedPerson = {
  id: string;
  /** Known-as and last name. */
  name: string;
  legalName: string;
  /** Their roles at the unit, those that count for the list asked for. */
  roles: {
    role: MembershipRole;
    jobTitle: string | null;
    startsOn: Day;
    endsOn: Day | null;
    /** A pupil's, today or when they start. */
    yearGroup: number | null;
  }[];
  /** Classes and tutor groups there today. */
  classes: string[];
  /** Duties there today. */
  duties: DutyKind[];
  /** How many addresses they can sign in with. */
  addresses: number;
};

export type PeoplePage = {
  rows: ListedPerson[];
  /** How many the filters let through, on all pages together. */
  total: number;
  /** Identifier for the next page's `after`; null on the last. */
  next: string | null;
};

export const peoplePageSize = 50;

type Row = {
  id: string;
  name: string;
  legal_name: string;
  roles: ListedPerson["roles"];
  classes: string[];
  duties: DutyKind[];
  addresses: number;
};

/** The memberships at a unit that a list is about, as a condition on `m`. */
function ofState(state: PeopleFilter["state"], today: Day): Prisma.Sql {
  return state === "left"
    ? Prisma.sql`m.ends_on < ${today}::date`
    : Prisma.sql`(m.ends_on is null or m.ends_on >= ${today}::date)`;
}

/** Common table expression `member`: the people whom the filters let through, each once. */
function members(actor: Actor, unitId: string, filter: PeopleFilter): Prisma.Sql {
  const organisation = Prisma.sql`${actor.organisationId}::uuid`;
  const today = Prisma.sql`${actor.today}::date`;
  const role = filter.role ? Prisma.sql`and m.role = ${filter.role}` : Prisma.empty;
  const inClass = filter.classGroupId
    ? Prisma.sql`and exists (
        select 1 from class_membership k
        join class_group g on g.organisation_id = ${organisation} and g.id = k.class_group_id and g.unit_id = ${unitId}::uuid
        where k.organisation_id = ${organisation} and k.class_group_id = ${filter.classGroupId}::uuid
          and k.person_id = m.person_id and (k.ends_on is null or k.ends_on >= ${today}))`
    : Prisma.empty;
  // Somebody has left who has no role here any more; who changed from trainee to staff has not.
  const gone =
    filter.state === "left"
      ? Prisma.sql`and not exists (
          select 1 from membership n where n.organisation_id = ${organisation} and n.person_id = m.person_id
            and n.unit_id = ${unitId}::uuid and (n.ends_on is null or n.ends_on >= ${today}))`
      : Prisma.empty;
  const named = namedLike(filter.search, Prisma.sql`p.sort_name`);
  return Prisma.sql`
    belonging as materialized (
      select distinct m.person_id from membership m
      where m.organisation_id = ${organisation} and m.unit_id = ${unitId}::uuid
        and ${ofState(filter.state, actor.today)} ${role} ${inClass} ${gone}
    ), member as materialized (
      select p.id, p.given_name, p.family_name, p.known_as, p.sort_name
      from belonging b
      join person p on p.organisation_id = ${organisation} and p.id = b.person_id
      where p.erased_at is null and ${named}
        and not exists (select 1 from person_alias al
          where al.organisation_id = ${organisation} and al.duplicate_id = p.id and al.undone_at is null)
    )`;
}

/**
 * The people of a unit by name, a page at a time, with how many there are. Starts from the unit's memberships, so a
 * school takes the same time in an organisation of a hundred.
 * @throws Refusal "not-found" without `people:read` there
 */
export async function peopleOfUnit(
  actor: Actor,
  unitId: string,
  filter: PeopleFilter,
  size = peoplePageSize,
): Promise<PeoplePage> {
  const { organisationId, today } = actor;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const current = filter.state === "current";
  return inOrganisation(organisationId, async (transaction) => {
    await unitFor(transaction, actor, "people:read", unitId);
    const rows = await transaction.$queryRaw<(Row & { total: number })[]>`
      with ${members(actor, unitId, filter)}, page as (
        select * from member p
        ${
          filter.after
            ? Prisma.sql`where (p.sort_name, p.id) > (
                (select a.sort_name from person a where a.organisation_id = ${organisation} and a.id = ${filter.after}::uuid),
                ${filter.after}::uuid)`
            : Prisma.empty
        }
        order by p.sort_name, p.id limit ${size + 1}
      )
      select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
        concat_ws(' ', p.given_name, p.family_name) as legal_name, (select count(*)::int from member) as total,
        (select coalesce(jsonb_agg(jsonb_build_object('role', m.role, 'jobTitle', m.job_title,
            'startsOn', m.starts_on, 'endsOn', m.ends_on, 'yearGroup', academic_year(greatest(${today}::date, m.starts_on)) - m.cohort) order by m.starts_on, m.id), '[]')
          from membership m where m.organisation_id = ${organisation} and m.person_id = p.id
            and m.unit_id = ${unitId}::uuid and ${ofState(filter.state, today)}) as roles,
        (select coalesce(jsonb_agg(g.name order by g.name), '[]') from class_membership k
          join class_group g on g.organisation_id = ${organisation} and g.id = k.class_group_id and g.unit_id = ${unitId}::uuid
          where k.organisation_id = ${organisation} and k.person_id = p.id and ${current}::boolean
            and k.starts_on <= ${today}::date and (k.ends_on is null or k.ends_on >= ${today}::date)) as classes,
        (select coalesce(jsonb_agg(distinct d.kind), '[]') from duty d
          where d.organisation_id = ${organisation} and d.person_id = p.id and d.unit_id = ${unitId}::uuid
            and d.starts_on <= ${today}::date and (d.ends_on is null or d.ends_on >= ${today}::date)) as duties,
        (select count(*)::int from address a
          where a.organisation_id = ${organisation} and a.person_id = p.id and a.ended_at is null) as addresses
      from page p order by p.sort_name, p.id`;
    const total = rows[0]?.total ?? (filter.after ? await countMembers() : 0);
    return {
      rows: rows
        .slice(0, size)
        .map(({ total: _, legal_name, ...row }) => ({ ...row, legalName: legal_name })),
      total,
      next: rows.length > size ? (rows[size - 1]?.id ?? null) : null,
    };

    /** A page past the last row has no row to read the count from. */
    async function countMembers(): Promise<number> {
      const [counted] = await transaction.$queryRaw<{ total: number }[]>`
        with ${members(actor, unitId, filter)} select count(*)::int as total from member`;
      return counted?.total ?? 0;
    }
  });
}

export type RoleCount = { role: MembershipRole; people: number };

/** How many people have each role at a unit today or from a day to come; roles that nobody has are left out. */
export async function countByRole(actor: Actor, unitId: string): Promise<RoleCount[]> {
  demandAt(actor, "people:read", unitId);
  const { organisationId, today } = actor;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<RoleCount[]>`
      select m.role, count(distinct m.person_id)::int as people from membership m
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = m.person_id and p.erased_at is null
      where m.organisation_id = ${organisationId}::uuid and m.unit_id = ${unitId}::uuid
        and (m.ends_on is null or m.ends_on >= ${today}::date)
      group by m.role`,
  );
}

export type ListedClass = {
  id: string;
  name: string;
  kind: "class" | "tutor-group";
  academicYear: number;
  /** Today, or from a day to come. */
  pupils: number;
  teachers: string[];
};

/**
 * Classes and tutor groups of a school in this academic year and those to come, with how many pupils they have.
 * @throws Refusal "not-found" without `people:read` there
 */
export async function classesOfUnit(actor: Actor, unitId: string): Promise<ListedClass[]> {
  demandAt(actor, "people:read", unitId);
  const { organisationId, today } = actor;
  return inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<ListedClass[]>`
      select g.id, g.name, g.kind, g.academic_year as "academicYear",
        count(distinct k.person_id) filter (where k.part = 'pupil')::int as pupils,
        coalesce(array_agg(distinct concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name))
          filter (where k.part = 'teacher'), '{}') as teachers
      from class_group g
      left join class_membership k on k.organisation_id = ${organisationId}::uuid and k.class_group_id = g.id
        and (k.ends_on is null or k.ends_on >= ${today}::date)
      left join person p on p.organisation_id = ${organisationId}::uuid and p.id = k.person_id and p.erased_at is null
      where g.organisation_id = ${organisationId}::uuid and g.unit_id = ${unitId}::uuid
        and g.academic_year >= ${academicYear(today)}::int
      group by g.id, g.name, g.kind, g.academic_year
      order by g.academic_year, g.name`,
  );
}

/** Adults of a unit's people and contacts whose name matches, to choose a pupil's contact from. At most 20. */
export async function findAdults(
  actor: Actor,
  unitId: string,
  search: string,
): Promise<{ id: string; name: string; roles: MembershipRole[] }[]> {
  demandAt(actor, "people:change", unitId);
  const { organisationId } = actor;
  if (wordsOf(search).length === 0) return [];
  return inOrganisation(organisationId, (transaction) => {
    const organisation = Prisma.sql`${organisationId}::uuid`;
    const named = namedLike(search, Prisma.sql`p.sort_name`);
    return transaction.$queryRaw<{ id: string; name: string; roles: MembershipRole[] }[]>`
      with here as materialized (
        select person_id, role from membership where organisation_id = ${organisation} and unit_id = ${unitId}::uuid
      ), near as materialized (
        select person_id from here where role <> 'pupil'
        union
        select c.adult_id from here h join contact c on c.organisation_id = ${organisation} and c.pupil_id = h.person_id
        where h.role = 'pupil'
      )
      select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
        coalesce((select array_agg(distinct h.role) from here h where h.person_id = p.id), '{}') as roles
      from near n join person p on p.organisation_id = ${organisation} and p.id = n.person_id
      where p.erased_at is null and ${named}
        and not exists (select 1 from person_alias al
          where al.organisation_id = ${organisation} and al.duplicate_id = p.id and al.undone_at is null)
      order by p.sort_name, p.id limit 20`;
  });
}
