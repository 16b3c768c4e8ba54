import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { type ClauseChange, compareDocuments } from "../document/compare-documents.ts";
import { parseDocument } from "../document/parse-document.ts";
import { documentOf } from "../document-of.ts";
import { lockPolicy } from "../lock-policy.ts";
import { type ReadableText, readableDocument } from "../readable-text.ts";
import { lastRatified, sayNumber } from "../sending/next-number.ts";
import { tellPeople } from "../tell-people.ts";
import { hashOfText } from "./draft-reviews.ts";
import { answerReviewInput } from "./schema.ts";

/** A draft that asks the actor to read it. */
export type ReviewToDo = {
  id: string;
  policyId: string;
  title: string;
  /** The organisation or school that owns the policy. */
  owner: string;
  askedBy: string | null;
  askedAt: Date;
  answer: "agreed" | "sent-back" | null;
  answeredAt: Date | null;
  comments: string | null;
  aboutEarlierText: boolean;
};

export type ReviewToRead = ReviewToDo & {
  /** The text as it is now; null while it cannot be read as a policy. */
  text: ReadableText | null;
  textHash: string | null;
  /** Against which version it is compared; null for a policy that has none yet. */
  since: string | null;
  changes: ClauseChange[];
};

/** The drafts that ask the actor to read them, those without an answer about the text as it is now first. */
export async function myReviews(actor: Actor): Promise<ReviewToDo[]> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const found = await standing(transaction, actor);
    const settled = ({ review }: (typeof found)[number]) =>
      review.answer !== null && !review.aboutEarlierText;
    return found
      .sort((one, other) => Number(settled(one)) - Number(settled(other)))
      .map(({ review }) => review);
  });
}

/** How many drafts wait for the actor's answer. */
export async function countMyReviews(actor: Actor): Promise<number> {
  return (await myReviews(actor)).filter(({ answer, aboutEarlierText }) => !answer || aboutEarlierText)
    .length;
}

/**
 * One of these drafts with its text and what it changes in the last ratified version.
 * @throws Refusal "not-found" for what does not ask the actor, or does not any more
 */
export async function reviewToRead(actor: Actor, reviewId: string): Promise<ReviewToRead> {
  if (!isId(reviewId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const [found] = await standing(transaction, actor, reviewId);
    if (!found) throw notFound();
    const { review, text } = found;
    const textHash = hashOfText(text);
    if (!textHash) return { ...review, text: null, textHash, since: null, changes: [] };
    const document = parseDocument(text);
    const last = await lastRatified(transaction, organisationId, review.policyId);
    const before = last && (await documentOf(transaction, organisationId, last.id));
    return {
      ...review,
      text: readableDocument(document),
      textHash,
      since: last && sayNumber(last),
      changes: before ? compareDocuments(before, document) : [],
    };
  });
}

/**
 * What a reviewer says of the text that they have read; whoever asked is written to. Answering again takes the place of
 * the answer before.
 * @throws Refusal "not-found" for what does not ask the actor, "invalid" without comments on what is sent back
 */
export async function answerReview(
  actor: Actor,
  reviewId: string,
  given: unknown,
): Promise<{ title: string }> {
  if (!isId(reviewId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const [asked] = await standing(transaction, actor, reviewId);
    if (!asked) throw notFound();
    const policy = await lockPolicy(transaction, organisationId, asked.review.policyId);
    // it may have been sent on, or no longer be asked, while this one waited
    const [found] = await standing(transaction, actor, reviewId);
    if (!found) throw notFound();
    const { answer, comments, textHash } = parse(answerReviewInput, given);
    const { review } = found;
    const before = await transaction.draftReview.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: reviewId } },
    });
    const said = { answer, comments: comments || null, textHash };
    if (before.answer === answer && before.comments === said.comments && before.textHash === textHash)
      return { title: review.title };
    const answeredAt = now();
    await transaction.draftReview.update({
      where: { organisationId_id: { organisationId, id: reviewId } },
      data: { ...said, answeredAt },
    });
    await recordEvent(transaction, actor, answer === "agreed" ? "review-agreed" : "review-sent-back", {
      policyId: policy.id,
      unitId: policy.unitId,
      details: { policy: policy.title },
    });
    if (before.askedById)
      await tellPeople(transaction, organisationId, [before.askedById], {
        kind: "review",
        unitId: policy.unitId,
        subject: `${answer === "agreed" ? "Agreed" : "Sent back with comments"}: the draft of ${policy.title}`,
        key: `review-answered:${reviewId}:${answeredAt.getTime()}`,
        paragraphs: [
          answer === "agreed"
            ? `${actor.name} has read the draft of “${policy.title}” and agrees with it.`
            : `${actor.name} has read the draft of “${policy.title}” and sends it back with comments.`,
          ...(said.comments ? [`The comments:\n\n${said.comments}`] : []),
          `You find all answers at ${settings().url}/policies/${policy.id}/draft/review`,
        ],
      });
    return { title: review.title };
  });
}

/** What asks the actor to read it, as long as it is a draft in review; all of it or one request. */
async function standing(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  reviewId?: string,
): Promise<{ review: ReviewToDo; text: string }[]> {
  const rows = await transaction.draftReview.findMany({
    where: { organisationId, reviewerId: personId, withdrawnAt: null, ...(reviewId ? { id: reviewId } : {}) },
    include: {
      askedBy: { select: { givenName: true, familyName: true, knownAs: true } },
      policy: { select: { title: true, unit: { select: { name: true } } } },
    },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: 200,
  });
  const drafts = await transaction.draft.findMany({
    where: { organisationId, id: { in: rows.map(({ draftId }) => draftId) }, inReviewAt: { not: null } },
    select: { id: true, text: true },
  });
  return rows.flatMap((row) => {
    const draft = drafts.find(({ id }) => id === row.draftId);
    if (!draft) return [];
    return [
      {
        text: draft.text,
        review: {
          id: row.id,
          policyId: row.policyId,
          title: row.policy.title,
          owner: row.policy.unit.name,
          askedBy: row.askedBy && calledName(row.askedBy),
          askedAt: row.askedAt,
          answer: row.answer as ReviewToDo["answer"],
          answeredAt: row.answeredAt,
          comments: row.comments,
          aboutEarlierText: row.answer !== null && row.textHash !== hashOfText(draft.text),
        },
      },
    ];
  });
}
