"use server";
import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { Refusal } from "#lib/errors.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { makeDoorTablet } from "#lib/visits/door-tablet.ts";
import { confirmVisitor, endVisit, notWhoTheySaid, recordLeaving } from "#lib/visits/end-visit.ts";
import { actionActor, orNotFound } from "../../../acting.ts";
import { keepDoorTablet } from "../../../visit/[code]/at-the-door.ts";

/** Does one thing as whoever is signed in and goes on, or comes back to the form with what is wrong. */
async function change(
  form: FormData,
  work: (actor: Actor, given: FormValues) => Promise<string>,
): Promise<WorkingFormState> {
  const actor = await actionActor();
  const values = valuesOf(form);
  let next: string;
  try {
    next = await work(actor, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "not-found") notFound();
    return { problems: error.problems.length > 0 ? error.problems : [{ message: error.message }], values };
  }
  redirect(next);
}

const visits = (urn: string, done: string) => `/school/${encodeURIComponent(urn)}/visits?done=${done}`;

/** `Left` in a row of the list; the visit stands in the form, so that two hundred rows share one action. */
export async function recordLeavingAction(urn: string, form: FormData): Promise<void> {
  const actor = await actionActor();
  await orNotFound(recordLeaving(actor, String(form.get("visit") ?? "")));
  const search = String(form.get("search") ?? "");
  redirect(`${visits(urn, "left")}${search ? `&search=${encodeURIComponent(search)}` : ""}`);
}

/** `Confirm` in a row of the list or on the visit's page: a colleague knows who it is. */
export async function confirmVisitorAction(urn: string, form: FormData): Promise<void> {
  const actor = await actionActor();
  try {
    await orNotFound(confirmVisitor(actor, String(form.get("visit") ?? "")));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    redirect(visits(urn, "refused-before"));
  }
  if (form.get("then") === "cleared") redirect(`/school/${encodeURIComponent(urn)}/cleared`);
  const search = String(form.get("search") ?? "");
  redirect(`${visits(urn, "confirmed")}${search ? `&search=${encodeURIComponent(search)}` : ""}`);
}

/** Makes the device in front of whoever presses it the tablet at the door. */
export async function makeDoorTabletAction(
  urn: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return change(form, async (actor) => {
    const school = await schoolInView(actor, urn, "visits:receive");
    await keepDoorTablet(await makeDoorTablet(actor, school.id));
    return `/school/${encodeURIComponent(urn)}/visits/door`;
  });
}

export async function endVisitAction(
  urn: string,
  visitId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return change(form, async (actor) => {
    await endVisit(actor, visitId);
    return visits(urn, "ended");
  });
}

export async function notWhoTheySaidAction(
  urn: string,
  visitId: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return change(form, async (actor, given) => {
    await notWhoTheySaid(actor, visitId, given);
    return visits(urn, "refused");
  });
}
