import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { notFound, Refusal, wrongField } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { parseReviewDate, reviewDayProblem, saysOnlyHowOften } from "../document/review-date.ts";
import { startDraft } from "../drafts/start-draft.ts";
import { lockPolicy } from "../lock-policy.ts";
import { reviewInput } from "../schema.ts";
import { versionsOn } from "../version-states.ts";

/**
 * Records a review of the version in force. One that changes nothing moves the review date and adds a row to the change
 * history, and nobody signs again; one after which the policy is to be revised begins its draft. A correction is a new
 * record that takes the place of the one it names.
 * @throws Refusal "not-found" without `reviews:record` at its owner or without a version in force, "invalid" for dates
 *   that cannot be, "conflict" for a record that was corrected already
 */
export async function recordReview(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ reviewId: string; startedDraft: boolean }> {
  if (!isId(policyId)) throw notFound();
  const input = parse(reviewInput, given);
  const { organisationId, today } = actor;
  const reviewId = newId();
  await inOrganisation(organisationId, async (transaction) => {
    const policy = await lockPolicy(transaction, organisationId, policyId);
    demand(actor, "reviews:record", policy.unitId);
    const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
    const version = versions.find(({ state }) => state === "in-force");
    if (!version)
      throw new Refusal("conflict", "No version of this policy is in force, so none can be reviewed.");
    const next = nextReview(input);
    if (input.reviewedOn > today)
      throw wrongField("reviewedOn", "The date of the review must be today or earlier");
    if (version.startsOn && input.reviewedOn < version.startsOn)
      throw wrongField(
        "reviewedOn",
        `Version ${version.number} was not in force on that day: record a review of it from then on`,
      );
    if (input.replaces) {
      const before = await transaction.review.findFirst({
        where: { organisationId, id: input.replaces, policyId },
        include: { reviewsAsReplaces: { select: { id: true } } },
      });
      if (!before) throw notFound();
      if (before.reviewsAsReplaces.length > 0)
        throw new Refusal("conflict", "This record has been corrected already: correct the newer one.");
    }
    await transaction.review.create({
      data: {
        ...{ organisationId, id: reviewId, policyId, versionId: version.id },
        reviewedOn: dayToDate(input.reviewedOn),
        outcome: input.outcome,
        nextReviewText: next?.text ?? null,
        nextReviewPrecision: next?.precision ?? null,
        nextReviewLastDay: next?.lastDay ? dayToDate(next.lastDay) : null,
        ...{ summary: input.summary, contact: input.contact ?? null },
        ...{ recordedById: actor.personId, recordedAt: now(), replacesId: input.replaces ?? null },
      },
    });
    await recordEvent(transaction, actor, input.replaces ? "review-corrected" : "review-recorded", {
      ...{ policyId, versionId: version.id, unitId: policy.unitId },
      details: {
        policy: policy.title,
        on: input.reviewedOn,
        outcome: outcomeWords[input.outcome],
        next: next?.text ?? "not given",
      },
    });
  });
  const startedDraft = input.outcome === "to-be-revised" && !input.replaces;
  if (startedDraft) await startDraft(actor, policyId);
  return { reviewId, startedDraft };
}

const outcomeWords = {
  unchanged: "it stays as it is",
  "to-be-revised": "it is to be revised",
} as const;

/** The next review date as it was written; words that name no day are kept where they say how often. */
function nextReview({ reviewedOn, nextReview: text }: { reviewedOn: string; nextReview?: string }) {
  if (text === undefined) return null;
  const found = parseReviewDate(text);
  if (!found) {
    if (saysOnlyHowOften(text)) return { text: text.replace(/\s+/g, " "), precision: null, lastDay: null };
    throw wrongField("nextReview", reviewDayProblem(text) ?? "Enter a date such as October 2028");
  }
  if (found.lastDay <= reviewedOn)
    throw wrongField("nextReview", "The next review date must be after the date of the review");
  return found;
}
