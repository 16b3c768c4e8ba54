"use server";
import { notFound, redirect } from "next/navigation";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { startDraft, startPolicy } from "#lib/policies/drafts/start-draft.ts";
import { actionActor } from "../../acting.ts";
import { workingChange } from "../../working-change.ts";

/** Starts a policy that has no version yet and goes on to write it. */
export async function writePolicyAction(_: WorkingFormState, form: FormData): Promise<WorkingFormState> {
  return workingChange(form, async (actor, { title, unitId }) => {
    const { policyId } = await startPolicy(actor, { title, unitId });
    return `/policies/${policyId}/draft`;
  });
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
