import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { calledName, fold, type NameParts } from "#lib/people/names.ts";

/** Whom a session is for: the pupils of a class, or everyone of a role. */
export type SessionGroup = {
  organisationId: string;
  unitId: string;
  role: string;
  classGroupId: string | null;
  seriesId: string;
};

/** Somebody of the group whom the agreement asks to sign, or who has signed it. */
export type AskedPerson = NameParts & {
  personId: string;
  sortName: string;
  agreementId: string;
  wordingId: string;
  occasion: string;
  signed: boolean;
  /** Marked as away or excused today. */
  away: boolean;
};

/**
 * Everyone of a session's group whom its agreement asks on a day, by name. The gate itself is asked for each of
 * them, so that a tablet never knows better than the pages under /sign who must, who may, and who has signed.
 * @param only this person, or those whose last name begins with this letter
 */
export async function whoIsAsked(
  transaction: Transaction,
  { organisationId, unitId, role, classGroupId, seriesId }: SessionGroup,
  day: Day,
  only: { personId?: string; letter?: string } = {},
): Promise<AskedPerson[]> {
  const { personId = null, letter = null } = only;
  return transaction.$queryRaw<AskedPerson[]>`
    with member as materialized (
      select distinct m.person_id from membership m
      where m.organisation_id = ${organisationId}::uuid and m.unit_id = ${unitId}::uuid and m.role = ${role}
        and (m.ends_on is null or m.ends_on >= ${day}::date)
        and (${personId}::uuid is null or m.person_id = ${personId}::uuid)
        and (${classGroupId}::uuid is null or exists (
          select 1 from class_membership k where k.organisation_id = ${organisationId}::uuid
            and k.class_group_id = ${classGroupId}::uuid and k.person_id = m.person_id and k.part = 'pupil'
            and k.starts_on <= ${day}::date and (k.ends_on is null or k.ends_on >= ${day}::date)))
    )
    select p.id as "personId", p.given_name as "givenName", p.family_name as "familyName", p.known_as as "knownAs",
      p.sort_name as "sortName", g.agreement_id as "agreementId", g.wording_id as "wordingId", g.occasion,
      g.signature_id is not null as signed,
      exists (select 1 from away a where a.organisation_id = ${organisationId}::uuid and a.person_id = p.id
        and a.unit_id = ${unitId}::uuid and a.starts_on <= ${day}::date
        and (a.ends_on is null or a.ends_on >= ${day}::date)) as away
    from member
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = member.person_id and p.erased_at is null
      and (${letter}::text is null or left(p.sort_name, 1) = ${letter?.toLowerCase() ?? null}::text)
    cross join lateral gate(${organisationId}::uuid, p.id, ${day}::date) g
    where g.series_id = ${seriesId}::uuid and g.capacity = 'own' and ${unitId}::uuid = any (g.unit_ids)
    order by p.sort_name, p.id`;
}

/** The first letters of the last names of everyone of a role, whether asked or not, and how many people they are. */
export async function lettersOf(
  transaction: Transaction,
  { organisationId, unitId, role }: SessionGroup,
  day: Day,
): Promise<{ letters: string[]; people: number }> {
  const rows = await transaction.$queryRaw<{ letter: string; people: number }[]>`
    select upper(left(p.sort_name, 1)) as letter, count(distinct p.id)::int as people
    from membership m
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = m.person_id and p.erased_at is null
    where m.organisation_id = ${organisationId}::uuid and m.unit_id = ${unitId}::uuid and m.role = ${role}
      and (m.ends_on is null or m.ends_on >= ${day}::date)
    group by 1 order by 1`;
  return {
    letters: rows.map(({ letter }) => letter),
    people: rows.reduce((sum, { people }) => sum + people, 0),
  };
}

const calledFirst = ({ knownAs, givenName }: NameParts) => knownAs || givenName;

/**
 * Names as children know each other: the first name, with as much of the last one as it takes where two are alike.
 * Grown-ups are called by both names.
 * @returns by identifier
 */
export function namesToChoose(
  people: (NameParts & { personId: string })[],
  { children }: { children: boolean },
): Map<string, string> {
  if (!children) return new Map(people.map((person) => [person.personId, calledName(person)]));
  const forms = [
    (person: NameParts) => calledFirst(person),
    (person: NameParts) => `${calledFirst(person)} ${[...person.familyName][0] ?? ""}.`,
    calledName,
    (person: NameParts) => `${calledName(person)} (${person.givenName})`,
  ];
  const names = new Map<string, string>();
  let left = people;
  for (const [index, form] of forms.entries()) {
    const count = new Map<string, number>();
    for (const person of left) count.set(fold(form(person)), (count.get(fold(form(person))) ?? 0) + 1);
    const isLast = index === forms.length - 1;
    const alone = (person: NameParts) => isLast || count.get(fold(form(person))) === 1;
    for (const person of left.filter(alone)) names.set(person.personId, form(person));
    left = left.filter((person) => !alone(person));
  }
  return names;
}
