import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dayOf, dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { insertAddress } from "#lib/people/insert-address.ts";
import { sortName } from "#lib/people/names.ts";
import { enterUrn } from "./directory.ts";
import { checkOrganisation, type NewOrganisation } from "./schema.ts";
import { giveSchoolCode } from "./school-code.ts";

export type CreatedOrganisation = {
  organisationId: string;
  /** Identifiers of the schools by URN. */
  units: Record<string, string>;
  administratorId: string;
  /** The trust board or governing body that it starts with. */
  bodyId: string;
};

/**
 * Makes an organisation with its schools, its first administrator and the board or body that decides. Everything
 * in one transaction: on any mistake nothing is written. Asks for no permission, because nobody is there yet to
 * have one; only the command line and the demonstration call it.
 * @throws Refusal "invalid" or "conflict" with one sentence
 */
export async function createOrganisation(input: NewOrganisation): Promise<CreatedOrganisation> {
  const given = checkOrganisation(input);
  const organisationId = newId();
  const actor = { organisationId, words: given.words };

  return inOrganisation(organisationId, async (transaction) => {
    await refuseWhatIsTaken(
      transaction,
      given.slug,
      given.schools.map((school) => school.urn),
    );
    const moment = now();
    const today = dayOf(moment, given.timeZone);
    await transaction.organisationDirectory.create({
      data: { id: organisationId, slug: given.slug, demonstration: given.demonstration, createdAt: moment },
    });
    await transaction.organisation.create({
      data: {
        organisationId,
        name: given.name,
        kind: given.kind,
        colour: given.colour?.toLowerCase() ?? null,
        timeZone: given.timeZone,
        createdAt: moment,
      },
    });
    await transaction.unit.create({
      data: { organisationId, id: organisationId, kind: "organisation", name: given.name, createdAt: moment },
    });
    await recordEvent(transaction, actor, "organisation-created", {
      unitId: organisationId,
      details: { organisation: given.name },
    });

    const units: Record<string, string> = {};
    for (const school of given.schools) {
      const unitId = newId();
      units[school.urn] = unitId;
      await transaction.unit.create({
        data: { organisationId, id: unitId, kind: "school", createdAt: moment, ...school },
      });
      await enterUrn(transaction, organisationId, unitId, school.urn);
      await giveSchoolCode(transaction, organisationId, unitId);
      await recordEvent(transaction, actor, "school-added", { unitId, details: { school: school.name } });
    }

    // A single school's administrator works at the school, and is bound by what binds its staff.
    const workplace = given.kind === "single-school" ? (Object.values(units)[0] as string) : organisationId;
    const administratorId = await addAdministrator(transaction, actor, given, workplace, today, moment);
    const bodyId = newId();
    await transaction.body.create({
      data: {
        organisationId,
        id: bodyId,
        unitId: organisationId,
        name: given.kind === "trust" ? "Trust board" : "Governing body",
        kind: given.kind === "trust" ? "trust-board" : "governing-body",
        writtenRule: given.kind === "trust" ? "unanimous" : "none",
        createdAt: moment,
      },
    });
    return { organisationId, units, administratorId, bodyId };
  });
}

/** One maker at a time, so that a slug or URN that is free here is still free when it is written. */
async function refuseWhatIsTaken(transaction: Transaction, slug: string, urns: string[]): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended('countersign: make an organisation', 0))`;
  if (await transaction.organisationDirectory.findUnique({ where: { slug } }))
    throw new Refusal("conflict", `There is already an organisation with the short name ${slug}.`);
  const taken = await transaction.directoryEntry.findFirst({ where: { kind: "urn", key: { in: urns } } });
  if (taken)
    throw new Refusal("conflict", `The school with the URN ${taken.key} is already in another organisation.`);
}

async function addAdministrator(
  transaction: Transaction,
  actor: { organisationId: string; words: string },
  given: ReturnType<typeof checkOrganisation>,
  workplace: string,
  today: Day,
  moment: Date,
): Promise<string> {
  const { organisationId } = actor;
  const { givenName, familyName, email } = given.administrator;
  const personId = newId();
  const startsOn = dayToDate(today);
  await transaction.person.create({
    data: {
      organisationId,
      id: personId,
      givenName,
      familyName,
      sortName: sortName({ givenName, familyName }),
      createdAt: moment,
    },
  });
  await insertAddress(transaction, organisationId, personId, email);
  await transaction.membership.create({
    data: {
      organisationId,
      id: newId(),
      personId,
      unitId: workplace,
      role: "staff",
      startsOn,
      createdAt: moment,
    },
  });
  await transaction.duty.create({
    data: {
      organisationId,
      id: newId(),
      personId,
      unitId: organisationId,
      kind: "organisation-administrator",
      startsOn,
      createdAt: moment,
    },
  });
  const school = given.schools[0]?.name ?? given.name;
  await recordEvent(transaction, actor, "person-added", {
    personId,
    unitId: workplace,
    details: { role: "Staff", school: workplace === organisationId ? given.name : school },
  });
  await recordEvent(transaction, actor, "duty-given", {
    personId,
    unitId: organisationId,
    details: { duty: "Organisation administrator", school: given.name, from: today },
  });
  return personId;
}
