"use server";
import { revalidatePath } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { putBackCopy } from "#lib/policies/drafts/draft-copies.ts";
import { setFindingAside, takeFindingUp } from "#lib/policies/drafts/open-findings.ts";
import { actionActor } from "../../../acting.ts";
import { problemsOf } from "../../../working-change.ts";

const pathOf = (policyId: string) => `/policies/${encodeURIComponent(policyId)}/draft`;

/** Sets a finding aside with the reason that was typed. */
export async function setFindingAsideAction(
  policyId: string,
  rule: string,
  about: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  return back(values, pathOf(policyId), () =>
    setFindingAside(actor, policyId, { rule, about, reason: values.reason }),
  );
}

/** Takes a finding up again that was set aside. */
export async function takeFindingUpAction(
  policyId: string,
  setAsideId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  return back(valuesOf(form), pathOf(policyId), () => takeFindingUp(actor, policyId, setAsideId));
}

/** Puts a copy back, whole or where it was chosen; when the draft was saved meanwhile, the two are compared again. */
export async function putBackCopyAction(policyId: string, copyId: string, form: FormData): Promise<void> {
  const actor = await actionActor();
  const count = Math.min(10_000, Number(form.get("count")) || 0);
  const choices = Array.from({ length: count }, (_, index) => form.get(`choice.${index}`) ?? undefined);
  try {
    await putBackCopy(actor, policyId, copyId, {
      revision: form.get("revision"),
      ...(form.get("whole") ? {} : { choices }),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    const why = error.code === "conflict" ? "changed" : "refused";
    redirect(`${pathOf(policyId)}/earlier/${encodeURIComponent(copyId)}?why=${why}`);
  }
  redirect(`${pathOf(policyId)}?done=put-back`);
}

/** Does it and shows the page as it is now around what is being typed: going to it would show what it was at first. */
async function back(
  values: WorkingFormState["values"],
  path: string,
  work: () => Promise<void>,
): Promise<WorkingFormState> {
  try {
    await work();
  } catch (error) {
    return { values, problems: problemsOf(error) };
  }
  revalidatePath(path);
  return { values: {}, problems: [] };
}
