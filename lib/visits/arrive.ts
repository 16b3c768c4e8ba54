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
import { type Arrival, type ArrivalValues, arrivalSchema } from "./schema.ts";
import { roleOfReason } from "./words.ts";

/**
 * The most that one school's door lets in within an hour. A training day with two hundred visitors stays well below;
 * somebody at a distance who fills the list is stopped.
 */
export const mostInAnHour = 400;

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
};

/**
 * Lets somebody in: person, membership with an occasion of its own, visit, signatures and event, all or nothing. A form
 * sent twice, also at the same moment, makes one visit.
 *
 * Throws a Refusal: `invalid` with a problem per field (an agreement's are `<agreementId>.<field>`), `superseded` when
 * the agreements shown are no longer those in force, `too-many-tries` when the school's door has let in all it can.
 */
export async function arrive(school: SchoolAtTheDoor, given: Arriving): Promise<Visit> {
  const { organisationId, unit, today } = school;
  if (!isId(given.formId)) throw new Refusal("invalid", "This page was not complete: open it again.");
  const arrival = parse(arrivalSchema(today), given.values);
  const signing = readForms(await askedOnArrival(school, arrival.reason), given.forms);
  return inOrganisation(organisationId, async (transaction) => {
    const same = () => visitIn(transaction, school, { formId: given.formId });
    // before waiting in line as well: one form sent again and again keeps nobody else waiting
    const before = await same();
    if (before) return before;
    await oneArrivalAtATime(transaction, unit.id);
    const meanwhile = await same();
    if (meanwhile) return meanwhile;
    await refuseFlood(transaction, organisationId, unit.id);
    const person = given.personId
      ? await knownPerson(transaction, organisationId, given.personId)
      : await newPerson(transaction, organisationId, arrival.name);
    const visitId = await keepVisit(transaction, school, { person, arrival, formId: given.formId });
    await recordEvent(transaction, { organisationId, personId: person.id }, "visitor-arrived", {
      unitId: unit.id,
      personId: person.id,
      details: { role: roleNames[roleOfReason(arrival.reason)], school: unit.name, until: arrival.until },
    });
    await keepSignatures(transaction, school, { visitId, person, signing, browser: given.browser });
    return standing(transaction, school, visitId);
  });
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

async function refuseFlood(transaction: Transaction, organisationId: string, unitId: string): Promise<void> {
  const since = new Date(now().getTime() - 60 * 60 * 1000);
  const count = await transaction.visit.count({
    where: { organisationId, unitId, arrivedAt: { gt: since } },
  });
  if (count >= mostInAnHour)
    throw new Refusal(
      "too-many-tries",
      "More people have signed in here in the last hour than this page can take. Ask at reception.",
    );
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
  { person, arrival, formId }: { person: Person; arrival: Arrival; formId: string },
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
