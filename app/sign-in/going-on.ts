import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cookieName, cookieOfSession, noCookie, sessionInCookie } from "#lib/auth/cookies.ts";
import { safePath } from "#lib/auth/safe-path.ts";
import { actorOfSession, endSession } from "#lib/auth/sessions.ts";
import { rememberPath } from "../acting.ts";
import { homeOf } from "../links.ts";

/** A page of the way in, with the page that was asked for carried along. */
export const onTheWay = (path: string, then: string | null): string =>
  then ? `${path}?then=${encodeURIComponent(then)}` : path;

/** The page asked for before signing in, from a form or a query; null unless it is one of ours. */
export function thenOf(value: FormDataEntryValue | string[] | null | undefined): string | null {
  return typeof value === "string" ? safePath(value) : null;
}

/** Gives the browser its session and takes it on: to what must be signed, to the page asked for, or home. */
export async function goOn(sessionId: string, then: string | null): Promise<never> {
  const store = await cookies();
  // Whoever was signed in here before is not any more.
  const before = await sessionInCookie(store.get(cookieName("session"))?.value);
  if (before) await endSession(before);
  store.set(await cookieOfSession(sessionId));
  if (store.has(cookieName("code"))) store.set(noCookie("code"));
  const actor = await actorOfSession(sessionId);
  // A message's link leads to what must be signed, so there the gate is no way round.
  if (actor?.mustSign && !then?.startsWith("/countersign/")) {
    await rememberPath(then);
    redirect("/sign");
  }
  redirect(then ?? (actor ? homeOf(actor) : "/sign-in"));
}
