import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dateToDay, dayToDate } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { isRefused, refusedPass } from "./cleared-visit.ts";
import { notWhoTheySaidSchema } from "./schema.ts";

/** Records that somebody has left. It ends a visit of a day; whoever is here for longer may come back. */
export async function recordLeaving(actor: Actor, visitId: string): Promise<void> {
  await inOrganisation(actor.organisationId, async (transaction) => {
    const visit = await visitToEnd(transaction, actor, visitId);
    if (visit.leftAt || isRefused(visit)) return;
    await leave(transaction, actor, visit);
    await recordEvent(transaction, actor, "visitor-left", about(visit));
  });
}

/** Ends a visit that was meant to last longer: today is its last day. The pass leads no further. */
export async function endVisit(actor: Actor, visitId: string): Promise<void> {
  await inOrganisation(actor.organisationId, async (transaction) => {
    const visit = await visitToEnd(transaction, actor, visitId);
    if (isRefused(visit)) return;
    const ended = await endMembership(transaction, actor, visit, actor.today);
    if (!visit.leftAt) await leave(transaction, actor, visit);
    if (ended || !visit.leftAt) await recordEvent(transaction, actor, "visit-ended", about(visit));
  });
}

/**
 * Records that whoever came was not who they said: the visit ends at once, its pass is nobody's, nothing is asked of
 * them any more, and what was signed for it no longer counts. The record of it stays.
 * @throws Refusal "invalid" without a reason, "not-found" for other schools' visits
 */
export async function notWhoTheySaid(actor: Actor, visitId: string, given: unknown): Promise<void> {
  const { reason } = parse(notWhoTheySaidSchema, given);
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const visit = await visitToEnd(transaction, actor, visitId);
    if (isRefused(visit)) return;
    await endMembership(transaction, actor, visit, addDays(actor.today, -1));
    if (!visit.leftAt) await leave(transaction, actor, visit);
    await transaction.visit.update({ where: key(actor, visit), data: { pass: refusedPass(visit.id) } });
    const signatures = await transaction.signature.findMany({
      where: {
        organisationId,
        signerId: { in: await recordsOf(transaction, organisationId, visit.personId) },
        occasion: visit.membership.occasion ?? "",
        signatureVoid: { is: null },
      },
      select: { id: true },
    });
    await transaction.signatureVoid.createMany({
      data: signatures.map(({ id }) => ({
        organisationId,
        id: newId(),
        signatureId: id,
        reason,
        recordedById: actor.personId,
        recordedAt: now(),
      })),
      skipDuplicates: true,
    });
    const { details, ...subject } = about(visit);
    await recordEvent(transaction, actor, "visit-refused", { ...subject, details: { ...details, reason } });
  });
}

type Found = Awaited<ReturnType<typeof visitToEnd>>;

/** The visit, locked, so that two at the desk do not both end it. */
async function visitToEnd(transaction: Transaction, actor: Actor, visitId: string) {
  const { organisationId } = actor;
  if (!isId(visitId)) throw notFound();
  const found = () =>
    transaction.visit.findUnique({
      where: { organisationId_id: { organisationId, id: visitId } },
      include: {
        unit: { select: { name: true } },
        membership: { select: { startsOn: true, endsOn: true, occasion: true } },
        person: { select: { givenName: true, familyName: true, knownAs: true } },
      },
    });
  const visit = await found();
  if (!visit) throw notFound();
  demand(actor, "visits:receive", visit.unitId);
  await transaction.$executeRaw`
    select 1 from visit where organisation_id = ${organisationId}::uuid and id = ${visitId}::uuid for no key update`;
  return (await found()) ?? visit;
}

const key = ({ organisationId }: Actor, { id }: Found) => ({ organisationId_id: { organisationId, id } });

const about = (visit: Found) => ({
  unitId: visit.unitId,
  personId: visit.personId,
  details: { school: visit.unit.name, person: calledName(visit.person).trim() },
});

async function leave(transaction: Transaction, actor: Actor, visit: Found): Promise<void> {
  await transaction.visit.update({
    where: key(actor, visit),
    data: { leftAt: now(), leftRecordedById: actor.personId },
  });
}

/**
 * @param last its last day; the day before it began for one that was none
 * @returns whether there was anything left to end
 */
async function endMembership(
  transaction: Transaction,
  { organisationId, today }: Actor,
  visit: Found,
  last: Day,
): Promise<boolean> {
  const startsOn = dateToDay(visit.membership.startsOn);
  const { endsOn } = visit.membership;
  if (endsOn && dateToDay(endsOn) <= last) return false;
  const earliest = last < today ? addDays(startsOn, -1) : startsOn;
  await transaction.membership.update({
    where: { organisationId_id: { organisationId, id: visit.membershipId } },
    data: { endsOn: dayToDate(last < earliest ? earliest : last) },
  });
  return true;
}

/**
 * Records that a colleague knows that whoever came is who they say, by whatever they showed: from then on they are
 * among those who may have a login or the Wi-Fi. Confirming again changes nothing.
 * @throws Refusal "not-found" for other schools' visits, "conflict" for one that was not who they said
 */
export async function confirmVisitor(actor: Actor, visitId: string): Promise<void> {
  await inOrganisation(actor.organisationId, async (transaction) => {
    const visit = await visitToEnd(transaction, actor, visitId);
    if (visit.confirmedAt) return;
    if (isRefused(visit))
      throw new Refusal(
        "conflict",
        "It is recorded that this was not who they said. They have to sign in again.",
      );
    await transaction.visit.update({
      where: key(actor, visit),
      data: { confirmedAt: now(), confirmedById: actor.personId },
    });
    await recordEvent(transaction, actor, "visitor-confirmed", about(visit));
  });
}
