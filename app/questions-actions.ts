"use server";

import { notFound, redirect } from "next/navigation";
import type { AnswerState } from "#components/overview/answer-form.tsx";
import { safePath } from "#lib/auth/safe-path.ts";
import { Refusal } from "#lib/errors.ts";
import { answerResponse } from "#lib/obligations/answer-response.ts";
import { actionActor } from "./acting.ts";
import { textIn } from "./posted.ts";

/** Answers one response of the list at `path`, and goes back there. */
export async function answerAction(path: string, _: AnswerState, form: FormData): Promise<AnswerState> {
  const actor = await actionActor();
  const words = textIn(form, "words");
  let sent = false;
  try {
    const input = { words, formId: textIn(form, "form"), seen: textIn(form, "seen") };
    ({ sent } = await answerResponse(actor, textIn(form, "response"), input));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { words, problems: error.problems };
  }
  redirect(`${safePath(path) ?? "/"}?done=${sent ? "answered" : "answered-here"}`);
}
