"use server";
import { notFound, redirect } from "next/navigation";
import { type FormValues, valuesOf, type WorkingFormState } from "#components/people/form-values.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { Refusal } from "#lib/errors.ts";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { admitTablet, turnTabletsAway } from "#lib/signing-sessions/admit-tablet.ts";
import { closeSession } from "#lib/signing-sessions/close-session.ts";
import { confirmTurns, undoTurn } from "#lib/signing-sessions/confirm-turns.ts";
import { openClassSession, openStaffSession } from "#lib/signing-sessions/open-session.ts";
import { actionActor, orNotFound } from "../../../acting.ts";

/** Does one thing and goes on, or comes back to the form with what is wrong and what was chosen. */
async function change(
  form: FormData,
  work: (actor: Actor, given: FormValues) => Promise<string>,
): Promise<WorkingFormState> {
  const values = valuesOf(form);
  const actor = await actionActor();
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

const pathOf = (urn: string, id = "") => `/school/${urn}/class-sessions${id && `/${id}`}`;
const text = (value: FormValues[string] | undefined) => (typeof value === "string" ? value : "");
/** Identifiers of a hidden field; the rules look at each. */
const listed = (value: FormValues[string] | undefined) => text(value).split(",").slice(0, 1_000);

export async function openClassSessionAction(urn: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, given) => {
    const school = await orNotFound(schoolByUrn(actor, urn));
    return pathOf(urn, await openClassSession(actor, school.id, given));
  });
}

export async function openStaffSessionAction(urn: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, given) => {
    const school = await orNotFound(schoolByUrn(actor, urn));
    return pathOf(urn, await openStaffSession(actor, school.id, given));
  });
}

export async function admitTabletAction(urn: string, id: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, { tablet }) => {
    await admitTablet(actor, text(tablet));
    return pathOf(urn, id);
  });
}

export async function turnAwayAction(urn: string, id: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, { tablets }) => {
    await turnTabletsAway(actor, id, listed(tablets));
    return pathOf(urn, id);
  });
}

export async function confirmTurnsAction(urn: string, id: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, { turns }) => {
    await confirmTurns(actor, id, listed(turns));
    return pathOf(urn, id);
  });
}

export async function undoTurnAction(urn: string, id: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, { turn }) => {
    await undoTurn(actor, text(turn));
    return pathOf(urn, id);
  });
}

export async function closeSessionAction(urn: string, id: string, _: WorkingFormState, form: FormData) {
  return change(form, async (actor, given) => {
    await closeSession(actor, id, given);
    return pathOf(urn, id);
  });
}
