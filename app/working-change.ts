import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { actionActor } from "./acting.ts";

/**
 * What a refusal says on the form that caused it. What is not there for them becomes the 404 page; what is no refusal
 * is thrown on.
 */
export function problemsOf(
  error: unknown,
  rename = (field: string): string => field,
): WorkingFormState["problems"] {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "not-found") notFound();
  return error.problems.length > 0
    ? error.problems.map(({ field, message }: FieldProblem) => ({ field: rename(field), message }))
    : [{ message: error.message }];
}

/**
 * What an action of a `WorkingForm` does: one thing with what was posted, and on to the page that it answers with; or
 * back to the form with what is wrong and what was typed.
 */
export async function workingChange(
  form: FormData,
  work: (actor: Actor, given: FormValues) => Promise<string>,
  { values = valuesOf(form), rename }: { values?: FormValues; rename?: (field: string) => string } = {},
): Promise<WorkingFormState> {
  const actor = await actionActor();
  let next: string;
  try {
    next = await work(actor, values);
  } catch (error) {
    return { problems: problemsOf(error, rename), values };
  }
  redirect(next);
}
