"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { recordReview } from "#lib/policies/reviews/record-review.ts";
import { workingChange } from "../../../working-change.ts";

/** Records a review, and says whether a draft was begun for it. */
export async function recordReviewAction(
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, values) => {
    const { startedDraft } = await recordReview(actor, policyId, values);
    return `/policies/${policyId}/review?done=${startedDraft ? "draft" : "recorded"}`;
  });
}
