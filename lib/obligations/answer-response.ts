import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { queueMessage } from "#lib/outbox.ts";
import { parse } from "#lib/parse.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { responseToAnswer } from "./open-responses.ts";

const longestAnswer = 5000;

const answerSchema = z.object({
  words: z
    .string()
    .trim()
    .min(1, "Write your answer")
    .max(longestAnswer, `Your answer must be ${longestAnswer} characters or fewer`)
    .refine((text) => !/[^\P{Cc}\r\n\t]/u.test(text), "Your answer must be written in ordinary letters"),
  formId: z.uuid("This page was not complete: open it again"),
  seen: z.coerce.number().int().min(0).catch(0),
});

/** What is posted: the words, the form's own identifier, and how many answers its page showed. */
export type AnswerInput = { words: string; formId: string; seen: string | number };

/**
 * Answers a question, refusal or objection: kept for good, shown to whoever wrote it, and sent to their address
 * where one may be used. The same form posted twice is one answer. An answer to a question closes the gate again.
 * @returns whether it was made now, and whether it goes out by e-mail
 * @throws Refusal "not-found" for what does not fall to the actor; "conflict" when somebody answered while they wrote
 */
export async function answerResponse(
  actor: Actor,
  responseId: string,
  input: AnswerInput,
): Promise<{ made: boolean; sent: boolean; unitId: string }> {
  const { words, formId, seen } = parse(answerSchema, input);
  if (!isId(responseId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    // one answer at a time, so that nobody answers what has just been answered without having read it
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`answer ${responseId}`}, 0))`;
    const response = await responseToAnswer(transaction, actor, responseId);
    const { unitId } = response;
    const before = await transaction.responseAnswer.findUnique({
      where: { organisationId_id: { organisationId, id: formId } },
      select: { responseId: true },
    });
    if (before) return { made: false, sent: false, unitId };
    if (response.answers > seen)
      throw new Refusal("conflict", "Somebody answered meanwhile.", [
        {
          field: "words",
          message:
            "Somebody answered while you were writing. Read that first; send yours if it is still needed",
        },
      ]);
    await transaction.responseAnswer.create({
      data: {
        organisationId,
        id: formId,
        responseId,
        words,
        answeredById: actor.personId,
        answeredAt: now(),
      },
    });
    await recordEvent(transaction, actor, "response-answered", {
      unitId,
      personId: response.subjectId,
      details: { agreement: response.agreement, writer: response.writer },
    });
    const sent = await tellWriter(transaction, actor, response, { id: formId, words });
    return { made: true, sent, unitId };
  });
}

const about = {
  question: "You asked",
  refusal: "You wrote that you do not agree",
  objection: "You objected",
  "not-my-child": "You wrote",
} as const;

/** Sends the answer to the addresses of whoever wrote, but to none that must not be used. */
async function tellWriter(
  transaction: Transaction,
  actor: Actor,
  response: Awaited<ReturnType<typeof responseToAnswer>>,
  answer: { id: string; words: string },
): Promise<boolean> {
  const { organisationId } = actor;
  const addresses = await transaction.address.findMany({
    where: { organisationId, personId: response.writerId, endedAt: null },
    select: { id: true, normalised: true, asWritten: true },
  });
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    addresses.map(({ normalised }) => normalised),
  );
  const usable = addresses.filter(({ normalised }) => !barred.has(normalised));
  if (usable.length === 0) return false;
  const unit = await transaction.unit.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: response.unitId } },
    select: { name: true },
  });
  const quoted = response.words ? `:\n\n${response.words.replace(/^/gm, "> ")}` : ".";
  const body = [
    `Hello ${response.writer},`,
    `${unit.name} has answered you about “${response.agreement}”.`,
    `${about[response.kind]}${quoted}`,
    `The answer from ${actor.name}:\n\n${answer.words}`,
    `You find it with the agreement at ${settings().url}/sign`,
  ].join("\n\n");
  for (const { id, asWritten } of usable)
    await queueMessage(transaction, {
      organisationId,
      kind: "answer",
      personId: response.writerId,
      unitId: response.unitId,
      toAddress: asWritten,
      subject: `An answer from ${unit.name}`,
      body: `${body}\n`,
      urgency: 3,
      dedupeKey: `answer:${answer.id}:${id}`,
    });
  return true;
}
