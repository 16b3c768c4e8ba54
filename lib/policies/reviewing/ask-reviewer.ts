import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { calledName } from "#lib/people/names.ts";
import { draftOf } from "../drafts/draft-of.ts";
import { lockPolicy } from "../lock-policy.ts";
import { tellPeople } from "../tell-people.ts";
import { hashOfText } from "./draft-reviews.ts";
import { candidate } from "./review-stage.ts";
import { askReviewerInput } from "./schema.ts";

/**
 * Asks somebody to read the draft of a policy; with the first one it is in review. Whoever has answered about an
 * earlier text can be asked again: that answer stays on record. Asking twice is asking once.
 * @returns their name, and whether a message went to them
 * @throws Refusal as `draftOf`; "invalid" for somebody who cannot be asked; "conflict" for a text that cannot be read
 */
export async function askReviewer(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ reviewer: string; told: boolean }> {
  if (!isId(policyId)) throw notFound();
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    const { reviewerId } = parse(askReviewerInput, given);
    const reviewer = await candidate(transaction, actor, reviewerId);
    if (!reviewer) {
      const message =
        reviewerId === actor.personId
          ? "Ask somebody else: you have this draft already"
          : "This person cannot be asked: they cannot sign in to Countersign, or have left";
      throw new Refusal("invalid", `${message}.`, [{ field: "reviewerId", message }]);
    }
    const hash = hashOfText(draft.text);
    if (!hash)
      throw new Refusal(
        "conflict",
        "The text cannot be read as a policy at this moment: put that right first.",
      );
    const standing = await transaction.draftReview.findFirst({
      where: { organisationId, draftId: draft.id, reviewerId, withdrawnAt: null },
    });
    if (draft.inReviewAt && standing && (standing.answer === null || standing.textHash === hash))
      return { reviewer: reviewer.name, told: true };
    const moment = now();
    if (standing)
      await transaction.draftReview.update({
        where: { organisationId_id: { organisationId, id: standing.id } },
        data: { withdrawnAt: moment },
      });
    const id = newId();
    await transaction.draftReview.create({
      data: {
        ...{ organisationId, id, policyId, draftId: draft.id, reviewerId },
        askedById: actor.personId,
        askedAt: moment,
      },
    });
    if (!draft.inReviewAt)
      await transaction.draft.update({
        where: { organisationId_id: { organisationId, id: draft.id } },
        data: { inReviewAt: moment },
      });
    await recordEvent(transaction, actor, "review-asked", {
      policyId,
      unitId: policy.unitId,
      details: { policy: policy.title, reviewer: reviewer.name },
    });
    const untold = await tellPeople(transaction, organisationId, [reviewerId], {
      kind: "review",
      unitId: policy.unitId,
      subject: `Please read a draft: ${policy.title}`,
      key: `review:${id}`,
      paragraphs: [
        `${actor.name} asks you to read the draft of “${policy.title}” and to say whether you agree with it.`,
        `You find the text and what has changed at ${settings().url}/reviewing/${id}`,
      ],
    });
    return { reviewer: reviewer.name, told: untold.length === 0 };
  });
}

/**
 * No longer asks somebody to read a draft; what they had answered stays on record. With the last one the draft is not
 * in review any more. Doing so twice is done once. Refusals as of `draftOf`, and "not-found" without such a request
 */
export async function withdrawReview(actor: Actor, policyId: string, reviewId: string): Promise<void> {
  if (!isId(policyId) || !isId(reviewId)) throw notFound();
  const { organisationId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    const draft = await draftOf(transaction, actor, policyId);
    const review = await transaction.draftReview.findFirst({
      where: { organisationId, id: reviewId, draftId: draft.id },
      include: { reviewer: { select: { givenName: true, familyName: true, knownAs: true } } },
    });
    if (!review) throw notFound();
    if (review.withdrawnAt) return;
    await transaction.draftReview.update({
      where: { organisationId_id: { organisationId, id: reviewId } },
      data: { withdrawnAt: now() },
    });
    const left = await transaction.draftReview.count({
      where: { organisationId, draftId: draft.id, withdrawnAt: null },
    });
    if (left === 0)
      await transaction.draft.update({
        where: { organisationId_id: { organisationId, id: draft.id } },
        data: { inReviewAt: null },
      });
    await recordEvent(transaction, actor, "review-withdrawn", {
      policyId,
      unitId: policy.unitId,
      details: { policy: policy.title, reviewer: calledName(review.reviewer) },
    });
  });
}
