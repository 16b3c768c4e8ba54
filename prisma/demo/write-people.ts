import type { CommandActor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { addDays, type Day, dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { addressKey } from "#lib/organisations/directory.ts";
import { sortName } from "#lib/people/names.ts";
import { normaliseAddress } from "#lib/people/schema.ts";
import { writeAways } from "./aways.ts";
import { writeBodies } from "./bodies.ts";
import { type Calendar, termOf } from "./calendar.ts";
import { writeClassGroups } from "./class-groups.ts";
import { type Cast, type DemoMembership, type DemoPerson, hasResponsibility } from "./people.ts";
import { demoPersonas, personaSource } from "./personas.ts";
import { idOf, type Setting, settingOf, unitOf } from "./setting.ts";

/**
 * Writes everyone of an organisation with roles, duties, classes, contacts, absences and seats, all in one
 * transaction: many rows a statement, so that it takes a moment rather than a minute.
 */
export async function writePeople(
  actor: CommandActor,
  slug: string,
  cast: Cast,
  calendar: Calendar,
  administratorName: string,
): Promise<void> {
  const { organisationId } = actor;
  await inOrganisation(
    organisationId,
    async (transaction) => {
      const setting = await settingOf(transaction, organisationId, slug, calendar, administratorName);
      await writePersons(transaction, setting, cast);
      await writeMemberships(transaction, setting, cast);
      await writeClassGroups(transaction, setting, cast);
      await writeContacts(transaction, setting, cast);
      await writeAways(transaction, setting);
      await writeBodies(transaction, setting);
      await transaction.outsideIdentifier.createMany({
        data: demoPersonas
          .filter((persona) => persona.slug === slug)
          .map((persona) => ({
            organisationId,
            id: newId(),
            source: personaSource,
            value: persona.key,
            personId: idOf(setting, persona.name),
            createdAt: now(),
          })),
      });
    },
    { timeoutMs: 60_000 },
  );
}

/** A child's date of birth: anywhere in the year of their year group, by the letters of the name. */
export function bornOn(name: string, yearGroup: number, calendar: Calendar): Day {
  const letters = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return addDays(`${calendar.year - 5 - yearGroup}-09-01`, letters % 365);
}

async function writePersons(transaction: Transaction, setting: Setting, cast: Cast): Promise<void> {
  const { organisationId, calendar } = setting;
  const people = [...cast.people.values()].map((person) => ({ ...person, id: newId() }));
  for (const person of people) setting.ids.set(person.name, person.id);
  await transaction.person.createMany({
    data: people.map((person) => {
      const pupil = person.memberships.find((membership) => membership.role === "pupil");
      return {
        organisationId,
        id: person.id,
        givenName: person.givenName,
        familyName: person.familyName,
        knownAs: person.knownAs,
        sortName: sortName(person),
        bornOn: pupil ? dayToDate(bornOn(person.name, pupil.yearGroup ?? 0, calendar)) : null,
        createdAt: now(),
      };
    }),
  });
  const reachable = people.flatMap((person) =>
    person.address ? [{ personId: person.id, asWritten: person.address }] : [],
  );
  await transaction.address.createMany({
    data: reachable.map(({ personId, asWritten }) => ({
      organisationId,
      id: newId(),
      personId,
      normalised: normaliseAddress(asWritten),
      asWritten,
      createdAt: now(),
    })),
  });
  await transaction.directoryEntry.createMany({
    data: reachable.map(({ personId, asWritten }) => ({
      kind: "address",
      key: addressKey(normaliseAddress(asWritten)),
      organisationId,
      targetId: personId,
    })),
  });
}

/** A pupil's membership begins when they came to the school: with its lowest year. */
function datesOf(membership: DemoMembership, setting: Setting) {
  const { calendar } = setting;
  if (membership.term) return termOf(membership.term, calendar);
  const since = (membership.yearGroup ?? 0) - unitOf(setting, membership.urn).lowestYear;
  return { startsOn: calendar.september(since), endsOn: null };
}

const toDates = ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day | null }) => ({
  startsOn: dayToDate(startsOn),
  endsOn: endsOn === null ? null : dayToDate(endsOn),
});

async function writeMemberships(transaction: Transaction, setting: Setting, cast: Cast): Promise<void> {
  const { organisationId, calendar } = setting;
  const each = <T, R>(list: (person: DemoPerson) => T[], make: (person: DemoPerson, one: T) => R) =>
    [...cast.people.values()].flatMap((person) => list(person).map((one) => make(person, one)));
  await transaction.membership.createMany({
    data: each(
      (person) => person.memberships,
      (person, membership) => ({
        organisationId,
        id: newId(),
        personId: idOf(setting, person.name),
        unitId: unitOf(setting, membership.urn).id,
        role: membership.role,
        ...toDates(datesOf(membership, setting)),
        cohort: membership.yearGroup === undefined ? null : calendar.year - membership.yearGroup,
        jobTitle: membership.jobTitle ?? null,
        firm: membership.firm ?? null,
        createdAt: now(),
      }),
    ),
  });
  await transaction.duty.createMany({
    data: each(
      (person) => person.duties,
      (person, duty) => ({
        organisationId,
        id: newId(),
        personId: idOf(setting, person.name),
        unitId: unitOf(setting, duty.urn).id,
        kind: duty.kind,
        ...toDates(termOf(duty.term, calendar)),
        createdAt: now(),
      }),
    ),
  });
}

async function writeContacts(transaction: Transaction, setting: Setting, cast: Cast): Promise<void> {
  await transaction.contact.createMany({
    data: cast.contacts.map((contact) => ({
      organisationId: setting.organisationId,
      id: newId(),
      adultId: idOf(setting, contact.adult),
      pupilId: idOf(setting, contact.pupil),
      relationship: contact.relationship,
      parentalResponsibility: hasResponsibility(contact.relationship),
      livesWith: contact.livesWith,
      position: contact.position,
      maySign: !contact.doNotContact,
      doNotContact: contact.doNotContact,
      startsOn: dayToDate(setting.calendar.september(0)),
    })),
  });
}
