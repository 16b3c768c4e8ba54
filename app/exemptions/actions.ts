"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { askForExemption } from "#lib/policies/exemptions/ask-for-exemption.ts";
import { answerExemption, revokeExemption } from "#lib/policies/exemptions/decide-exemption.ts";
import { workingChange } from "../working-change.ts";

/** Asks for an exemption and goes on to the person’s own page of them. */
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

/** Approves or refuses a request and shows it again. */
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

/** Revokes an exemption from today and shows it again. */
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
