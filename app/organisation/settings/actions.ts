"use server";
import { notFound, redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { changeSettings } from "#lib/organisations/settings.ts";
import { actionActor } from "../../acting.ts";

/** Saves the settings, or comes back to the form with what is wrong and what was typed. */
export async function changeSettingsAction(_: WorkingFormState, form: FormData): Promise<WorkingFormState> {
  const values = valuesOf(form);
  const actor = await actionActor();
  try {
    await changeSettings(actor, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
  }
  redirect("/organisation/settings?done=saved");
}
