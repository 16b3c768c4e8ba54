"use server";
import { redirect } from "next/navigation";
import type { SendDraftState } from "#components/policies/sending/send-draft-form.tsx";
import { keepAboutDraft, sendDraft } from "#lib/policies/sending/send-draft.ts";
import { actionActor } from "../../../../acting.ts";
import { datePartsIn, dayOfParts, textIn } from "../../../../posted.ts";
import { problemsOf } from "../../../../working-change.ts";

/** Sends the draft on, or keeps what was said of it so far, by the button that was pressed. */
export async function sendDraftAction(
  policyId: string,
  draft: { id: string; revision: number },
  _: SendDraftState,
  form: FormData,
): Promise<SendDraftState> {
  const actor = await actionActor();
  const text = (name: string) => textIn(form, name);
  const parts = datePartsIn(form, "implementationOn");
  const values = {
    summaryOfChange: text("summaryOfChange"),
    contact: text("contact"),
    material: text("material"),
    materialReason: text("materialReason"),
    again: form.getAll("again").map(String),
    implementationOn: parts,
    to: text("to") || "steps",
    warningsSeen: form.has("warningsSeen"),
  };
  const given = { ...values, material: values.material || undefined };
  const day = dayOfParts(parts);
  const path = `/policies/${encodeURIComponent(policyId)}`;
  let then: string;
  try {
    if (text("press") === "keep") {
      await keepAboutDraft(actor, policyId, { ...given, implementationOn: day || null });
      then = `${path}/draft/send?done=kept`;
    } else {
      const sent = await sendDraft(actor, policyId, {
        ...given,
        draftId: draft.id,
        revision: draft.revision,
        implementationOn: day,
      });
      then = `${path}/versions/${sent.number}?done=${sent.made ? "sent" : "sent-before"}`;
    }
  } catch (error) {
    return { values, problems: problemsOf(error) };
  }
  redirect(then);
}
