"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { changeSettings } from "#lib/organisations/settings.ts";
import { workingChange } from "../../working-change.ts";

/** Saves the settings, or comes back to the form with what is wrong and what was typed. */
export async function changeSettingsAction(_: WorkingFormState, form: FormData): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await changeSettings(actor, given);
    return "/organisation/settings?done=saved";
  });
}
