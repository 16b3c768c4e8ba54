import { cookies, headers } from "next/headers";
import { cache } from "react";
import { cookie, cookieName, noCookie, seal, unseal } from "#lib/auth/cookies.ts";
import { networkOf } from "#lib/auth/network.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { type AskedOnArrival, askedOfVisit, askedOnArrival } from "#lib/visits/asked-on-arrival.ts";
import { type Visit, visitById } from "#lib/visits/cleared-visit.ts";
import { type SchoolAtTheDoor, schoolAtTheDoor } from "#lib/visits/find-school.ts";
import type { CameFrom } from "#lib/visits/flood.ts";
import type { ArrivalValues } from "#lib/visits/schema.ts";
import { type VisitReason, visitReasons } from "#lib/visits/words.ts";
import { orNotFound } from "../../acting.ts";

/** The school of a code; the 404 page for a code that leads nowhere. Asked once in a request. */
export const doorOf = cache((code: string): Promise<SchoolAtTheDoor> => orNotFound(schoolAtTheDoor(code)));

/**
 * What somebody has said so far, while nothing is kept of it: between the pages of arriving it stands in a cookie that
 * only this installation can read. On the school's tablet it goes as soon as they are through.
 */
export type ArrivalNotes = {
  code: string;
  /** Their own telephone, as the printed code says; the school's tablet otherwise. */
  phone: boolean;
  formId: string;
  values: ArrivalValues;
  /** What was typed into each agreement's form, by agreement. */
  forms: Record<string, Record<string, string>>;
  problems: FieldProblem[];
  /** Whoever was here before, and the visit that is still running. */
  personId?: string;
  visitId?: string;
  /** What they wrote instead of signing, for the page that says so. */
  responded?: "question" | "refusal";
};

const notesSeconds = 30 * 60;
// A browser keeps 4 kB of a cookie, with its name and attributes.
const longestCookie = 3800;

export async function arrivalNotes(code: string): Promise<ArrivalNotes | null> {
  const text = await unseal("arrival", (await cookies()).get(cookieName("arrival"))?.value);
  const notes = text ? (JSON.parse(text) as ArrivalNotes) : null;
  return notes?.code === code ? notes : null;
}

/** Keeps the notes for the next page; what was typed into the agreements goes first when they are too long. */
export async function keepNotes(notes: ArrivalNotes): Promise<void> {
  let value = await seal("arrival", JSON.stringify(notes), notesSeconds);
  if (value.length > longestCookie)
    value = await seal("arrival", JSON.stringify({ ...notes, forms: {} }), notesSeconds);
  (await cookies()).set(cookie("arrival", value, notesSeconds));
}

/** Makes this device the door's own tablet, until its cookies are cleared; `lib/visits/flood.ts` says what for. */
export async function keepDoorTablet(code: string): Promise<void> {
  const seconds = 400 * daySeconds;
  (await cookies()).set(cookie("door", await seal("door", code, seconds), seconds));
}

export const isDoorTablet = async (code: string): Promise<boolean> =>
  (await unseal("door", (await cookies()).get(cookieName("door"))?.value)) === code;

/** Where the request came from, as it counts when a door is flooded. */
export async function cameFrom(code: string): Promise<CameFrom> {
  return { network: networkOf(await headers()), doorTablet: await isDoorTablet(code) };
}

/** How long the school's tablet shows somebody their own page: long enough to be shown across a desk, short enough for a queue. */
export const shownSeconds = 90;

type Kept = { code: string; visitId: string; phone: boolean };

const daySeconds = 24 * 60 * 60;
// The school's tablet shows the pass for as long as it takes to show it; somebody's own telephone keeps it.
const keptSeconds = (phone: boolean): number => (phone ? 400 * daySeconds : 3 * 60);

/** Ends arriving: the notes go, and the browser keeps which visit its `Cleared` page shows. */
export async function keepVisit(code: string, visit: Pick<Visit, "id">, phone: boolean): Promise<void> {
  const seconds = keptSeconds(phone);
  const kept: Kept = { code, visitId: visit.id, phone };
  const store = await cookies();
  store.set(noCookie("arrival"));
  store.set(cookie("visit", await seal("visit", JSON.stringify(kept), seconds), seconds));
}

export async function keptVisit(code: string): Promise<Kept | null> {
  const text = await unseal("visit", (await cookies()).get(cookieName("visit"))?.value);
  const kept = text ? (JSON.parse(text) as Kept) : null;
  return kept?.code === code ? kept : null;
}

/** Forgets whoever was here. */
export async function forgetAll(): Promise<void> {
  const store = await cookies();
  store.set(noCookie("arrival"));
  store.set(noCookie("visit"));
}

// More than any of these forms asks.
const mostFields = 200;
const longestValue = 300;
// What somebody writes in their own words, with room to tell that it is too long.
const longestText = 6_000;

/** A posted form's fields by name, the first of each, none longer than any that can be right. */
export async function readPost(
  request: Request,
): Promise<{ text: (name: string) => string; names: string[] }> {
  const fields = new Map<string, string>();
  const form = await request.formData().catch(() => new FormData());
  for (const [name, value] of form) {
    if (fields.size > mostFields) break;
    if (typeof value === "string" && !fields.has(name))
      fields.set(name, value.slice(0, name === "words" ? longestText : longestValue));
  }
  return { text: (name) => fields.get(name) ?? "", names: [...fields.keys()] };
}

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location } });

/** These addresses take posts; somebody who opens one by hand is led to the beginning. */
export const toTheDoor = async (
  _: Request,
  { params }: { params: Promise<{ code: string }> },
): Promise<Response> => seeOther(`/visit/${encodeURIComponent((await params).code)}`);

/** What whoever stands between the pages of arriving is asked to sign; null when that can no longer be said. */
export async function askedOf(
  school: SchoolAtTheDoor,
  { visitId, values }: ArrivalNotes,
): Promise<AskedOnArrival[] | null> {
  if (visitId) {
    const visit = await visitById(school, visitId);
    return visit?.running ? askedOfVisit(school, visit) : null;
  }
  const isReason = (text: string): text is VisitReason => visitReasons.some((reason) => reason === text);
  return isReason(values.reason) ? askedOnArrival(school, values.reason) : null;
}
