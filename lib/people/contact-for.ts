import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { type Doer, lockPerson, reachOf, todayFor } from "./access.ts";
import { calledName } from "./names.ts";
import { demandKeepingOfPupil } from "./person-to-identify.ts";

const names = { givenName: true, familyName: true, knownAs: true } as const;

/**
 * The school whose pupil somebody is, where the doer may change people: contacts are the pupil's, and kept by their
 * school. A pupil who has left and is at another school is that school's, and of two schools' pupil the one's that has known
 * them longer.
 * @throws Refusal "not-found" also for somebody who is no pupil there; "not-permitted" when another school keeps them
 */
export async function pupilFor(
  transaction: Transaction,
  doer: Doer,
  pupilId: string,
): Promise<{ unitId: string; name: string }> {
  const { organisationId } = doer;
  if (!isId(pupilId)) throw notFound();
  const reach = reachOf(doer, "people:change");
  const today = dayToDate(await todayFor(transaction, doer));
  const memberships = await transaction.membership.findMany({
    where: { organisationId, personId: pupilId, role: "pupil", person: { erasedAt: null } },
    select: { unitId: true, endsOn: true, person: { select: names } },
    orderBy: { startsOn: "desc" },
  });
  const current = memberships.filter(({ endsOn }) => endsOn === null || endsOn >= today);
  const found = (current.length > 0 ? current : memberships).find(
    ({ unitId }) => reach === "all" || reach.includes(unitId),
  );
  if (!found) throw notFound();
  await demandKeepingOfPupil(transaction, doer, pupilId);
  return { unitId: found.unitId, name: calledName(found.person) };
}

/** A contact that the doer may change, its pupil locked. @throws Refusal "not-found" */
export async function contactFor(transaction: Transaction, doer: Doer, contactId: string) {
  const { organisationId } = doer;
  if (!isId(contactId)) throw notFound();
  const where = { organisationId_id: { organisationId, id: contactId } };
  const found = await transaction.contact.findUnique({ where, select: { pupilId: true } });
  if (!found) throw notFound();
  const { unitId } = await pupilFor(transaction, doer, found.pupilId);
  await lockPerson(transaction, organisationId, found.pupilId);
  const contact = await transaction.contact.findUniqueOrThrow({
    where,
    include: { adult: { select: names } },
  });
  return { contact, unitId, adultName: calledName(contact.adult) };
}
