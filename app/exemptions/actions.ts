"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { askForExemption } from "#lib/policies/exemptions/ask-for-exemption.ts";
import { answerExemption, revokeExemption } from "#lib/policies/exemptions/decide-exemption.ts";
import { workingChange } from "../working-change.ts";

export async function askForExemptionAction(
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, values) => {
    await askForExemption(actor, policyId, values);
    return "/exemptions?done=asked";
  });
}

export async function answerExemptionAction(
  exemptionId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, values) => {
    await answerExemption(actor, exemptionId, values);
    return `/exemptions/${exemptionId}?done=1`;
  });
}

export async function revokeExemptionAction(
  exemptionId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, values) => {
    await revokeExemption(actor, exemptionId, values);
    return `/exemptions/${exemptionId}?done=1`;
  });
}
