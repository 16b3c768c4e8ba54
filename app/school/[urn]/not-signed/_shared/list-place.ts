import type { Actor } from "#lib/auth/actor.ts";
import { ownUnitInView, schoolInView, type UnitInView } from "#lib/obligations/queries.ts";
import type { Permission } from "#lib/permissions/permissions.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import type { Urn } from "../../people/_shared/place.ts";

/** Where a list of who has not signed is acted on, and the paths of what is done there. */
export type ListPlace = {
  actor: Actor;
  unit: UnitInView;
  /** What the address of the place begins with. */
  root: string;
  list: string;
  forms: string;
  paper: string;
};

/** The paths of a school, or of the organisation’s own people. */
export function pathsOf(urn: Urn): Omit<ListPlace, "actor" | "unit"> {
  const root = urn === null ? "/organisation" : `/school/${urn}`;
  return {
    root,
    list: urn === null ? `${root}/not-signed/own` : `${root}/not-signed`,
    forms: `${root}/forms`,
    paper: `${root}/paper`,
  };
}

/** The unit in view. @throws Refusal "not-found" without the permission there */
export const unitInView = (actor: Actor, urn: Urn, permission: Permission): Promise<UnitInView> =>
  urn === null ? ownUnitInView(actor, permission) : schoolInView(actor, urn, permission);

/** The place of a page, for whoever may do this there; the 404 page for everyone else. */
export async function requireListPlace(urn: Urn, permission: Permission): Promise<ListPlace> {
  const actor = await requireActor();
  return { actor, unit: await orNotFound(unitInView(actor, urn, permission)), ...pathsOf(urn) };
}
