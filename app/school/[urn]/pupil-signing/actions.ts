"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { decidePupilSigning } from "#lib/policies/decide-pupil-signing.ts";
import { workingChange } from "../../../working-change.ts";

export async function decidePupilSigningAction(
  urn: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    const school = await schoolByUrn(actor, urn);
    await decidePupilSigning(actor, school.id, given);
    return `/school/${urn}/pupil-signing?done=1`;
  });
}
