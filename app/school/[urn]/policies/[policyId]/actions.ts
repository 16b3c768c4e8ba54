"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { answerWording } from "#lib/policies/adoptions/answer-wording.ts";
import { fillInWording } from "#lib/policies/adoptions/fill-in-wording.ts";
import { textIn } from "../../../../posted.ts";
import { workingChange } from "../../../../working-change.ts";

/** What the names of the form's own boxes begin with; the rest is the name of the place in the text. */
const placed = "place-";

export async function fillInWordingAction(
  urn: string,
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const typed = Object.fromEntries(
    [...form.keys()].filter((name) => name.startsWith(placed)).map((name) => [name, textIn(form, name)]),
  );
  return workingChange(
    form,
    async (actor) => {
      const school = await schoolByUrn(actor, urn);
      await fillInWording(actor, school.id, policyId, {
        versionId: form.get("versionId"),
        values: Object.fromEntries(
          Object.entries(typed).map(([name, value]) => [name.slice(placed.length), value]),
        ),
      });
      return `/school/${urn}/policies?done=filled-in`;
    },
    { values: typed, rename: (field) => field.replace(/^values\./, placed) },
  );
}

export async function answerWordingAction(
  urn: string,
  wordingId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, values) => {
    await answerWording(actor, wordingId, values);
    return `/school/${urn}/policies?done=${values.answer === "confirmed" ? "confirmed" : "sent-back"}`;
  });
}
