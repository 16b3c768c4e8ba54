"use server";
import { notFound, redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { decidePupilSigning } from "#lib/policies/decide-pupil-signing.ts";
import { actionActor } from "../../../acting.ts";

export async function decidePupilSigningAction(
  urn: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  try {
    const school = await schoolByUrn(actor, urn);
    await decidePupilSigning(actor, school.id, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
  }
  redirect(`/school/${urn}/pupil-signing?done=1`);
}
