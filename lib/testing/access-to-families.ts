import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { adultsWithoutAddress, lettersMadeAt, makeLetters } from "#lib/messages/letters.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addContact } from "#lib/people/add-contact.ts";
import { confirmContact } from "#lib/people/confirm-contact.ts";
import { notMyChild, saidNotMyChild } from "#lib/signing/not-my-child.ts";
import { objectToSignature } from "#lib/signing/object.ts";
import { parentsPart } from "#lib/signing/parents-part.ts";
import { schoolsOf } from "#lib/signing/schools-of.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { aContact, actorFor, aPerson } from "./builders.ts";

const words = () => ({ words: "", formId: newId() });
const holds = (part: string) => (answer: unknown) => JSON.stringify(answer).includes(part);

/** A pupil of the school who has signed, with two adults who may sign too. */
async function aFamily({ organisationId, aPupil }: World) {
  const pupilId = await aPupil();
  const adults = [await aPerson(organisationId), await aPerson(organisationId)];
  for (const adult of adults) await aContact(organisationId, adult, pupilId);
  const pupil = await actorFor(organisationId, pupilId);
  await signFirst(pupil);
  const [mother, father] = await Promise.all(adults.map((adult) => actorFor(organisationId, adult)));
  return { pupil, mother: mother as Actor, father: father as Actor };
}

async function signFirst(actor: Actor): Promise<string> {
  const [asked] = await obligationsOf(actor.organisationId, actor.personId, actor.today);
  if (!asked) throw new Error("nothing is asked");
  await signAgreement(actor, asked.id, {
    agreed: true,
    printedName: actor.legalName,
    answers: { "tutor-group": "8A" },
    wordingId: asked.wordingId,
  });
  return asked.id;
}

async function aMother(world: World) {
  const { mother: actor } = await aFamily(world);
  return { actor, obligation: await world.obligationOf(actor) };
}

async function aDispute(world: World): Promise<string> {
  const pupilId = await world.aPupil();
  const { contactId } = await addContact(world.command, pupilId, {
    adultId: await world.staff(),
    relationship: "Aunt",
    maySign: "on",
    startsOn: "2020-09-01",
  });
  const { organisationId } = world;
  await inOrganisation(organisationId, (transaction) =>
    transaction.contact.updateMany({
      where: { organisationId, id: contactId },
      data: { disputedAt: new Date() },
    }),
  );
  return contactId;
}

/** What parents and carers may do, and what is done for them, by whom. */
export const accessToFamilies: AccessCase[] = [
  accessCase({
    rule: confirmContact,
    may: "people:change",
    target: aDispute,
    call: (actor, _, contactId) => confirmContact(actor, contactId),
  }),
  accessCase({
    rule: adultsWithoutAddress,
    may: "signatures:record",
    call: (actor, { own }) => adultsWithoutAddress(actor, own),
    shows: (answer, { parent }) => holds(parent)(answer),
  }),
  accessCase({
    rule: makeLetters,
    may: "signatures:record",
    target: async (world: World) => (await aFamily(world)).mother.personId,
    call: (actor, { own }, adult) => makeLetters(actor, own, [adult]),
  }),
  accessCase({
    rule: lettersMadeAt,
    may: "signatures:record",
    target: async (world: World) => {
      const head = world.somebody.find(({ name }) => name === "head here")?.actor as Actor;
      const { mother } = await aFamily(world);
      return makeLetters(head, world.own, [mother.personId]);
    },
    call: (actor, { own }, { at }) => lettersMadeAt(actor, own, at),
    shows: (answer) => (answer as unknown[]).length > 0,
  }),
  accessCase({
    rule: objectToSignature,
    may: "themself",
    target: async (world: World) => {
      const { mother, father: actor } = await aFamily(world);
      await signFirst(mother);
      const asked = await obligationsOf(actor.organisationId, actor.personId, actor.today);
      const obligation = asked.find(({ signerId }) => signerId === mother.personId);
      if (!obligation) throw new Error("the other parent has not signed");
      return { actor, obligation };
    },
    call: (actor, _, { obligation }) => objectToSignature(actor, obligation.id, words()),
  }),
  accessCase({
    rule: notMyChild,
    may: "themself",
    target: aMother,
    call: (actor, _, { obligation }) => notMyChild(actor, obligation.id, words()),
  }),
  accessCase({
    rule: saidNotMyChild,
    may: "themself",
    quiet: true,
    target: async (world: World) => {
      const mother = await aMother(world);
      await notMyChild(mother.actor, mother.obligation.id, words());
      return mother;
    },
    call: (actor, _, { obligation }) => saidNotMyChild(actor, obligation.id),
    shows: (answer) => answer === true,
  }),
  accessCase({
    rule: parentsPart,
    may: "themself",
    quiet: true,
    target: async (world: World) => {
      const { pupil: actor } = await aFamily(world);
      return { actor, obligations: await obligationsOf(actor.organisationId, actor.personId, actor.today) };
    },
    call: (actor, _, { obligations }) => parentsPart(actor, obligations),
    shows: (answer) => (answer as Map<string, unknown>).size > 0,
  }),
  // The names of schools are no secret in their organisation.
  accessCase({
    rule: schoolsOf,
    may: "everybody here",
    quiet: true,
    target: async (world: World) => {
      const { actor } = await aMother(world);
      return obligationsOf(actor.organisationId, actor.personId, actor.today);
    },
    call: (actor, _, obligations) => schoolsOf(actor, obligations),
    shows: (answer) => (answer as Map<string, string>).size > 0,
  }),
];
