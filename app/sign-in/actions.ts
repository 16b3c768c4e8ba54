"use server";
import { setTimeout as wait } from "node:timers/promises";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { AddressFormState } from "#components/sign-in/address-form.tsx";
import type { CodeFormState } from "#components/sign-in/code-form.tsx";
import { type Candidate, peopleBehind, signInAs } from "#lib/auth/choose-person.ts";
import { cookie, cookieName } from "#lib/auth/cookies.ts";
import {
  askForCode,
  type CodeOutcome,
  codeMinutes,
  readAskedFor,
  tryCode,
  writeAskedFor,
} from "#lib/auth/sign-in-codes.ts";
import { Refusal } from "#lib/errors.ts";
import { emailAddress } from "#lib/people/schema.ts";
import { goOn, onTheWay, thenOf } from "./going-on.ts";

/** Longer than a code is good for, so that a code which has run out can be told so. */
const askedForSeconds = 24 * 60 * 60;

/** A message takes longer to write than none; every answer takes this long, so that nobody learns who is known. */
const answerAfterMilliseconds = 400;

const askedFor = async () => readAskedFor((await cookies()).get(cookieName("code"))?.value);

export async function requestCode(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  const started = performance.now();
  const typed = form.get("address");
  const address = typeof typed === "string" ? typed.slice(0, 300) : "";
  const parsed = emailAddress.safeParse(address);
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? "Enter an e-mail address";
    return { problems: [{ field: "address", message }], address };
  }
  try {
    const asked = await askForCode(parsed.data, await askedFor());
    (await cookies()).set(cookie("code", writeAskedFor(asked), askedForSeconds));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problems: [{ field: "address", message: error.message }], address };
  } finally {
    await wait(Math.max(0, answerAfterMilliseconds - (performance.now() - started)));
  }
  redirect(onTheWay("/sign-in/code", thenOf(form.get("then"))));
}

function wordsFor(result: Exclude<CodeOutcome, { outcome: "right" }>): string {
  switch (result.outcome) {
    case "wrong": {
      const tries = result.triesLeft === 1 ? "1 try" : `${result.triesLeft} tries`;
      return `That is not the code we sent to this browser; a code works only in the browser that asked for it. You have ${tries} left.`;
    }
    case "too-many-tries":
      return "That code has been tried too many times, so it no longer works. Ask for a new code.";
    case "expired":
      return `That code has run out: a code works for ${codeMinutes} minutes. Ask for a new code.`;
    case "used":
      return "That code has been used already. Ask for a new code.";
    case "another-browser":
      return "That code was asked for by another browser, and works only there. Ask for a new code in this one.";
    case "nothing-asked":
      return "This browser has not asked for a sign-in code. Ask for a new code.";
  }
}

export async function signInWithCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  const typed = form.get("code");
  const code = typeof typed === "string" ? typed.trim().slice(0, 20) : "";
  const then = thenOf(form.get("then"));
  const refuse = (message: string): CodeFormState => ({ problems: [{ field: "code", message }], code });
  if (code === "") return refuse("Enter the sign-in code");
  const asked = await askedFor();
  const result = await tryCode(asked, code);
  if (result.outcome !== "right") return refuse(wordsFor(result));
  const people = await peopleBehind(asked);
  const [one, another] = people;
  if (!one) return refuse("Nobody is known by that e-mail address any more. Ask your school’s office.");
  if (another) redirect(onTheWay("/sign-in/who", then));
  return goOn(await signInAs(asked, one), then);
}

export async function choosePerson(
  { organisationId, personId }: Pick<Candidate, "organisationId" | "personId">,
  then: string | null,
): Promise<void> {
  let sessionId: string;
  try {
    sessionId = await signInAs(await askedFor(), { organisationId, personId });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    redirect(onTheWay("/sign-in", thenOf(then)));
  }
  await goOn(sessionId, thenOf(then));
}
