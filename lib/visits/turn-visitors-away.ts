import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { occasionOf } from "./asked-on-arrival.ts";
import { notWhoTheySaidSchema } from "./schema.ts";

/**
 * Records of many visits at once that nobody stood at the door: what `notWhoTheySaid` does to each, for a list that
 * somebody at a distance has filled. Whoever a colleague has confirmed is left as they are, so is whoever was turned
 * away before; two at the desk who press at once turn each visitor away once.
 * @param visitIds those that were ticked; never simply all there are, or somebody could slip in unseen
 * @returns how many were turned away, and how many of those ticked were not
 * @throws Refusal "invalid" without a reason or with nobody ticked, "not-found" without `visits:receive` there and for
 * visits to other schools alone
 */
export async function turnVisitorsAway(
  actor: Actor,
  unitId: string,
  visitIds: string[],
  given: unknown,
): Promise<{ turnedAway: number; passedOver: number }> {
  demand(actor, "visits:receive", unitId);
  const ids = [...new Set(visitIds.filter(isId))];
  if (ids.length === 0) {
    const message = "Tick who is to be turned away";
    throw new Refusal("invalid", message, [{ field: "visits", message }]);
  }
  const { reason } = parse(notWhoTheySaidSchema, given);
  return inOrganisation(
    actor.organisationId,
    async (transaction) => {
      const found = await unconfirmed(transaction, actor, unitId, ids);
      if (found.length === 0 && !(await areHere(transaction, actor, unitId, ids))) throw notFound();
      if (found.length > 0) await refuse(transaction, actor, found, reason);
      for (const { personId, person, school } of found)
        await recordEvent(transaction, actor, "visit-refused", {
          unitId,
          personId,
          details: { school, person, reason },
        });
      if (found.length > 0)
        await recordEvent(transaction, actor, "visitors-turned-away", {
          unitId,
          details: { school: found[0]?.school ?? "", count: found.length, reason },
        });
      return { turnedAway: found.length, passedOver: ids.length - found.length };
    },
    { timeoutMs: 60_000 },
  );
}

type Found = { id: string; personId: string; person: string; school: string };

/** Those of the ticked of whom nobody has confirmed who they are, locked in one order for everybody. */
const unconfirmed = (transaction: Transaction, { organisationId }: Actor, unitId: string, ids: string[]) =>
  transaction.$queryRaw<Found[]>`
    select v.id, v.person_id as "personId", u.name as school,
      trim(concat_ws(' ', coalesce(p.known_as, p.given_name), p.family_name)) as person
    from visit v
    join unit u on u.organisation_id = ${organisationId}::uuid and u.id = v.unit_id
    join person p on p.organisation_id = ${organisationId}::uuid and p.id = v.person_id
    where v.organisation_id = ${organisationId}::uuid and v.unit_id = ${unitId}::uuid and v.id = any (${ids}::uuid[])
      and v.confirmed_at is null and v.pass not like '-%'
    order by v.id for no key update of v`;

const areHere = async (transaction: Transaction, { organisationId }: Actor, unitId: string, ids: string[]) =>
  (await transaction.visit.count({ where: { organisationId, unitId, id: { in: ids } } })) > 0;

/** Ends the visits as of the day before they could count, takes their passes away and what was signed for them. */
async function refuse(
  transaction: Transaction,
  { organisationId, personId, today }: Actor,
  visits: Found[],
  reason: string,
): Promise<void> {
  const ids = visits.map(({ id }) => id);
  await transaction.$executeRaw`
    update membership m set ends_on = greatest(m.starts_on, ${today}::date) - 1 from visit v
    where v.organisation_id = ${organisationId}::uuid and v.id = any (${ids}::uuid[])
      and m.organisation_id = ${organisationId}::uuid and m.id = v.membership_id
      and (m.ends_on is null or m.ends_on >= ${today}::date)`;
  await transaction.$executeRaw`
    update visit set pass = '-' || id, left_at = coalesce(left_at, ${now()}::timestamptz),
      left_recorded_by_id = coalesce(left_recorded_by_id, ${personId}::uuid)
    where organisation_id = ${organisationId}::uuid and id = any (${ids}::uuid[])`;
  const signatures = await transaction.signature.findMany({
    where: { organisationId, occasion: { in: ids.map(occasionOf) }, signatureVoid: { is: null } },
    select: { id: true },
  });
  await transaction.signatureVoid.createMany({
    data: signatures.map(({ id }) => ({
      ...{ organisationId, id: newId(), signatureId: id, reason },
      ...{ recordedById: personId, recordedAt: now() },
    })),
    skipDuplicates: true,
  });
}
