"use server";
import { notFound, redirect } from "next/navigation";
import type { AnswerReviewState } from "#components/policies/reviewing/answer-review-form.tsx";
import { Refusal } from "#lib/errors.ts";
import { answerReview } from "#lib/policies/reviewing/answer-review.ts";
import { actionActorAtGate } from "../../acting.ts";

/** What the actor says of a draft; without the gate, so that nobody loses their words to a day that has come. */
export async function answerReviewAction(
  reviewId: string,
  textHash: string,
  _: AnswerReviewState,
  form: FormData,
): Promise<AnswerReviewState> {
  const actor = await actionActorAtGate();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const comments = text("comments");
  try {
    await answerReview(actor, reviewId, { answer: text("answer"), comments, textHash });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { comments, problems: error.problems.length > 0 ? error.problems : [{ message: error.message }] };
  }
  redirect("/reviewing?done=answered");
}
