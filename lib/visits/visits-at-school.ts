import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { tidyCode } from "#lib/organisations/school-code.ts";
import { fold } from "#lib/people/names.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { demand } from "#lib/permissions/permissions.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";
import { doorsTablet, type Flood, floodAt } from "./flood.ts";
import type { VisitReason } from "./words.ts";

/**
 * How reception sees a visit: let in; not yet, because something must be signed, and then also whether they said that
 * they do not agree or asked a question; gone; ended by reception; or made by somebody who was not who they said.
 */
export type VisitState = "cleared" | "not-signed" | "declined" | "asked" | "left" | "ended" | "refused";

export type VisitAtSchool = {
  id: string;
  personId: string;
  name: string;
  reason: VisitReason;
  role: MembershipRole;
  firm: string | null;
  expectedBy: string | null;
  arrivedAt: Date;
  untilOn: Day;
  leftAt: Date | null;
  pass: string;
  state: VisitState;
  /** They signed in on the tablet that reception has made the door's own. */
  onDoorTablet: boolean;
  /** The colleague who confirmed who they are, and when; null while nobody has. */
  confirmedBy: string | null;
  confirmedAt: Date | null;
};

export const mostVisits = 500;

/**
 * Who is in the school today or was, of those who came through the door: everyone whose visit has not run out, and
 * those who left today. Newest first; and whether the door is being flooded. `search` finds pieces of a name, a firm, or a pass.
 * @throws Refusal "not-found" without `visits:receive` there
 */
export async function visitsAtSchool(
  actor: Actor,
  unitId: string,
  search = "",
): Promise<{ visits: VisitAtSchool[]; cleared: number; flood: Flood | null }> {
  demand(actor, "visits:receive", unitId);
  const { organisationId, today } = actor;
  const rows = await visitRows(actor, unitId, [
    Prisma.sql`and v.until_on >= ${today}::date`,
    Prisma.sql`and (m.ends_on >= ${today}::date or v.arrived_at >= (${today}::date)::timestamp at time zone ${actor.organisation.timeZone})`,
    ...matching(search),
  ]);
  const [[count], flood] = await inOrganisation(organisationId, async (transaction) => [
    await transaction.$queryRaw<{ cleared: number }[]>`
      select count(*)::int as cleared from visit v
      join membership m on m.organisation_id = ${organisationId}::uuid and m.id = v.membership_id
      where v.organisation_id = ${organisationId}::uuid and v.unit_id = ${unitId}::uuid
        and v.until_on >= ${today}::date and ${stateOf(actor)} = 'cleared'`,
    await floodAt(transaction, organisationId, unitId),
  ]);
  return { visits: rows, cleared: count?.cleared ?? 0, flood };
}

/** Of what is searched for, each piece in a name or a firm, or a pass as it is. */
const matching = (search: string): Prisma.Sql[] =>
  fold(search)
    .split(" ")
    .filter(Boolean)
    .slice(0, 5)
    .map((piece) => {
      const like = `%${piece.replace(/[\\%_]/g, "\\$&")}%`;
      return Prisma.sql`and (p.sort_name like ${like} or lower(coalesce(v.firm, '')) like ${like} or v.pass = ${tidyCode(piece)})`;
    });

/**
 * Who is in the school today of those who came through the door, as far as nobody has confirmed who they are: the
 * newest `mostVisits` of them.
 * @throws Refusal "not-found" without `visits:receive` there
 */
export async function visitsToConfirm(actor: Actor, unitId: string, search = ""): Promise<VisitAtSchool[]> {
  demand(actor, "visits:receive", unitId);
  return visitRows(actor, unitId, [
    Prisma.sql`and v.confirmed_at is null and v.left_at is null and v.pass not like '-%'`,
    Prisma.sql`and v.until_on >= ${actor.today}::date and m.ends_on >= ${actor.today}::date`,
    ...matching(search),
  ]);
}

/** One visit, for the page where reception does something about it. @throws Refusal "not-found" */
export async function visitAtSchool(actor: Actor, unitId: string, visitId: string): Promise<VisitAtSchool> {
  demand(actor, "visits:receive", unitId);
  if (!isId(visitId)) throw notFound();
  const [visit] = await visitRows(actor, unitId, [Prisma.sql`and v.id = ${visitId}::uuid`]);
  if (!visit) throw notFound();
  return visit;
}

/**
 * What a visit is worth today, of `v` and its membership `m`. A newer version that asks everyone again leaves who has
 * signed before cleared until it is due, as the gate does.
 */
const stateOf = ({ organisationId, today }: Pick<Actor, "organisationId" | "today">) => Prisma.sql`
  case
    when v.pass like '-%' then 'refused'
    when v.left_at is not null and (v.until_on <= ${today}::date or m.ends_on < v.until_on)
      then case when m.ends_on < v.until_on then 'ended' else 'left' end
    when v.left_at is not null then 'left'
    when m.ends_on < ${today}::date then 'ended'
    when exists (
      select 1 from binding b
      where b.organisation_id = ${organisationId}::uuid and b.unit_id = v.unit_id and b.role = m.role and b.requirement = 'must'
        and b.starts_on <= ${today}::date and (b.ends_on is null or b.ends_on >= ${today}::date)
        and not exists (
          select 1 from signature s where s.organisation_id = ${organisationId}::uuid and s.series_id = b.series_id
            and s.subject_id in (select v.person_id union all select al.duplicate_id from person_alias al
              where al.organisation_id = ${organisationId}::uuid and al.person_id = v.person_id and al.undone_at is null)
            and s.occasion = m.occasion and s.capacity = 'own'
            and (s.round >= b.round or b.round_from + b.sign_within_days > ${today}::date)
            and not exists (select 1 from signature_void x where x.organisation_id = ${organisationId}::uuid and x.signature_id = s.id))
    ) then coalesce((
        select case re.kind when 'refusal' then 'declined' else 'asked' end from response re
        where re.organisation_id = ${organisationId}::uuid and re.unit_id = v.unit_id and re.occasion = m.occasion
          and re.kind in ('question', 'refusal')
        order by re.made_at desc limit 1), 'not-signed')
    else 'cleared'
  end`;

/** Whether a visit is cleared today, for the page that says so to who made it. */
export async function isCleared(
  { organisationId, today }: SchoolAtTheDoor,
  visitId: string,
): Promise<boolean> {
  const [row] = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<{ state: VisitState }[]>`
      select ${stateOf({ organisationId, today })} as state from visit v
      join membership m on m.organisation_id = ${organisationId}::uuid and m.id = v.membership_id
      where v.organisation_id = ${organisationId}::uuid and v.id = ${visitId}::uuid`,
  );
  return row?.state === "cleared";
}

async function visitRows(actor: Actor, unitId: string, where: Prisma.Sql[]): Promise<VisitAtSchool[]> {
  const { organisationId } = actor;
  const rows = await inOrganisation(
    organisationId,
    (transaction) => transaction.$queryRaw<(Omit<VisitAtSchool, "untilOn"> & { untilOn: Date })[]>`
      select v.id, v.person_id as "personId", trim(concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name)) as name,
        v.reason, m.role, v.firm, v.expected_by as "expectedBy", v.arrived_at as "arrivedAt", v.until_on as "untilOn",
        v.left_at as "leftAt", v.pass, v.confirmed_at as "confirmedAt", v.network = ${doorsTablet} as "onDoorTablet",
        trim(concat_ws(' ', coalesce(c.known_as, c.given_name), c.family_name)) as "confirmedBy", ${stateOf(actor)} as state
      from visit v
      left join person c on c.organisation_id = ${organisationId}::uuid and c.id = v.confirmed_by_id
      join membership m on m.organisation_id = ${organisationId}::uuid and m.id = v.membership_id
      join person p on p.organisation_id = ${organisationId}::uuid and p.id = v.person_id and p.erased_at is null
      where v.organisation_id = ${organisationId}::uuid and v.unit_id = ${unitId}::uuid
        ${Prisma.join(where.length > 0 ? where : [Prisma.empty], " ")}
      order by (v.left_at is not null), v.arrived_at desc, v.id desc limit ${mostVisits}`,
  );
  return rows.map((row) => ({
    ...row,
    untilOn: dateToDay(row.untilOn),
    confirmedBy: row.confirmedAt && row.confirmedBy,
  }));
}
