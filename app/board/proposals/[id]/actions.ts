"use server";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { confirmMinute, sayMinuteNotRight } from "#lib/ratification/answer-minute.ts";
import { approveAsDelegate, returnAsDelegate } from "#lib/ratification/decide-as-delegate.ts";
import { recordMinute } from "#lib/ratification/record-minute.ts";
import { answerResolution, openResolution } from "#lib/ratification/written-resolution.ts";
import { workingChange } from "../../../working-change.ts";

const pageOf = (proposalId: string, done: string) => `/board/proposals/${proposalId}?done=${done}`;

/** A clerk records what a meeting decided; who was there is posted by seat. */
export async function recordDecisionAction(
  proposalId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const attendance: Record<string, { present?: string; conflict?: string }> = {};
  const bySeat: Record<string, string> = {};
  for (const [name, value] of form) {
    const [, what, seat = ""] = /^(present|conflict)-([0-9a-f-]{36})$/.exec(name) ?? [];
    if (!what || typeof value !== "string") continue;
    attendance[seat] = { ...attendance[seat], [what]: value };
    bySeat[name] = value;
  }
  const [first = ""] = Object.keys(attendance);
  return workingChange(
    form,
    async (actor, given) => {
      await recordMinute(actor, proposalId, { ...given, attendance });
      return pageOf(proposalId, "recorded");
    },
    {
      values: { ...valuesOf(form), ...bySeat },
      // what is wrong with who was there is said at the first of them
      rename: (field) => {
        const [, seat] = /^attendance\.([0-9a-f-]{36})/.exec(field) ?? [];
        if (seat) return `conflict-${seat}`;
        return field === "attendance" ? `present-${first}` : field;
      },
    },
  );
}

export async function confirmMinuteAction(
  proposalId: string,
  minuteId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor) => {
    await confirmMinute(actor, minuteId);
    return pageOf(proposalId, "confirmed");
  });
}

export async function notRightAction(
  proposalId: string,
  minuteId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await sayMinuteNotRight(actor, minuteId, given);
    return pageOf(proposalId, "not-right");
  });
}

export async function openResolutionAction(
  proposalId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) =>
    pageOf((await openResolution(actor, proposalId, given)).proposalId, "asked"),
  );
}

export async function voteAction(
  proposalId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) =>
    pageOf(
      proposalId,
      (await answerResolution(actor, proposalId, given)) === "agreed" ? "agreed" : "answered",
    ),
  );
}

export async function approveAction(
  proposalId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor) => {
    await approveAsDelegate(actor, proposalId);
    return pageOf(proposalId, "approved");
  });
}

export async function returnAction(
  proposalId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await returnAsDelegate(actor, proposalId, given);
    return pageOf(proposalId, "returned");
  });
}
