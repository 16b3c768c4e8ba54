import type { Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { type Doer, type FoundPerson, isCommand, lockPerson, personFor, reachOf } from "./access.ts";
import { calledName } from "./names.ts";
import { powerNotHad } from "./power.ts";

/**
 * Two records that the doer may join or part, both locked, in an order that is the same for everyone: of two who do
 * it opposite ways at once the second finds what the first has done.
 * @throws Refusal "not-found" outside the doer's reach; "not-permitted" for their own record, for people with more
 * power than they have, and where one of the two belongs to a school where they may not do this
 */
export async function lockBoth(
  transaction: Transaction,
  doer: Doer,
  ids: [string, string],
  find: (id: string) => Promise<FoundPerson> = (id) => personFor(transaction, doer, "people:merge", id),
): Promise<[FoundPerson, FoundPerson]> {
  const [first, second] = ids;
  if (first === second) throw notFound();
  const found: [FoundPerson, FoundPerson] = [await find(first), await find(second)];
  if (!isCommand(doer) && ids.includes(doer.personId))
    throw new Refusal(
      "not-permitted",
      "This is your own record. A colleague or an administrator can join it.",
    );
  for (const id of [...ids].sort()) await lockPerson(transaction, doer.organisationId, id);
  await demandEverySchool(transaction, doer, ids);
  for (const person of found) {
    const power = await powerNotHad(transaction, doer, person.id);
    if (power !== null)
      throw new Refusal(
        "not-permitted",
        `${calledName(person)} is ${power}, so only an organisation administrator can join or part their records.`,
      );
  }
  return found;
}

/** Everywhere that either of the two belongs must be the doer's to change. */
async function demandEverySchool(transaction: Transaction, doer: Doer, ids: string[]): Promise<void> {
  const reach = reachOf(doer, "people:merge");
  if (reach === "all") return;
  const { organisationId } = doer;
  const rows = await transaction.$queryRaw<{ unitId: string }[]>`
    select m.unit_id as "unitId" from membership m
    where m.organisation_id = ${organisationId}::uuid and m.person_id = any (${ids}::uuid[])
    union
    select m.unit_id from contact c
    join membership m on m.organisation_id = ${organisationId}::uuid and m.person_id = c.pupil_id and m.role = 'pupil'
    where c.organisation_id = ${organisationId}::uuid and c.adult_id = any (${ids}::uuid[])
    union
    select d.unit_id from duty d where d.organisation_id = ${organisationId}::uuid and d.person_id = any (${ids}::uuid[])`;
  if (rows.length === 0 || rows.some(({ unitId }) => !reach.includes(unitId)))
    throw new Refusal(
      "not-permitted",
      "One of these records belongs to another school as well, so an organisation administrator joins or parts them.",
    );
}
