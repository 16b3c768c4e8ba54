"use server";
import { redirect } from "next/navigation";
import type { ReasonState } from "#components/policies/sending/reason-form.tsx";
import { takeBack } from "#lib/policies/sending/take-back.ts";
import { withdrawVersion } from "#lib/policies/sending/withdraw-version.ts";
import { actionActor } from "../../../../acting.ts";
import { datePartsIn, dayOfParts, textIn } from "../../../../posted.ts";
import { problemsOf } from "../../../../working-change.ts";

/** Takes back what waits for ratification and goes on to the draft that it is again. */
export async function takeBackAction(policyId: string, _: ReasonState, form: FormData): Promise<ReasonState> {
  const actor = await actionActor();
  const reason = textIn(form, "reason");
  try {
    await takeBack(actor, policyId, { reason });
  } catch (error) {
    return { problems: problemsOf(error), values: { reason, day: null } };
  }
  redirect(`/policies/${encodeURIComponent(policyId)}/draft`);
}

/** Takes a version out of force from the day that was typed. */
export async function withdrawVersionAction(
  policyId: string,
  versionId: string,
  _: ReasonState,
  form: FormData,
): Promise<ReasonState> {
  const actor = await actionActor();
  const reason = textIn(form, "reason");
  const day = datePartsIn(form, "withdrawnOn");
  try {
    await withdrawVersion(actor, policyId, versionId, { reason, withdrawnOn: dayOfParts(day) });
  } catch (error) {
    return { problems: problemsOf(error), values: { reason, day } };
  }
  redirect(
    `/policies/${encodeURIComponent(policyId)}/versions/${encodeURIComponent(versionId)}?done=withdrawn`,
  );
}
