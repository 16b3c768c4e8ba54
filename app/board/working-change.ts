import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { actionActor } from "../acting.ts";

/**
 * What every action about boards and approval does: one thing with what was posted, and on to the next page; or back
 * to the form with what is wrong and what was typed.
 */
export async function workingChange(
  form: FormData,
  work: (actor: Actor, given: FormValues) => Promise<string>,
  { values = valuesOf(form), rename = (one: FieldProblem) => one } = {},
): Promise<WorkingFormState> {
  const actor = await actionActor();
  let next: string;
  try {
    next = await work(actor, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    const problems = error.problems.length > 0 ? error.problems.map(rename) : [{ message: error.message }];
    return { problems, values };
  }
  redirect(next);
}
