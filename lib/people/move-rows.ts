import { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";

/** What belongs to a person and goes with them: a table and its column that names them. */
export const movable = {
  roles: ["membership", "person_id"],
  duties: ["duty", "person_id"],
  seats: ["seat", "person_id"],
  classes: ["class_membership", "person_id"],
  addresses: ["address", "person_id"],
  accounts: ["identity", "person_id"],
  pupils: ["contact", "adult_id"],
  contacts: ["contact", "pupil_id"],
  absences: ["away", "person_id"],
  identifiers: ["outside_identifier", "person_id"],
  visits: ["visit", "person_id"],
  links: ["link", "person_id"],
} as const satisfies Record<string, readonly [string, string]>;

export type Movable = keyof typeof movable;
export const movables = Object.keys(movable) as Movable[];

/**
 * Of each kind that has dates, what makes two rows one, besides the person: a role that somebody has twice could
 * never be ended, and two seats would be two votes. Who came to reception twice came twice.
 */
const sameness: Partial<Record<Movable, string>> = {
  roles: "a.unit_id = b.unit_id and a.role = b.role and a.occasion is null and b.occasion is null",
  duties: "a.kind = b.kind and a.unit_id = b.unit_id",
  seats: "a.body_id = b.body_id and a.part = b.part",
  classes: "a.class_group_id = b.class_group_id and a.part = b.part",
  pupils: "a.pupil_id = b.pupil_id",
  contacts: "a.adult_id = b.adult_id",
};

/** A row as it was when it was left behind: it goes back only if nobody has touched it since. */
export type Mark = { id: string; mark: string };

/** A row that was changed and not moved, with what it was. */
export type Changed = Mark & { before: Record<string, unknown> };

const of = (kind: Movable) => {
  const [table, column] = movable[kind];
  return { table: Prisma.raw(table), column: Prisma.raw(column) };
};

type Who = { organisationId: string; from: string; to: string };

/** Moves everything of one kind from one person to another, but for some rows. */
export async function moveRows(
  transaction: Transaction,
  kind: Movable,
  { organisationId, from, to }: Who,
  but: string[],
): Promise<Mark[]> {
  const { table, column } = of(kind);
  return transaction.$queryRaw<Mark[]>`
    update ${table} t set ${column} = ${to}::uuid
    where t.organisation_id = ${organisationId}::uuid and t.${column} = ${from}::uuid and t.id <> all (${but}::uuid[])
    returning t.id, md5(to_jsonb(t)::text) as mark`;
}

/** Moves back what is as it was left. Returns the rows that went; the others have changed since and stay. */
export async function moveBack(
  transaction: Transaction,
  kind: Movable,
  { organisationId, from, to }: Who,
  marks: Mark[],
): Promise<string[]> {
  const { table, column } = of(kind);
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    update ${table} t set ${column} = ${to}::uuid
    from unnest(${marks.map(({ id }) => id)}::uuid[], ${marks.map(({ mark }) => mark)}::text[]) as m (id, mark)
    where t.organisation_id = ${organisationId}::uuid and t.id = m.id and t.${column} = ${from}::uuid
      and md5(to_jsonb(t)::text) = m.mark
    returning t.id`;
  return rows.map(({ id }) => id);
}

/** Pairs of rows that would say the same twice, now or from a day to come: the one that goes, and the one that is there. */
export async function doubles(
  transaction: Transaction,
  kind: Movable,
  { organisationId, from, to }: Who,
  today: Day,
): Promise<{ id: string; keptId: string }[]> {
  const same = sameness[kind];
  if (!same) return [];
  const { table, column } = of(kind);
  return transaction.$queryRaw<{ id: string; keptId: string }[]>`
    select distinct on (a.id) a.id, b.id as "keptId" from ${table} a
    join ${table} b on b.organisation_id = ${organisationId}::uuid and b.${column} = ${to}::uuid and ${Prisma.raw(same)}
      and (b.ends_on is null or b.ends_on >= ${today}::date)
      and a.starts_on <= coalesce(b.ends_on, 'infinity') and b.starts_on <= coalesce(a.ends_on, 'infinity')
    where a.organisation_id = ${organisationId}::uuid and a.${column} = ${from}::uuid
      and (a.ends_on is null or a.ends_on >= ${today}::date)
    order by a.id, b.starts_on`;
}

/** Ends a row as of the day before: it stays with its record, and counts nowhere. */
export async function endRows(
  transaction: Transaction,
  kind: Movable,
  organisationId: string,
  ids: string[],
  today: Day,
): Promise<Changed[]> {
  const { table } = of(kind);
  return transaction.$queryRaw<Changed[]>`
    with old as (
      select id, jsonb_build_object('starts_on', starts_on, 'ends_on', ends_on) as before from ${table}
      where organisation_id = ${organisationId}::uuid and id = any (${ids}::uuid[])
    )
    update ${table} t set starts_on = least(t.starts_on, ${today}::date - 1), ends_on = ${today}::date - 1
    from old where t.organisation_id = ${organisationId}::uuid and t.id = old.id
    returning t.id, old.before, md5(to_jsonb(t)::text) as mark`;
}

/**
 * Of two links between the same people the stricter stays: who must not be contacted or may not sign by either of
 * them must not by the one that is kept.
 */
export async function tightenContacts(
  transaction: Transaction,
  organisationId: string,
  pairs: { id: string; keptId: string }[],
): Promise<Changed[]> {
  return transaction.$queryRaw<Changed[]>`
    with pair as (
      select a.*, p.kept_id from unnest(${pairs.map(({ id }) => id)}::uuid[], ${pairs.map(({ keptId }) => keptId)}::uuid[]) as p (id, kept_id)
      join contact a on a.organisation_id = ${organisationId}::uuid and a.id = p.id
    ), old as (
      select c.id, jsonb_build_object('may_sign', c.may_sign, 'do_not_contact', c.do_not_contact, 'disputed_at', c.disputed_at,
        'parental_responsibility', c.parental_responsibility, 'lives_with', c.lives_with) as before,
        bool_and(a.may_sign) as may_sign, bool_or(a.do_not_contact) as do_not_contact, max(a.disputed_at) as disputed_at,
        bool_or(a.parental_responsibility) as parental_responsibility, bool_or(a.lives_with) as lives_with
      from pair a join contact c on c.organisation_id = ${organisationId}::uuid and c.id = a.kept_id
      group by c.id, c.may_sign, c.do_not_contact, c.disputed_at, c.parental_responsibility, c.lives_with
    )
    update contact t set may_sign = t.may_sign and old.may_sign, do_not_contact = t.do_not_contact or old.do_not_contact,
      disputed_at = coalesce(t.disputed_at, old.disputed_at),
      parental_responsibility = t.parental_responsibility or old.parental_responsibility,
      lives_with = t.lives_with or old.lives_with
    from old where t.organisation_id = ${organisationId}::uuid and t.id = old.id
    returning t.id, old.before, md5(to_jsonb(t)::text) as mark`;
}

/** Of two roles that are one the kept one lasts as long as both together. */
export async function widenRoles(
  transaction: Transaction,
  organisationId: string,
  pairs: { id: string; keptId: string }[],
): Promise<Changed[]> {
  return transaction.$queryRaw<Changed[]>`
    with old as (
      select m.id, jsonb_build_object('starts_on', m.starts_on, 'ends_on', m.ends_on) as before,
        min(a.starts_on) as starts_on, nullif(max(coalesce(a.ends_on, 'infinity')), 'infinity') as ends_on
      from unnest(${pairs.map(({ id }) => id)}::uuid[], ${pairs.map(({ keptId }) => keptId)}::uuid[]) as p (id, kept_id)
      join membership a on a.organisation_id = ${organisationId}::uuid and a.id = p.id
      join membership m on m.organisation_id = ${organisationId}::uuid and m.id = p.kept_id
      group by m.id, m.starts_on, m.ends_on
    )
    update membership t set starts_on = least(t.starts_on, old.starts_on),
      ends_on = case when t.ends_on is null or old.ends_on is null then null else greatest(t.ends_on, old.ends_on) end
    from old where t.organisation_id = ${organisationId}::uuid and t.id = old.id
    returning t.id, old.before, md5(to_jsonb(t)::text) as mark`;
}

/** Puts columns back to what they were, in rows that nobody has touched since. Returns the rows that were put back. */
export async function putBack(
  transaction: Transaction,
  kind: Movable,
  organisationId: string,
  changed: Changed[],
): Promise<string[]> {
  const { table } = of(kind);
  const done: string[] = [];
  for (const { id, mark, before } of changed) {
    const columns = Object.keys(before).filter((name) => /^[a-z_]+$/.test(name));
    const set = Prisma.join(columns.map((name) => Prisma.sql`${Prisma.raw(name)} = o.${Prisma.raw(name)}`));
    const rows = await transaction.$queryRaw<{ id: string }[]>`
      update ${table} t set ${set} from jsonb_populate_record(null::${table}, ${JSON.stringify(before)}::jsonb) o
      where t.organisation_id = ${organisationId}::uuid and t.id = ${id}::uuid and md5(to_jsonb(t)::text) = ${mark}
      returning t.id`;
    done.push(...rows.map((row) => row.id));
  }
  return done;
}
