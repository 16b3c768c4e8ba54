import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { parse } from "#lib/parse.ts";
import { keepResponse, ownObligationId } from "#lib/signing/keep-response.ts";
import { questionSchema, refusalSchema } from "#lib/signing/schema.ts";
import { type Arriving, enter, parseArrival } from "./arrive.ts";
import { type AskedOnArrival, askedOfVisit, askedOnArrival, occasionOf } from "./asked-on-arrival.ts";
import type { Visit } from "./cleared-visit.ts";
import type { SchoolAtTheDoor } from "./find-school.ts";

export type DoorResponse = {
  kind: "question" | "refusal";
  /** Which of the agreements that their visit asks for; needless where it asks for one. */
  agreementId: string;
  words: string;
  /** Made with the form: the same form sent again records one response. */
  formId: string;
};

/**
 * Somebody at the door asks a question, or says that they do not agree, instead of signing. Reception has them on its
 * list from then on, as somebody who is not cleared; the words reach whoever answers for the school. The form sent
 * again makes neither a second visit nor a second response.
 * @throws Refusal as `arrive`, and "invalid" with a problem for `words` or `agreement`
 */
export async function respondOnArrival(
  school: SchoolAtTheDoor,
  given: Omit<Arriving, "forms" | "browser">,
  response: DoorResponse,
): Promise<Visit> {
  const arrival = parseArrival(school, given);
  const asked = chosen(await askedOnArrival(school, arrival.reason), response);
  const words = wordsOf(response);
  return inOrganisation(school.organisationId, async (transaction) => {
    const visit = await enter(transaction, school, { ...given, arrival }, async () => {});
    await keep(transaction, school, visit, asked, response.kind, words);
    return visit;
  });
}

/** The same for somebody whose visit is running already. @throws Refusal "not-found" when it asks for nothing */
export async function respondForVisit(
  school: SchoolAtTheDoor,
  visit: Visit,
  response: DoorResponse,
): Promise<Visit> {
  const asked = chosen(await askedOfVisit(school, visit), response);
  const words = wordsOf(response);
  await inOrganisation(school.organisationId, (transaction) =>
    keep(transaction, school, visit, asked, response.kind, words),
  );
  return visit;
}

function chosen(asked: AskedOnArrival[], { agreementId }: DoorResponse): AskedOnArrival {
  if (asked.length === 0) throw notFound();
  const one = asked.length === 1 ? asked[0] : asked.find((each) => each.agreementId === agreementId);
  if (one) return one;
  const message = "Choose which agreement it is about";
  throw new Refusal("invalid", message, [{ field: "agreement", message }]);
}

const wordsOf = ({ kind, words, formId }: DoorResponse) =>
  parse(kind === "question" ? questionSchema : refusalSchema, { words, formId });

async function keep(
  transaction: Transaction,
  { organisationId, unit }: SchoolAtTheDoor,
  visit: Visit,
  { agreement, ...asked }: AskedOnArrival,
  kind: DoorResponse["kind"],
  words: { words: string; formId: string },
): Promise<void> {
  const about = {
    ...asked,
    agreementTitle: agreement.title,
    occasion: occasionOf(visit.id),
    subjectId: visit.personId,
    unitIds: [unit.id],
    capacity: "own" as const,
  };
  await keepResponse(
    transaction,
    { organisationId, personId: visit.personId },
    { ...about, id: await ownObligationId(transaction, organisationId, about) },
    kind,
    words,
  );
}
