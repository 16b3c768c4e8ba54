"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { addBody, changeBody } from "#lib/ratification/keep-bodies.ts";
import { endSeat, giveSeat } from "#lib/ratification/keep-seats.ts";
import { workingChange } from "../../working-change.ts";

export async function addBodyAction(_: WorkingFormState, form: FormData): Promise<WorkingFormState> {
  return workingChange(
    form,
    async (actor, given) => `/board/bodies/${(await addBody(actor, given)).bodyId}?done=added`,
  );
}

export async function changeBodyAction(
  bodyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await changeBody(actor, bodyId, given);
    return `/board/bodies/${bodyId}?done=saved`;
  });
}

export async function giveSeatAction(
  bodyId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor, given) => {
    await giveSeat(actor, bodyId, given);
    return `/board/bodies/${bodyId}?done=seated`;
  });
}

export async function endSeatAction(
  seatId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(
    form,
    async (actor, given) => `/board/bodies/${(await endSeat(actor, seatId, given)).bodyId}?done=ended`,
  );
}
