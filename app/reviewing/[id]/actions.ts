"use server";
import { redirect } from "next/navigation";
import type { AnswerReviewState } from "#components/policies/reviewing/answer-review-form.tsx";
import { answerReview } from "#lib/policies/reviewing/answer-review.ts";
import { actionActorAtGate } from "../../acting.ts";
import { textIn } from "../../posted.ts";
import { problemsOf } from "../../working-change.ts";

/** What the actor says of a draft; without the gate, so that nobody loses their words to a day that has come. */
export async function answerReviewAction(
  reviewId: string,
  textHash: string,
  _: AnswerReviewState,
  form: FormData,
): Promise<AnswerReviewState> {
  const actor = await actionActorAtGate();
  const comments = textIn(form, "comments");
  try {
    await answerReview(actor, reviewId, { answer: textIn(form, "answer"), comments, textHash });
  } catch (error) {
    return { comments, problems: problemsOf(error) };
  }
  redirect("/reviewing?done=answered");
}
