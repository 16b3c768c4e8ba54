import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { type FieldProblem, notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { readableCode } from "#lib/organisations/school-code.ts";
import { parse } from "#lib/parse.ts";
import { sortName } from "#lib/people/names.ts";
import { roleNames } from "#lib/people/words.ts";
import { keepSignature } from "#lib/signing/keep-signature.ts";
import { type SignInput, signSchema } from "#lib/signing/schema.ts";
import { answersInOrder } from "#lib/signing/sign-agreement.ts";
import { type AskedOnArrival, askedOfVisit, askedOnArrival, occasionOf } from "./asked-on-arrival.ts";
import { type Visit, visitIn } from "./cleared-visit.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";
import { type CameFrom, refuseFlood } from "./flood.ts";
import { type Arrival, type ArrivalValues, arrivalSchema } from "./schema.ts";
import { roleOfReason } from "./words.ts";

/** One agreement's form as it was sent; `agreementId` says which. */
export type SignedForm = SignInput & { agreementId: string };

export type Arriving = {
  values: ArrivalValues;
  /** Made with the form: the same form sent again gives the same visit. */
  formId: string;
  forms: SignedForm[];
  /** Whoever came before and showed their pass or their own phone; their record is used again. */
  personId?: string;
  browser: string | null;
  from: CameFrom;
};

/**
 * Lets somebody in: person, membership with an occasion of its own, visit, signatures and event, all or nothing. A form
 * sent twice, also at the same moment, makes one visit.
 *
 * Throws a Refusal: `invalid` with a problem per field (an agreement's are `<agreementId>.<field>`), `superseded` when
 * the agreements shown are no longer those in force, `too-many-tries` when the school's door has let in all it can.
 */
export async function arrive(school: SchoolAtTheDoor, given: Arriving): Promise<Visit> {
  const { arrival, signing } = await readArrival(school, given);
  return inOrganisation(school.organisationId, (transaction) =>
    enter(transaction, school, { ...given, arrival }, (visitId, person) =>
      keepSignatures(transaction, school, { visitId, person, signing, browser: given.browser }),
    ),
  );
}

async function readArrival(school: SchoolAtTheDoor, given: Arriving) {
  const arrival = parseArrival(school, given);
  return { arrival, signing: readForms(await askedOnArrival(school, arrival.reason), given.forms) };
}

/** What somebody said of themselves, checked. @throws Refusal "invalid" with a problem per field */
export function parseArrival(
  { today }: SchoolAtTheDoor,
  given: Pick<Arriving, "formId" | "values">,
): Arrival {
  if (!isId(given.formId)) throw new Refusal("invalid", "This page was not complete: open it again.");
  return parse(arrivalSchema(today), given.values);
}

type Entering = Pick<Arriving, "formId" | "personId" | "from"> & { arrival: Arrival };

/**
 * Person, membership, visit and event of somebody who arrives, once for each form, and what comes with them.
 * @param more what the visit brings besides, of the same transaction; not asked for a form that was sent before
 * @throws Refusal "too-many-tries" for a network, or a door, that has sent too many
 */
export async function enter(
  transaction: Transaction,
  school: SchoolAtTheDoor,
  { arrival, formId, personId, from }: Entering,
  more: (visitId: string, person: Person) => Promise<unknown>,
): Promise<Visit> {
  const { organisationId, unit } = school;
  const same = () => visitIn(transaction, school, { formId });
  // before waiting in line as well: one form sent again and again keeps nobody else waiting
  const before = await same();
  if (before) return before;
  await oneArrivalAtATime(transaction, unit.id);
  const meanwhile = await same();
  if (meanwhile) return meanwhile;
  const network = await refuseFlood(transaction, school, from);
  const person = personId
    ? await knownPerson(transaction, organisationId, personId)
    : await newPerson(transaction, organisationId, arrival.name);
  const visitId = await keepVisit(transaction, school, { person, arrival, formId, network });
  await recordEvent(transaction, { organisationId, personId: person.id }, "visitor-arrived", {
    unitId: unit.id,
    personId: person.id,
    details: { role: roleNames[roleOfReason(arrival.reason)], school: unit.name, until: arrival.until },
  });
  await more(visitId, person);
  return standing(transaction, school, visitId);
}
/** Signs what a newer version asks of somebody whose visit is still running; nothing else about the visit changes. */
export async function signForVisit(
  school: SchoolAtTheDoor,
  visit: Visit,
  given: { forms: SignedForm[]; browser: string | null },
): Promise<Visit> {
  const { organisationId } = school;
  const signing = readForms(await askedOfVisit(school, visit), given.forms);
  return inOrganisation(organisationId, async (transaction) => {
    const person = await knownPerson(transaction, organisationId, visit.personId);
    await keepSignatures(transaction, school, { visitId: visit.id, person, signing, browser: given.browser });
    return standing(transaction, school, visit.id);
  });
}

type Signing = { asked: AskedOnArrival; input: ReturnType<ReturnType<typeof signSchema>["parse"]> };
type Person = { id: string; givenName: string; familyName: string };

function readForms(asked: AskedOnArrival[], forms: SignedForm[]): Signing[] {
  const problems: FieldProblem[] = [];
  const read = asked.map((one) => {
    const form = forms.find(({ agreementId }) => agreementId === one.agreementId);
    if (form?.wordingId !== one.wordingId)
      throw new Refusal("superseded", "A new version came into force while you were reading.");
    const result = signSchema(one.fields).safeParse(form);
    if (result.success) return { asked: one, input: result.data };
    for (const issue of result.error.issues)
      problems.push({ field: `${one.agreementId}.${issue.path.join(".")}`, message: issue.message });
    return null;
  });
  if (problems.length > 0)
    throw new Refusal("invalid", "Some of what was entered needs another look.", problems);
  return read.filter((one) => one !== null);
}

async function oneArrivalAtATime(transaction: Transaction, unitId: string): Promise<void> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`arrive ${unitId}`}, 0))`;
}

async function knownPerson(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<Person> {
  const person = await transaction.person.findFirst({
    where: { organisationId, id: personId, erasedAt: null },
    select: { id: true, givenName: true, familyName: true },
  });
  if (!person) throw notFound();
  return person;
}

/** The last word is the last name; somebody who goes by one name has that alone. */
async function newPerson(transaction: Transaction, organisationId: string, name: string): Promise<Person> {
  const at = name.lastIndexOf(" ");
  const names = { givenName: at < 0 ? "" : name.slice(0, at), familyName: name.slice(at + 1) };
  const id = newId();
  await transaction.person.create({
    data: { organisationId, id, ...names, sortName: sortName(names), createdAt: now() },
  });
  return { id, ...names };
}

async function keepVisit(
  transaction: Transaction,
  { organisationId, unit, today }: SchoolAtTheDoor,
  { person, arrival, formId, network }: { person: Person; arrival: Arrival; formId: string; network: string },
): Promise<string> {
  const id = newId();
  const membershipId = newId();
  await transaction.membership.create({
    data: {
      organisationId,
      id: membershipId,
      personId: person.id,
      unitId: unit.id,
      role: roleOfReason(arrival.reason),
      startsOn: dayToDate(today),
      endsOn: dayToDate(arrival.until),
      firm: arrival.firm,
      occasion: occasionOf(id),
      createdAt: now(),
    },
  });
  await transaction.visit.create({
    data: {
      organisationId,
      id,
      unitId: unit.id,
      personId: person.id,
      membershipId,
      reason: arrival.reason,
      firm: arrival.firm,
      expectedBy: arrival.expectedBy,
      pass: await freePass(transaction, organisationId, unit.id),
      formId,
      name: arrival.name,
      network,
      arrivedAt: now(),
      untilOn: dayToDate(arrival.until),
    },
  });
  return id;
}

/** Seven letters and figures: too many to guess in the tries that a door allows. */
async function freePass(transaction: Transaction, organisationId: string, unitId: string): Promise<string> {
  for (;;) {
    const pass = readableCode(7);
    if (!(await transaction.visit.findFirst({ where: { organisationId, unitId, pass } }))) return pass;
  }
}

async function keepSignatures(
  transaction: Transaction,
  { organisationId, organisation, unit, today }: SchoolAtTheDoor,
  given: { visitId: string; person: Person; signing: Signing[]; browser: string | null },
): Promise<void> {
  const { person } = given;
  const name = `${person.givenName} ${person.familyName}`.trim();
  for (const { asked, input } of given.signing)
    await keepSignature(
      {
        organisation: { id: organisationId, name: organisation.name },
        unit,
        asked: {
          ...asked,
          occasion: occasionOf(given.visitId),
          subjectId: person.id,
          subjectLegalName: name,
          capacity: "own",
        },
        agreement: asked.agreement,
        signer: { id: person.id, legalName: name, printedName: input.printedName },
        answers: answersInOrder(asked.fields, input.answers),
        helper: input.helper || null,
        method: "arrival",
        browser: given.browser,
        signedAt: now(),
        signedOn: today,
        recorded: null,
        receipt: false,
      },
      transaction,
    );
}

async function standing(transaction: Transaction, school: SchoolAtTheDoor, id: string): Promise<Visit> {
  const visit = await visitIn(transaction, school, { id });
  if (!visit) throw new Error(`visit ${id} was neither made nor found`);
  return visit;
}
