import { academicYear } from "#lib/dates.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { addContact } from "#lib/people/add-contact.ts";
import { addMembership } from "#lib/people/add-membership.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { changeContact } from "#lib/people/change-contact.ts";
import { changeMembership } from "#lib/people/change-membership.ts";
import { changeNames } from "#lib/people/change-names.ts";
import { createClassGroup } from "#lib/people/create-class-group.ts";
import { endAddress } from "#lib/people/end-address.ts";
import { endAway } from "#lib/people/end-away.ts";
import { endContact } from "#lib/people/end-contact.ts";
import { endDuty } from "#lib/people/end-duty.ts";
import { endMembership } from "#lib/people/end-membership.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { excusePerson } from "#lib/people/excuse-person.ts";
import { giveDuty } from "#lib/people/give-duty.ts";
import { insertAway } from "#lib/people/insert-away.ts";
import { joinClass } from "#lib/people/join-class.ts";
import { leaveClass } from "#lib/people/leave-class.ts";
import { markAway } from "#lib/people/mark-away.ts";
import { personRecord } from "#lib/people/person-record.ts";
import { classesOfUnit, countByRole, findAdults, peopleOfUnit } from "#lib/people/queries.ts";
import { peopleFilter } from "#lib/people/schema.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { todayHere } from "./builders.ts";

const year = academicYear(todayHere());
/** The first day of this academic year, on which everybody is there. */
const day = `${year}-09-01`;
/** A later one. */
const later = `${year}-10-01`;
let count = 0;
const word = () => `${String.fromCharCode(97 + (count++ % 26))}${count}`;

const newPerson = () => ({
  givenName: "Nia",
  familyName: `Newcomer ${word()}`,
  role: "staff",
  startsOn: day,
  confirmed: true,
});
const staff = (world: World) => world.staff();
const aClass = async (world: World) =>
  (
    await createClassGroup(world.command, world.own, {
      name: `8 ${word()}`,
      kind: "class",
      academicYear: year,
    })
  ).classGroupId;
const link = { relationship: "Aunt", maySign: "on" };
const aLink = async (world: World) => {
  const pupilId = await world.aPupil();
  const adultId = await world.staff();
  return (await addContact(world.command, pupilId, { adultId, ...link, startsOn: day })).contactId;
};
/** Those whose duty lets them give ordinary duties are told why not, about a senior one. */
const toldWhyNot = Object.fromEntries(
  ["head here", "office here", "head of the organisation", "office of the organisation"].map((name) => [
    name,
    "not-permitted",
  ]),
);

/** What may be done to the people of a school, and by whom. */
export const accessToPeople: AccessCase[] = [
  accessCase({
    rule: peopleOfUnit,
    may: "people:read",
    call: (actor, { own }) => peopleOfUnit(actor, own, peopleFilter.parse({})),
  }),
  accessCase({
    rule: countByRole,
    may: "people:read",
    call: (actor, { own }) => countByRole(actor, own),
    shows: (answer) => (answer as unknown[]).length > 0,
  }),
  accessCase({
    rule: classesOfUnit,
    may: "people:read",
    target: aClass,
    call: (actor, { own }) => classesOfUnit(actor, own),
    shows: (answer) => (answer as unknown[]).length > 0,
  }),
  accessCase({
    rule: findAdults,
    may: "people:change",
    call: (actor, { own }) => findAdults(actor, own, "Family"),
    shows: (answer) => (answer as unknown[]).length > 0,
  }),
  accessCase({
    rule: personRecord,
    may: "people:read",
    target: staff,
    call: (actor, _, id) => personRecord(actor, id),
  }),
  accessCase({
    rule: personRecord,
    about: "a parent",
    may: "people:read",
    call: (actor, { parent }) => personRecord(actor, parent),
  }),
  accessCase({
    rule: addPerson,
    may: "people:change",
    call: (actor, { own }) => addPerson(actor, own, newPerson()),
  }),
  accessCase({
    rule: addPerson,
    about: "to the organisation itself",
    may: "people:change",
    whole: true,
    call: (actor, { organisationId }) => addPerson(actor, organisationId, newPerson()),
  }),
  accessCase({
    rule: changeNames,
    may: "people:change",
    target: staff,
    call: (actor, _, id) => changeNames(actor, id, { givenName: "Nia", familyName: `Newname ${word()}` }),
  }),
  accessCase({
    rule: addMembership,
    may: "people:change",
    target: staff,
    call: (actor, { own }, id) => addMembership(actor, id, own, { role: "volunteer", startsOn: day }),
  }),
  accessCase({
    rule: addMembership,
    about: "in the organisation itself",
    may: "people:change",
    whole: true,
    target: staff,
    call: (actor, { organisationId }, id) =>
      addMembership(actor, id, organisationId, { role: "volunteer", startsOn: day }),
  }),
  ...(
    [
      [changeMembership, { startsOn: `${year - 1}-09-01` }],
      [endMembership, { on: day }],
    ] as const
  ).map(([rule, given]) =>
    accessCase({
      rule,
      may: "people:change",
      target: async (world: World) =>
        (
          await addMembership(world.command, await world.staff(), world.own, {
            role: "volunteer",
            startsOn: day,
          })
        ).membershipId,
      call: (actor, _, id) => rule(actor, id, given),
    }),
  ),
  accessCase({
    rule: addAddress,
    may: "people:change",
    target: staff,
    call: (actor, _, id) => addAddress(actor, id, { address: `${word()}@example.org` }),
  }),
  accessCase({
    rule: endAddress,
    may: "people:change",
    target: async (world: World) => {
      const personId = await world.staff();
      const { addressId } = await addAddress(world.command, personId, { address: `${word()}@example.org` });
      return { personId, addressId };
    },
    call: (actor, _, { personId, addressId }) => endAddress(actor, personId, addressId),
  }),
  accessCase({
    rule: addContact,
    may: "people:change",
    target: async (world: World) => ({ pupilId: await world.aPupil(), adultId: await world.staff() }),
    call: (actor, _, { pupilId, adultId }) => addContact(actor, pupilId, { adultId, ...link, startsOn: day }),
  }),
  accessCase({
    rule: changeContact,
    may: "people:change",
    target: aLink,
    call: (actor, _, id) => changeContact(actor, id, { ...link, relationship: "Uncle" }),
  }),
  accessCase({
    rule: endContact,
    may: "people:change",
    target: aLink,
    call: (actor, _, id) => endContact(actor, id, { on: day }),
  }),
  accessCase({
    rule: createClassGroup,
    may: "people:change",
    call: (actor, { own }) =>
      createClassGroup(actor, own, { name: `9 ${word()}`, kind: "class", academicYear: year }),
  }),
  accessCase({
    rule: joinClass,
    may: "people:change",
    target: async (world: World) => ({ id: await world.aPupil(), classGroupId: await aClass(world) }),
    call: (actor, { own }, { id, classGroupId }) =>
      joinClass(actor, id, own, { classGroupId, part: "pupil", startsOn: day }),
  }),
  accessCase({
    rule: leaveClass,
    may: "people:change",
    target: async (world: World) => {
      const given = { classGroupId: await aClass(world), part: "pupil", startsOn: day };
      return (await joinClass(world.command, await world.aPupil(), world.own, given)).classMembershipId;
    },
    call: (actor, _, id) => leaveClass(actor, id, { on: later }),
  }),
  accessCase({
    rule: markAway,
    may: "people:change",
    target: staff,
    call: (actor, { own }, id) => markAway(actor, id, own, { startsOn: day }),
  }),
  accessCase({
    rule: excusePerson,
    may: "people:excuse",
    target: staff,
    call: (actor, { own }, id) => excusePerson(actor, id, own, { startsOn: day }),
  }),
  ...(["away", "excused"] as const).flatMap((kind) => [
    accessCase({
      rule: insertAway,
      about: kind,
      may: kind === "away" ? "people:change" : "people:excuse",
      target: staff,
      call: (actor, { own }, id) => insertAway(actor, kind, id, own, { startsOn: day }),
    }),
    accessCase({
      rule: endAway,
      about: kind,
      may: kind === "away" ? "people:change" : "people:excuse",
      target: async (world: World) =>
        (await insertAway(world.command, kind, await world.staff(), world.own, { startsOn: day })).awayId,
      call: (actor, _, id) => endAway(actor, id, { on: later }),
    }),
  ]),
  ...(["it-administrator", "office", "head", "auditor"] as const).flatMap((kind) => {
    const senior = kind === "head" || kind === "auditor";
    return [
      accessCase({
        rule: giveDuty,
        about: kind,
        may: senior ? "duties:change-senior" : "duties:change",
        otherwise: senior ? toldWhyNot : {},
        target: staff,
        call: (actor, { own }, id) => giveDuty(actor, id, own, { kind, startsOn: day }),
      }),
      accessCase({
        rule: endDuty,
        about: kind,
        may: senior ? "duties:change-senior" : "duties:change",
        otherwise: senior ? toldWhyNot : {},
        target: async (world: World) =>
          (await giveDuty(world.command, await world.staff(), world.own, { kind, startsOn: day })).dutyId,
        call: (actor, _, id) => endDuty(actor, id, { on: day }),
      }),
    ];
  }),
  accessCase({
    rule: giveDuty,
    about: "at the organisation itself",
    may: "duties:change",
    whole: true,
    target: staff,
    call: (actor, { organisationId }, id) =>
      giveDuty(actor, id, organisationId, { kind: "it-administrator", startsOn: day }),
  }),
  accessCase({
    rule: endSessions,
    may: "people:change",
    target: staff,
    call: (actor, _, id) => endSessions(actor, id),
  }),
];
