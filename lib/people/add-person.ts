import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, type FoundUnit, reachOf, todayFor, unitFor, withinReach } from "./access.ts";
import { refuseUnborn } from "./change-names.ts";
import { insertAddress } from "./insert-address.ts";
import { insertClassMembership } from "./insert-class-membership.ts";
import { insertMembership } from "./insert-membership.ts";
import { calledName, fold, legalName, sortName } from "./names.ts";
import { type AddPersonInput, addPersonInput, normaliseAddress } from "./schema.ts";
import { type MembershipRole, roleNames } from "./words.ts";

/** Somebody who may be the person that is being added, as far as the doer may know them. */
export type LikelyDuplicate = {
  personId: string;
  name: string;
  legalName: string;
  roles: string[];
  sameAddress: boolean;
};

export type AddedPerson = { personId: string; membershipId: string } | { duplicates: LikelyDuplicate[] };

/** Gives the transaction to one adder of a name at a time, so that a form posted twice meets its own first post. */
async function oneAtATime(transaction: Transaction, organisationId: string, name: string): Promise<void> {
  await transaction.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(${`add ${organisationId} ${name}`}, 0))`;
}

/**
 * People within the doer's reach with the same name, or with the same address and half the name. Nobody outside it
 * is mentioned: an office must not learn by asking who is known to a sibling school.
 */
async function likelyDuplicates(
  transaction: Transaction,
  doer: Doer,
  input: AddPersonInput,
): Promise<LikelyDuplicate[]> {
  const { organisationId } = doer;
  const base = sortName({ givenName: input.givenName, familyName: input.familyName });
  const called = input.knownAs ? [sortName({ givenName: input.knownAs, familyName: input.familyName })] : [];
  const addresses = input.addresses.map(normaliseAddress);
  const found = await transaction.person.findMany({
    where: {
      organisationId,
      erasedAt: null,
      AND: [
        withinReach(doer, "people:change"),
        {
          OR: [
            ...[base, ...called].flatMap((name) => [
              { sortName: name },
              { sortName: { startsWith: `${name}, ` } },
            ]),
            ...(addresses.length > 0 ? [{ addresses: { some: { normalised: { in: addresses } } } }] : []),
          ],
        },
      ],
    },
    select: {
      id: true,
      givenName: true,
      familyName: true,
      knownAs: true,
      addresses: { where: { normalised: { in: addresses } }, select: { id: true } },
      memberships: { select: { role: true, unitId: true, unit: { select: { name: true } } } },
    },
    orderBy: { id: "asc" },
    take: 20,
  });
  const reach = reachOf(doer, "people:change");
  return found
    .filter((person) => {
      const sameName = (["givenName", "familyName"] as const).map(
        (part) => fold(person[part]) === fold(input[part]),
      );
      const knownName = [person.knownAs, person.givenName].some(
        (name) => name && input.knownAs && fold(name) === fold(input.knownAs),
      );
      // Families share addresses: a shared one says little about somebody with another first name.
      return sameName[1] && (sameName[0] || knownName) ? true : person.addresses.length > 0 && sameName[0];
    })
    .map((person) => ({
      personId: person.id,
      name: calledName(person),
      legalName: legalName(person),
      roles: [
        ...new Set(
          person.memberships
            .filter(({ unitId }) => reach === "all" || reach.includes(unitId))
            .map(({ role, unit }) => `${roleNames[role as MembershipRole]}, ${unit.name}`),
        ),
      ],
      sameAddress: person.addresses.length > 0,
    }));
}

/**
 * Adds a person with a role at a unit from a day on. Somebody much like them who is there already is not refused but
 * given back as `duplicates`, until the input says `confirmed`.
 * @throws Refusal "not-found" when the doer may not change people at the unit, or the class is not the unit's
 */
export async function addPerson(doer: Doer, unitId: string, given: unknown): Promise<AddedPerson> {
  const input = parse(addPersonInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await unitFor(transaction, doer, "people:change", unitId);
    await oneAtATime(transaction, organisationId, sortName({ ...input, knownAs: null }));
    if (input.formId !== undefined) {
      const first = await sameForm(transaction, organisationId, input, unit);
      if (first) return first;
    }
    if (!input.confirmed) {
      const duplicates = await likelyDuplicates(transaction, doer, input);
      if (duplicates.length > 0) return { duplicates };
    }
    return insertPerson(transaction, doer, unit, input);
  });
}

/** The person whom an earlier post of the same form added; null when this is the first. */
async function sameForm(
  transaction: Transaction,
  organisationId: string,
  input: AddPersonInput,
  unit: FoundUnit,
): Promise<AddedPerson | null> {
  const person = await transaction.person.findUnique({
    where: { organisationId_id: { organisationId, id: input.formId ?? "" } },
    select: {
      id: true,
      givenName: true,
      familyName: true,
      memberships: { where: { unitId: unit.id, role: input.role }, select: { id: true }, take: 1 },
    },
  });
  if (!person) return null;
  const membership = person.memberships[0];
  if (person.givenName === input.givenName && person.familyName === input.familyName && membership)
    return { personId: person.id, membershipId: membership.id };
  throw new Refusal("conflict", "This form has been used already. Open it again to add another person.");
}

async function insertPerson(
  transaction: Transaction,
  doer: Doer,
  unit: FoundUnit,
  input: AddPersonInput,
): Promise<AddedPerson> {
  const { organisationId } = doer;
  const { givenName, familyName, knownAs = null, bornOn } = input;
  const today = await todayFor(transaction, doer);
  refuseUnborn(bornOn, today);
  const personId = input.formId ?? newId();
  await transaction.person.create({
    data: {
      organisationId,
      id: personId,
      givenName,
      familyName,
      knownAs,
      sortName: sortName({ givenName, familyName, knownAs }),
      bornOn: bornOn === undefined ? null : dayToDate(bornOn),
      createdAt: now(),
    },
  });
  for (const address of input.addresses) await insertAddress(transaction, organisationId, personId, address);
  const membershipId = await insertMembership(transaction, doer, personId, unit, input, today);
  await recordEvent(transaction, doer, "person-added", {
    personId,
    unitId: unit.id,
    details: { role: roleNames[input.role], school: unit.name },
  });
  if (input.classGroupId !== undefined) {
    const joined = await insertClassMembership(transaction, organisationId, unit.id, {
      personId,
      classGroupId: input.classGroupId,
      part: input.role === "pupil" ? "pupil" : "teacher",
      startsOn: input.startsOn,
      endsOn: input.endsOn,
    });
    await recordEvent(transaction, doer, "class-joined", {
      personId,
      unitId: unit.id,
      details: { class: joined.className, from: joined.from },
    });
  }
  return { personId, membershipId };
}
