"use server";
import { redirect } from "next/navigation";
import type { WorkingFormState } from "#components/people/form-values.ts";
import type { ConsultationState } from "#components/policies/reviewing/consultation-form.tsx";
import { askReviewer, withdrawReview } from "#lib/policies/reviewing/ask-reviewer.ts";
import { recordConsultation } from "#lib/policies/reviewing/record-consultation.ts";
import { actionActor } from "../../../../acting.ts";
import { datePartsIn, dayOfParts, textIn } from "../../../../posted.ts";
import { problemsOf } from "../../../../working-change.ts";

const pathOf = (policyId: string) => `/policies/${encodeURIComponent(policyId)}/draft/review`;

/** Asks somebody to read the draft, and says whether a message went to them. */
export async function askReviewerAction(
  policyId: string,
  reviewerId: string,
  _: WorkingFormState,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  let told: boolean;
  try {
    ({ told } = await askReviewer(actor, policyId, { reviewerId }));
  } catch (error) {
    // there is no field on a button
    return { values: {}, problems: problemsOf(error).map(({ message }) => ({ message })) };
  }
  redirect(`${pathOf(policyId)}?done=${told ? "asked" : "asked-without-message"}`);
}

/** No longer asks somebody to read the draft. */
export async function withdrawReviewAction(
  policyId: string,
  reviewId: string,
  _: WorkingFormState,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  try {
    await withdrawReview(actor, policyId, reviewId);
  } catch (error) {
    return { values: {}, problems: problemsOf(error) };
  }
  redirect(`${pathOf(policyId)}?done=no-longer-asked`);
}

/** Records a consultation, or corrects the record `replacesId`. */
export async function recordConsultationAction(
  policyId: string,
  replacesId: string | null,
  _: ConsultationState,
  form: FormData,
): Promise<ConsultationState> {
  const actor = await actionActor();
  const values = {
    withWhom: textIn(form, "withWhom"),
    outcome: textIn(form, "outcome"),
    startsOn: datePartsIn(form, "startsOn"),
    endsOn: datePartsIn(form, "endsOn"),
  };
  try {
    await recordConsultation(actor, policyId, {
      ...values,
      startsOn: dayOfParts(values.startsOn),
      endsOn: dayOfParts(values.endsOn) || null,
      ...(replacesId ? { replacesId } : {}),
    });
  } catch (error) {
    return { values, problems: problemsOf(error) };
  }
  redirect(`${pathOf(policyId)}?done=consultation`);
}
