"use server";
import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { answerWording } from "#lib/policies/adoptions/answer-wording.ts";
import { fillInWording } from "#lib/policies/adoptions/fill-in-wording.ts";
import { actionActor } from "../../../../acting.ts";

function refused(error: unknown, values: FormValues): WorkingFormState {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "not-found") notFound();
  const problems = error.problems.map(({ field, message }) => ({
    field: field.replace(/^values\./, "place-"),
    message,
  }));
  return { problems: problems.length > 0 ? problems : [{ message: error.message }], values };
}

export async function fillInWordingAction(
  urn: string,
  policyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && name.startsWith("place-") ? [[name, value]] : [],
    ),
  );
  try {
    const school = await schoolByUrn(actor, urn);
    await fillInWording(actor, school.id, policyId, {
      versionId: form.get("versionId"),
      values: Object.fromEntries(
        Object.entries(typed).map(([name, value]) => [name.slice("place-".length), value]),
      ),
    });
  } catch (error) {
    return refused(error, typed);
  }
  redirect(`/school/${urn}/policies?done=filled-in`);
}

export async function answerWordingAction(
  urn: string,
  wordingId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  try {
    await answerWording(actor, wordingId, values);
  } catch (error) {
    return refused(error, values);
  }
  redirect(`/school/${urn}/policies?done=${values.answer === "confirmed" ? "confirmed" : "sent-back"}`);
}
