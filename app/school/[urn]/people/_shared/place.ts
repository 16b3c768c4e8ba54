import { notFound } from "next/navigation";
import type { Actor } from "#lib/auth/actor.ts";
import { ownUnit, schoolByUrn, type UnitSummary } from "#lib/organisations/queries.ts";
import { may, type Permission } from "#lib/permissions/permissions.ts";
import { actionActor, orNotFound, requireActor } from "../../../../acting.ts";

/** Where people are being looked at or changed: a school, or the organisation itself. */
export type Place = {
  actor: Actor;
  unit: UnitSummary;
  /** The path of the list of people. */
  path: string;
};

/** A school's URN, or null for the organisation itself. */
export type Urn = string | null;

/** The parameters of these routes. */
export type Params = Record<"urn" | "id" | "membershipId" | "contactId", string>;
export type Query = Record<string, string | string[] | undefined>;

async function placeOf(actor: Actor, urn: Urn): Promise<Place> {
  const unit = await orNotFound(urn === null ? ownUnit(actor) : schoolByUrn(actor, urn));
  return { actor, unit, path: urn === null ? "/organisation/people" : `/school/${urn}/people` };
}

/** The place of a page, for whoever may do this there; the 404 page for everyone else. */
export async function requirePlace(urn: Urn, permission: Permission): Promise<Place> {
  const place = await placeOf(await requireActor(), urn);
  if (!may(place.actor, permission, place.unit.id)) notFound();
  return place;
}

/** The place of a server action. What may be done there is for the function to say that it calls. */
export const actionPlace = async (urn: Urn): Promise<Place> => placeOf(await actionActor(), urn);

/** One value out of a query. */
export const only = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
