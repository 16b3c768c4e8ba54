"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { changePolicySettings } from "#lib/ratification/policy-settings.ts";
import { workingChange } from "../../../working-change.ts";

/** Saves what is set for a policy. */
export async function changePolicySettingsAction(
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await changePolicySettings(actor, policyId, given);
    return `/policies/${policyId}/settings?done=saved`;
  });
}
