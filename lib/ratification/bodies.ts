import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import { isInOffice } from "./proposal-of.ts";
import type { BodyKind, BodyWrittenRule, Part } from "./words.ts";

export type Seated = {
  id: string;
  personId: string;
  name: string;
  part: Part;
  startsOn: Day;
  endsOn: Day | null;
  /** In office today, before it or after. */
  when: "now" | "to come" | "over";
};

export type BodyInView = {
  id: string;
  name: string;
  kind: BodyKind;
  unit: { id: string; name: string };
  quorum: number | null;
  writtenRule: BodyWrittenRule;
  /** Where its articles say so. */
  articles: string | null;
  /** In office today, chair first; then those to come and those whose term is over. */
  seats: Seated[];
  /** Whether the actor may change it. */
  keeps: boolean;
};

/** Which bodies the actor sees: those of units where they read for the board, and those that they sit on. */
function bodiesSeen(actor: Actor) {
  const units = unitsWhere(actor, "board:read");
  const kept = unitsWhere(actor, "bodies:keep");
  if (units === "all" || kept === "all") return {};
  const seats = actor.seats.map(({ bodyId }) => bodyId);
  const at = [...units, ...kept];
  if (at.length === 0 && seats.length === 0) throw notFound();
  return { OR: [{ unitId: { in: at } }, { id: { in: seats } }] };
}

/** Boards, governing bodies and committees with their seats. @throws Refusal "not-found" for whoever sees none */
export async function bodiesInView(actor: Actor): Promise<BodyInView[]> {
  const seen = bodiesSeen(actor);
  return inOrganisation(actor.organisationId, (transaction) => read(transaction, actor, seen));
}

/** One of them. @throws Refusal "not-found" */
export async function readBody(actor: Actor, bodyId: string): Promise<BodyInView> {
  if (!isId(bodyId)) throw notFound();
  const seen = bodiesSeen(actor);
  const [body] = await inOrganisation(actor.organisationId, (transaction) =>
    read(transaction, actor, { AND: [seen, { id: bodyId }] }),
  );
  if (!body) throw notFound();
  return body;
}

async function read(transaction: Transaction, actor: Actor, where: object): Promise<BodyInView[]> {
  const { organisationId, today } = actor;
  const bodies = await transaction.body.findMany({
    where: { organisationId, ...where },
    include: {
      unit: { select: { id: true, name: true } },
      seats: {
        include: { person: { select: { givenName: true, familyName: true, knownAs: true, sortName: true } } },
      },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const partOrder = ["chair", "vice-chair", "member", "clerk"];
  const whenOrder = ["now", "to come", "over"];
  return bodies.map(({ seats, ...body }) => ({
    id: body.id,
    name: body.name,
    kind: body.kind as BodyKind,
    unit: body.unit,
    quorum: body.quorum,
    writtenRule: body.writtenRule as BodyWrittenRule,
    articles: body.articles,
    keeps: may(actor, "bodies:keep", body.unitId),
    seats: seats
      .map((seat) => ({
        sortName: seat.person.sortName,
        seated: {
          id: seat.id,
          personId: seat.personId,
          name: calledName(seat.person),
          part: seat.part as Part,
          startsOn: dateToDay(seat.startsOn),
          endsOn: seat.endsOn && dateToDay(seat.endsOn),
          when: isInOffice(seat, today)
            ? ("now" as const)
            : dateToDay(seat.startsOn) > today
              ? ("to come" as const)
              : ("over" as const),
        },
      }))
      .sort(
        (one, other) =>
          whenOrder.indexOf(one.seated.when) - whenOrder.indexOf(other.seated.when) ||
          partOrder.indexOf(one.seated.part) - partOrder.indexOf(other.seated.part) ||
          one.sortName.localeCompare(other.sortName),
      )
      .map(({ seated }) => seated),
  }));
}

/** Units whose bodies the actor may keep, the organisation's own first. @throws Refusal "not-found" without any */
export async function unitsForBodies(actor: Actor): Promise<{ id: string; name: string }[]> {
  const where = unitsWhere(actor, "bodies:keep");
  if (where.length === 0) throw notFound();
  return inOrganisation(actor.organisationId, (transaction) =>
    transaction.unit.findMany({
      where: { organisationId: actor.organisationId, ...(where === "all" ? {} : { id: { in: where } }) },
      select: { id: true, name: true },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
    }),
  );
}
