"use server";
import type { FormValues, WorkingFormState } from "#components/people/form-values.ts";
import { addHoliday, removeHoliday } from "#lib/organisations/holidays.ts";
import { workingChange } from "../../../../working-change.ts";
import { actionPlace, type Place, type Urn } from "../../people/_shared/place.ts";

const change = (urn: Urn, form: FormData, work: (place: Place, given: FormValues) => Promise<string>) =>
  workingChange(form, async (_, given) => {
    const done = await work(await actionPlace(urn), given);
    return `${urn === null ? "/organisation" : `/school/${urn}`}/holidays?done=${done}`;
  });

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
