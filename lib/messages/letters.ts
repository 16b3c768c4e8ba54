import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { calledName } from "#lib/people/names.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { letterCode } from "./letter-code.ts";
import { linkHash } from "./links.ts";

/*
 * Letters for parents and carers whom no message reaches: a short address and a code, good for the same adult until
 * it runs out. The code alone opens what they are asked, so it is made only for who has nothing else to open: no
 * role but parent or carer, no duty, no seat.
 */

export const letterDays = 28;
const mostAtOnce = 300;

/** A parent or carer of pupils of one school who may be sent a letter. */
export type LetterAdult = {
  id: string;
  name: string;
  /** Their children at the school, by the names they are known by. */
  children: string;
  /** Why a message does not reach them; null when one does. */
  why: "no-address" | "address-not-to-use" | null;
  /** The last day of a letter they have. */
  letterUntil: Day | null;
};

type Row = { id: string; name: string; children: string; addresses: string[]; letterUntil: Date | null };

async function adultsOf(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
  adultIds?: readonly string[],
): Promise<LetterAdult[]> {
  const { organisationId, today } = actor;
  const organisation = Prisma.sql`${organisationId}::uuid`;
  const day = Prisma.sql`${today}::date`;
  const rows = await transaction.$queryRaw<Row[]>`
    select p.id, concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name) as name,
      string_agg(distinct concat_ws(' ', coalesce(k.known_as, k.given_name), k.family_name), ', ') as children,
      array(select a.normalised from address a where a.organisation_id = ${organisation} and a.person_id = p.id
        and a.ended_at is null) as addresses,
      (select max(l.expires_at) from link l where l.organisation_id = ${organisation} and l.person_id = p.id
        and l.kind = 'letter' and l.ended_at is null and l.expires_at > ${now()}::timestamptz) as "letterUntil"
    from contact c
    join person p on p.organisation_id = ${organisation} and p.id = c.adult_id and p.erased_at is null
    join person k on k.organisation_id = ${organisation} and k.id = c.pupil_id
    join membership m on m.organisation_id = ${organisation} and m.person_id = c.pupil_id and m.role = 'pupil'
      and m.unit_id = ${unitId}::uuid and (m.ends_on is null or m.ends_on >= ${day})
    where c.organisation_id = ${organisation} and c.may_sign and not c.do_not_contact and c.disputed_at is null
      and c.starts_on <= ${day} and (c.ends_on is null or c.ends_on >= ${day})
      ${adultIds ? Prisma.sql`and c.adult_id = any (${[...adultIds]}::uuid[])` : Prisma.empty}
      and not exists (select 1 from membership x where x.organisation_id = ${organisation} and x.person_id = p.id
        and x.role <> 'parent' and (x.ends_on is null or x.ends_on >= ${day}))
      and not exists (select 1 from duty d where d.organisation_id = ${organisation} and d.person_id = p.id
        and (d.ends_on is null or d.ends_on >= ${day}))
      and not exists (select 1 from seat t where t.organisation_id = ${organisation} and t.person_id = p.id
        and (t.ends_on is null or t.ends_on >= ${day}))
    group by p.organisation_id, p.id order by p.sort_name, p.id`;
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    rows.flatMap(({ addresses }) => addresses),
  );
  return rows.map(({ id, name, children, addresses, letterUntil }) => ({
    ...{ id, name, children },
    why:
      addresses.length === 0
        ? "no-address"
        : addresses.every((address) => barred.has(address))
          ? "address-not-to-use"
          : null,
    letterUntil: letterUntil && dateToDay(letterUntil),
  }));
}

/**
 * The parents and carers of a school's pupils whom no message reaches, by name.
 * @throws Refusal "not-found" without `signatures:record` there
 */
export async function adultsWithoutAddress(actor: Actor, unitId: string): Promise<LetterAdult[]> {
  demand(actor, "signatures:record", unitId);
  const adults = await inOrganisation(actor.organisationId, (transaction) =>
    adultsOf(transaction, actor, unitId),
  );
  return adults.filter(({ why }) => why !== null);
}

/**
 * Makes letters for parents and carers of a school's pupils. A new letter takes the place of an earlier one. Who has
 * any other role or a duty gets none, nor who may not sign.
 * @returns the moment that names these letters, and how many were left out
 * @throws Refusal "not-found" without `signatures:record` there; "invalid" when nobody is chosen, or nobody can have one
 */
export async function makeLetters(
  actor: Actor,
  unitId: string,
  adultIds: readonly string[],
): Promise<{ at: string; made: number; leftOut: number }> {
  demand(actor, "signatures:record", unitId);
  const chosen = [...new Set(adultIds.filter(isId))];
  if (chosen.length === 0 || chosen.length > mostAtOnce)
    throw new Refusal("invalid", "Choose who gets a letter.", [
      {
        field: "adult",
        message: chosen.length === 0 ? "Choose who gets a letter" : `Choose ${mostAtOnce} people or fewer`,
      },
    ]);
  const { organisationId } = actor;
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + letterDays * 24 * 60 * 60_000);
  return inOrganisation(organisationId, async (transaction) => {
    if ((await transaction.unit.count({ where: { organisationId, id: unitId } })) === 0) throw notFound();
    const adults = (await adultsOf(transaction, actor, unitId, chosen)).filter(({ why }) => why !== null);
    if (adults.length === 0) {
      const message =
        "Letters are for parents and carers who may sign, have no e-mail address and no other role here";
      throw new Refusal("invalid", `${message}.`, [{ field: "adult", message }]);
    }
    await transaction.link.updateMany({
      where: { organisationId, kind: "letter", endedAt: null, personId: { in: adults.map(({ id }) => id) } },
      data: { endedAt: createdAt },
    });
    const links = adults.map(({ id: personId }) => ({ id: newId(), personId }));
    await transaction.link.createMany({
      data: links.map(({ id, personId }) => ({
        ...{ organisationId, id, kind: "letter", personId, unitId, createdAt, expiresAt },
        tokenHash: linkHash(letterCode(id)),
      })),
    });
    await transaction.directoryEntry.createMany({
      data: links.map(({ id }) => ({
        kind: "link",
        key: linkHash(letterCode(id)),
        organisationId,
        targetId: id,
      })),
    });
    for (const { id: personId } of adults)
      await recordEvent(transaction, actor, "letter-made", { personId, unitId });
    return {
      at: String(createdAt.getTime()),
      made: adults.length,
      leftOut: chosen.length - adults.length,
    };
  });
}

export type Letter = { id: string; name: string; code: string; until: Date };

/**
 * The letters of one making that still open something, by name, with their codes.
 * @throws Refusal "not-found" without `signatures:record` there
 */
export async function lettersMadeAt(actor: Actor, unitId: string, at: string): Promise<Letter[]> {
  demand(actor, "signatures:record", unitId);
  const moment = /^\d{10,14}$/.test(at) ? new Date(Number(at)) : null;
  if (!moment) return [];
  const { organisationId } = actor;
  const links = await inOrganisation(organisationId, (transaction) =>
    transaction.link.findMany({
      where: {
        ...{ organisationId, unitId, kind: "letter", createdAt: moment, endedAt: null },
        expiresAt: { gt: now() },
      },
      include: { person: { select: { givenName: true, familyName: true, knownAs: true, sortName: true } } },
      orderBy: [{ person: { sortName: "asc" } }, { id: "asc" }],
    }),
  );
  return links.map(({ id, person, expiresAt: until }) => ({
    ...{ id, until },
    name: calledName(person),
    code: letterCode(id),
  }));
}
