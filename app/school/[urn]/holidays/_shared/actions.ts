"use server";
import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { addHoliday, removeHoliday } from "#lib/organisations/holidays.ts";
import { actionPlace, type Place, type Urn } from "../../people/_shared/place.ts";

async function change(
  urn: Urn,
  form: FormData,
  work: (place: Place, given: FormValues) => Promise<string>,
): Promise<WorkingFormState> {
  const values = valuesOf(form);
  const place = await actionPlace(urn);
  let done: string;
  try {
    done = await work(place, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
  }
  redirect(`${urn === null ? "/organisation" : `/school/${urn}`}/holidays?done=${done}`);
}

export async function addHolidayAction(urn: Urn, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor, unit }, given) => {
    const { made } = await addHoliday(actor, unit.id, given);
    return made ? "added" : "known";
  });
}

export async function removeHolidayAction(urn: Urn, holidayId: string, _: WorkingFormState, form: FormData) {
  return change(urn, form, async ({ actor }) => {
    await removeHoliday(actor, holidayId);
    return "removed";
  });
}
