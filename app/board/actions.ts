"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { reportDecision } from "#lib/ratification/report-decision.ts";
import { workingChange } from "../working-change.ts";

export async function reportAction(
  decisionId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await reportDecision(actor, decisionId, given);
    return "/board?done=reported";
  });
}
