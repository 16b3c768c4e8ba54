"use server";
import { notFound, redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { recordReview } from "#lib/policies/reviews/record-review.ts";
import { actionActor } from "../../../acting.ts";

export async function recordReviewAction(
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  let startedDraft = false;
  try {
    ({ startedDraft } = await recordReview(actor, policyId, values));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
  }
  redirect(`/policies/${policyId}/review?done=${startedDraft ? "draft" : "recorded"}`);
}
