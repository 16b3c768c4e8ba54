import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { namedLike, wordsOf } from "#lib/people/named-like.ts";
import { calledName } from "#lib/people/names.ts";
import { keptRecords } from "#lib/people/records-of.ts";
import { type MembershipRole, roleNames } from "#lib/people/words.ts";
import { bodyToKeep } from "./keep-bodies.ts";
import { endSeatInput, seatInput } from "./schema.ts";
import { settleResolutions } from "./settle-resolutions.ts";
import { partNames } from "./words.ts";

/** How many people a search shows at most. */
const mostFound = 20;

export type Candidate = { id: string; name: string; roles: string };

/**
 * Adults of the organisation with these words in their name, for a seat: never pupils, nor people known only as
 * somebody's parent or carer.
 * @throws Refusal "not-found" without `bodies:keep` for the body
 */
export async function findForSeat(actor: Actor, bodyId: string, search: string): Promise<Candidate[]> {
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    await bodyToKeep(transaction, actor, bodyId);
    if (wordsOf(search).length === 0) return [];
    const rows = await transaction.$queryRaw<
      { id: string; givenName: string; familyName: string; knownAs: string | null; roles: MembershipRole[] }[]
    >`
      select p.id, p.given_name as "givenName", p.family_name as "familyName", p.known_as as "knownAs",
        array_agg(distinct m.role) as roles
      from person p
      join membership m on m.organisation_id = ${organisationId}::uuid and m.person_id = p.id
        and m.role in ('governor', 'trustee', 'staff', 'volunteer', 'contractor')
        and (m.ends_on is null or m.ends_on >= ${today}::date)
      where p.organisation_id = ${organisationId}::uuid and p.erased_at is null
        and ${namedLike(search, Prisma.sql`p.sort_name`)}
        and not exists (select 1 from person_alias a where a.organisation_id = ${organisationId}::uuid
          and a.duplicate_id = p.id and a.undone_at is null)
      group by p.organisation_id, p.id order by p.sort_name, p.id limit ${mostFound}`;
    return rows.map((row) => ({
      id: row.id,
      name: calledName(row),
      roles: row.roles.map((role) => roleNames[role]).join(", "),
    }));
  });
}

/**
 * Gives somebody a seat on a body from a day, for a term or until it is ended.
 * @throws Refusal "not-found"; "invalid"; "conflict" when they have a seat on it on those days, or it has a chair
 */
export async function giveSeat(actor: Actor, bodyId: string, given: unknown): Promise<{ seatId: string }> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const body = await bodyToKeep(transaction, actor, bodyId);
    const { personId, part, startsOn, endsOn } = parse(seatInput, given);
    const person = await transaction.person.findUnique({
      where: { organisationId_id: { organisationId, id: personId } },
      select: {
        givenName: true,
        familyName: true,
        knownAs: true,
        erasedAt: true,
        memberships: { where: { role: { notIn: ["pupil", "parent", "visitor"] } }, take: 1 },
      },
    });
    if (!person || person.erasedAt || person.memberships.length === 0) throw notFound();
    // a record that was joined to another has no seats: its person has them
    const kept = await keptRecords(transaction, organisationId, [personId]);
    if (kept(personId) !== personId) throw notFound();
    await transaction.$executeRaw`select 1 from body where organisation_id = ${organisationId}::uuid and id = ${bodyId}::uuid for update`;
    const seats = await transaction.seat.findMany({
      where: {
        organisationId,
        bodyId,
        ...(endsOn ? { startsOn: { lte: dayToDate(endsOn) } } : {}),
        OR: [{ endsOn: null }, { endsOn: { gte: dayToDate(startsOn) } }],
      },
      include: { person: { select: { givenName: true, familyName: true, knownAs: true } } },
    });
    const own = seats.find((seat) => seat.personId === personId);
    if (own) {
      const message = `They have a seat there already, from ${sayDay(dateToDay(own.startsOn))}: end that one first`;
      throw new Refusal("conflict", `${message}.`, [{ field: "startsOn", message }]);
    }
    const chair = seats.find((seat) => part === "chair" && seat.part === "chair");
    if (chair) {
      const message = `${calledName(chair.person)} is in the chair then: end that seat first`;
      throw new Refusal("conflict", `${message}.`, [{ field: "part", message }]);
    }
    const seatId = newId();
    await transaction.seat.create({
      data: {
        organisationId,
        id: seatId,
        bodyId,
        personId,
        part,
        startsOn: dayToDate(startsOn),
        endsOn: endsOn ? dayToDate(endsOn) : null,
      },
    });
    await recordEvent(transaction, actor, "seat-given", {
      personId,
      unitId: body.unitId,
      details: { body: body.name, part: partNames[part].toLowerCase(), from: startsOn },
    });
    return { seatId };
  });
}

/**
 * Ends a seat with a last day, today or before or to come. From the day after it, an answer that was given from the
 * seat does not count any more; where the answers of those who remain settle a written resolution, it is settled.
 * @throws Refusal "not-found"; "invalid" for a day before the seat began; "conflict" when it has ended already
 */
export async function endSeat(actor: Actor, seatId: string, given: unknown): Promise<{ bodyId: string }> {
  const { organisationId, today } = actor;
  if (!isId(seatId)) throw notFound();
  const ended = await inOrganisation(organisationId, async (transaction) => {
    const found = await transaction.seat.findUnique({
      where: { organisationId_id: { organisationId, id: seatId } },
      select: { bodyId: true },
    });
    if (!found) throw notFound();
    const body = await bodyToKeep(transaction, actor, found.bodyId);
    const { on } = parse(endSeatInput, given);
    await transaction.$executeRaw`select 1 from body where organisation_id = ${organisationId}::uuid and id = ${body.id}::uuid for update`;
    const seat = await transaction.seat.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: seatId } },
    });
    const [startsOn, endsOn] = [dateToDay(seat.startsOn), seat.endsOn && dateToDay(seat.endsOn)];
    if (endsOn && endsOn < today)
      throw new Refusal("conflict", `This seat has ended already, on ${sayDay(endsOn)}.`);
    if (on < startsOn) {
      const message = `Last day must be ${sayDay(startsOn)}, when the seat began, or later`;
      throw new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    }
    await transaction.seat.update({
      where: { organisationId_id: { organisationId, id: seatId } },
      data: { endsOn: dayToDate(on) },
    });
    await recordEvent(transaction, actor, "seat-ended", {
      personId: seat.personId,
      unitId: body.unitId,
      details: { body: body.name, on },
    });
    return { bodyId: body.id, over: on < today };
  });
  // outside that transaction: it takes the locks of policies, and the seat has ended whatever comes of it
  if (ended.over) await settleResolutions(organisationId, today);
  return { bodyId: ended.bodyId };
}
