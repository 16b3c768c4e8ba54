"use server";
import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { askForExemption } from "#lib/policies/exemptions/ask-for-exemption.ts";
import { answerExemption, revokeExemption } from "#lib/policies/exemptions/decide-exemption.ts";
import { actionActor } from "../acting.ts";

function refused(error: unknown, values: FormValues): WorkingFormState {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "not-found") notFound();
  return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
}

export async function askForExemptionAction(
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  try {
    await askForExemption(actor, policyId, values);
  } catch (error) {
    return refused(error, values);
  }
  redirect("/exemptions?done=asked");
}

export async function answerExemptionAction(
  exemptionId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  try {
    await answerExemption(actor, exemptionId, values);
  } catch (error) {
    return refused(error, values);
  }
  redirect(`/exemptions/${exemptionId}?done=1`);
}

export async function revokeExemptionAction(
  exemptionId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  try {
    await revokeExemption(actor, exemptionId, values);
  } catch (error) {
    return refused(error, values);
  }
  redirect(`/exemptions/${exemptionId}?done=1`);
}
