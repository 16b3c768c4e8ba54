"use server";
import { notFound, redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { startDraft, startPolicy } from "#lib/policies/drafts/start-draft.ts";
import { actionActor } from "../../acting.ts";

/** Starts a policy that has no version yet and goes on to write it. */
export async function writePolicyAction(_: WorkingFormState, form: FormData): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  let policyId: string;
  try {
    ({ policyId } = await startPolicy(actor, { title: values.title, unitId: values.unitId }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { values, problems: error.problems.length > 0 ? error.problems : [{ message: error.message }] };
  }
  redirect(`/policies/${policyId}/draft`);
}

/** Starts the next version of a policy from its newest one, or goes on with the draft that is there. */
export async function writeNextVersionAction(policyId: string): Promise<void> {
  const actor = await actionActor();
  try {
    await startDraft(actor, policyId);
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  }
  redirect(`/policies/${encodeURIComponent(policyId)}/draft`);
}
