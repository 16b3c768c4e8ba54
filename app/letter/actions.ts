"use server";

import { headers } from "next/headers";
import type { CodeFormState } from "#components/sign-in/code-form.tsx";
import { networkOf } from "#lib/auth/network.ts";
import { Refusal } from "#lib/errors.ts";
import { openLetter } from "#lib/messages/open-letter.ts";
import { goOn } from "../sign-in/going-on.ts";

export async function signInWithLetter(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  const typed = form.get("code");
  const code = typeof typed === "string" ? typed.trim().slice(0, 40) : "";
  let sessionId: string;
  try {
    sessionId = await openLetter(code, networkOf(await headers()));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems = error.problems.length > 0 ? error.problems : [{ field: "code", message: error.message }];
    return { problems, code };
  }
  return goOn(sessionId, "/sign");
}
