import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { academicYear } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import type { RowKey } from "#lib/obligations/selected-rows.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { type StaffSessionRole, staffSessionRoles } from "./words.ts";

/** Which session a form is to begin with: of a class, or of the grown-ups of one role. */
export type SessionToOpen = { seriesId: string } & ({ classGroupId: string } | { role: StaffSessionRole });

type Chosen = {
  personId: string;
  isPupil: boolean;
  roles: string[];
  classes: { id: string; name: string }[];
};

/**
 * The one session in which the people of these rows could sign: of a class that all of them are in, or of a role that
 * all of them have, under the one agreement of the rows. Who is in a class and in a tutor group with the others gets
 * the one that the list was filtered by, else the first by name.
 * @param prefer the class that the list was filtered by
 * @throws Refusal "conflict" with a sentence that says what to choose; "not-found" without `signing-sessions:open`
 */
export async function sessionForRows(
  actor: Actor,
  unitId: string,
  rows: RowKey[],
  prefer?: string,
): Promise<SessionToOpen> {
  demand(actor, "signing-sessions:open", unitId);
  const [seriesId, other] = new Set(rows.map((row) => row.seriesId));
  if (!seriesId) throw choose("Select at least one row of the list");
  if (other)
    throw choose(
      "These rows are of several agreements. A session is for one: select rows of one agreement, or choose it in the filters",
    );
  const people = await inOrganisation(actor.organisationId, (transaction) =>
    peopleOf(transaction, actor, unitId, [...new Set(rows.map(({ personId }) => personId))]),
  );
  const pupils = people.filter(({ isPupil }) => isPupil);
  if (pupils.length > 0 && pupils.length < people.length)
    throw choose(
      "Pupils and grown-ups sign in sessions of their own: select only pupils of one class, or only grown-ups",
    );
  if (pupils.length > 0) return { seriesId, classGroupId: classOf(pupils, prefer) };
  const role = staffSessionRoles.find((one) => people.every(({ roles }) => roles.includes(one)));
  if (!role)
    throw choose(
      "A session of grown-ups is for one role: select rows of one role, or choose it in the filters",
    );
  return { seriesId, role };
}

const choose = (message: string) => new Refusal("conflict", `${message}.`, [{ field: "all-page", message }]);

function classOf(pupils: Chosen[], prefer: string | undefined): string {
  const [first] = pupils;
  const common = (first?.classes ?? []).filter(({ id }) =>
    pupils.every(({ classes }) => classes.some((one) => one.id === id)),
  );
  const found = common.find(({ id }) => id === prefer) ?? common[0];
  if (found) return found.id;
  if (pupils.some(({ classes }) => classes.length === 0))
    throw choose(
      "Somebody of these is in no class or tutor group. Put them into one first, or leave their row out",
    );
  throw choose(
    "These pupils are in several classes. A session is for one class: select rows of one class, or choose it in the filters",
  );
}

/** The roles that these people have at the unit now or will have, and their classes of this academic year there. */
async function peopleOf(
  transaction: Transaction,
  { organisationId, today }: Actor,
  unitId: string,
  ids: string[],
): Promise<Chosen[]> {
  return transaction.$queryRaw<Chosen[]>`
    select i.id as "personId", coalesce('pupil' = any (r.roles), false) as "isPupil",
      coalesce(r.roles, '{}') as roles, coalesce(k.classes, '[]') as classes
    from unnest(${ids}::uuid[]) i (id)
    left join lateral (
      select array_agg(distinct m.role) as roles from membership m
      where m.organisation_id = ${organisationId}::uuid and m.person_id = i.id and m.unit_id = ${unitId}::uuid
        and (m.ends_on is null or m.ends_on >= ${today}::date)
    ) r on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name, g.id) as classes
      from class_group g
      where g.organisation_id = ${organisationId}::uuid and g.unit_id = ${unitId}::uuid
        and g.academic_year = ${academicYear(today)}::int and exists (
          select 1 from class_membership m where m.organisation_id = ${organisationId}::uuid
            and m.class_group_id = g.id and m.person_id = i.id and m.part = 'pupil'
            and m.starts_on <= ${today}::date and (m.ends_on is null or m.ends_on >= ${today}::date))
    ) k on true`;
}
