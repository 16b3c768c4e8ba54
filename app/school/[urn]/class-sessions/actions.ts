"use server";
import type { WorkingFormState } from "#components/people/form-values.ts";
import { ownUnit, schoolByUrn } from "#lib/organisations/queries.ts";
import { admitTablet, turnTabletsAway } from "#lib/signing-sessions/admit-tablet.ts";
import { closeSession } from "#lib/signing-sessions/close-session.ts";
import { confirmTurns, undoTurn } from "#lib/signing-sessions/confirm-turns.ts";
import { openClassSession, openStaffSession } from "#lib/signing-sessions/open-session.ts";
import { textIn } from "../../../posted.ts";
import { workingChange } from "../../../working-change.ts";
import type { Urn } from "../people/_shared/place.ts";
import { sessionsPath } from "./_shared/place.ts";

const pathOf = (urn: Urn, id = "") => `${sessionsPath(urn)}${id && `/${id}`}`;
/** Identifiers of a hidden field; the rules look at each. */
const listed = (form: FormData, name: string) => textIn(form, name).split(",").slice(0, 1_000);

export async function openClassSessionAction(urn: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor, given) => {
    const school = await schoolByUrn(actor, urn);
    return pathOf(urn, await openClassSession(actor, school.id, given));
  });
}

export async function openStaffSessionAction(urn: Urn, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor, given) => {
    const unit = await (urn === null ? ownUnit(actor) : schoolByUrn(actor, urn));
    return pathOf(urn, await openStaffSession(actor, unit.id, given));
  });
}

export async function admitTabletAction(urn: Urn, id: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor) => {
    await admitTablet(actor, textIn(form, "tablet"));
    return pathOf(urn, id);
  });
}

export async function turnAwayAction(urn: Urn, id: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor) => {
    await turnTabletsAway(actor, id, listed(form, "tablets"));
    return pathOf(urn, id);
  });
}

export async function confirmTurnsAction(urn: Urn, id: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor) => {
    await confirmTurns(actor, id, listed(form, "turns"));
    return pathOf(urn, id);
  });
}

export async function undoTurnAction(urn: Urn, id: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor) => {
    await undoTurn(actor, textIn(form, "turn"));
    return pathOf(urn, id);
  });
}

export async function closeSessionAction(urn: Urn, id: string, _: WorkingFormState, form: FormData) {
  return workingChange(form, async (actor, given) => {
    await closeSession(actor, id, given);
    return pathOf(urn, id);
  });
}
