"use server";
import { redirect } from "next/navigation";
import { valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import { Refusal } from "#lib/errors.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { makeDoorTablet } from "#lib/visits/door-tablet.ts";
import { confirmVisitor, endVisit, notWhoTheySaid, recordLeaving } from "#lib/visits/end-visit.ts";
import { turnVisitorsAway } from "#lib/visits/turn-visitors-away.ts";
import { actionActor, orNotFound } from "../../../acting.ts";
import { textIn } from "../../../posted.ts";
import { keepDoorTablet } from "../../../visit/[code]/at-the-door.ts";
import { workingChange } from "../../../working-change.ts";

const visits = (urn: string, done: string) => `/school/${encodeURIComponent(urn)}/visits?done=${done}`;

/** `Left` in a row of the list; the visit stands in the form, so that two hundred rows share one action. */
export async function recordLeavingAction(urn: string, form: FormData): Promise<void> {
  const actor = await actionActor();
  await orNotFound(recordLeaving(actor, textIn(form, "visit")));
  const search = textIn(form, "search");
  redirect(`${visits(urn, "left")}${search ? `&search=${encodeURIComponent(search)}` : ""}`);
}

/** `Confirm` in a row of the list or on the visit's page: a colleague knows who it is. */
export async function confirmVisitorAction(urn: string, form: FormData): Promise<void> {
  const actor = await actionActor();
  try {
    await orNotFound(confirmVisitor(actor, textIn(form, "visit")));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    redirect(visits(urn, "refused-before"));
  }
  if (textIn(form, "then") === "cleared") redirect(`/school/${encodeURIComponent(urn)}/cleared`);
  const search = textIn(form, "search");
  redirect(`${visits(urn, "confirmed")}${search ? `&search=${encodeURIComponent(search)}` : ""}`);
}

/** Makes the device in front of whoever presses it the tablet at the door. */
export async function makeDoorTabletAction(
  urn: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  return workingChange(form, async (actor) => {
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
  return workingChange(form, async (actor) => {
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
  return workingChange(form, async (actor, given) => {
    await notWhoTheySaid(actor, visitId, given);
    return visits(urn, "refused");
  });
}

/** `Turn away those ticked`: what was ticked comes back with what is wrong. */
export async function turnAwayVisitorsAction(
  urn: string,
  _: WorkingFormState,
  form: FormData,
): Promise<WorkingFormState> {
  const ticked = form.getAll("visit").filter((id) => typeof id === "string");
  const values = { ...valuesOf(form), visits: ticked.join(" ") };
  return workingChange(
    form,
    async (actor, given) => {
      const school = await schoolInView(actor, urn, "visits:receive");
      const { passedOver } = await turnVisitorsAway(actor, school.id, ticked, given);
      return visits(urn, passedOver > 0 ? "turned-away-but" : "turned-away");
    },
    { values },
  );
}
