import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "#lib/auth/actor.ts";
import { cookie, cookieName, noCookie, sessionInCookie } from "#lib/auth/cookies.ts";
import { safePath } from "#lib/auth/safe-path.ts";
import { actorOfSession } from "#lib/auth/sessions.ts";
import { Refusal } from "#lib/errors.ts";

/** Who is signed in, or null. Asked once in a request, however many parts of the page want to know. */
export const optionalActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await sessionInCookie((await cookies()).get(cookieName("session"))?.value);
  return sessionId ? actorOfSession(sessionId) : null;
});

/**
 * Who is reading or signing one agreement. There the gate does not matter, and working it out as well would find the
 * same obligations twice: `mustSign` is not asked for and counts as true.
 * @param then where to go on after signing in, when that is not what was asked for
 */
export async function requireSigner(then?: string): Promise<Actor> {
  const sessionId = await sessionInCookie((await cookies()).get(cookieName("session"))?.value);
  const actor = sessionId && (await actorOfSession(sessionId, { withGate: false }));
  return actor || redirect(withThen("/sign-in", then ?? (await pathAskedFor())));
}

/** The path that this request asked for, with its query, as `proxy.ts` saw it; null when it leads nowhere. */
export async function pathAskedFor(): Promise<string | null> {
  return safePath((await headers()).get("x-countersign-path"));
}

const withThen = (path: string, then: string | null): string =>
  then && then !== "/" ? `${path}?then=${encodeURIComponent(then)}` : path;

/** Who is acting, without the gate: for the pages under /sign, where what is due gets signed. */
export async function requireActorAtGate(): Promise<Actor> {
  const actor = await optionalActor();
  if (!actor) redirect(withThen("/sign-in", await pathAskedFor()));
  return actor;
}

/**
 * Who is acting, for every other page. Whoever is not signed in goes to sign in, and whoever has something
 * required to sign goes to /sign first; both are taken on to the page that they asked for afterwards.
 */
export async function requireActor(): Promise<Actor> {
  const actor = await requireActorAtGate();
  // A page cannot set the cookie that remembers where they wanted to go; the route in between can.
  if (actor.mustSign) redirect(withThen("/sign-in/gate", await pathAskedFor()));
  return actor;
}

/** Who is acting, for server actions and route handlers. The gate holds there as well. */
export async function actionActor(): Promise<Actor> {
  const actor = await actionActorAtGate();
  if (actor.mustSign) redirect("/sign");
  return actor;
}

/** The same without the gate: for the actions under /sign. */
export async function actionActorAtGate(): Promise<Actor> {
  const actor = await optionalActor();
  if (!actor) redirect("/sign-in");
  return actor;
}

/** What a rule returns; what may not be known to exist becomes the 404 page. */
export async function orNotFound<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Refusal && (error.code === "not-found" || error.code === "not-permitted"))
      notFound();
    throw error;
  }
}

/** How long a page asked for is remembered while agreements are read, in seconds. */
const rememberedSeconds = 2 * 60 * 60;

/** Remembers where to go once everything required is signed. For server actions and route handlers. */
export async function rememberPath(path: string | null): Promise<void> {
  const safe = safePath(path);
  if (safe && safe !== "/") (await cookies()).set(cookie("then", safe, rememberedSeconds));
}

/**
 * Where they wanted to go before the gate, or null. A page may show it as a link to `/sign-in/onward`, which
 * forgets the path and goes there.
 */
export async function rememberedPath(): Promise<string | null> {
  return safePath((await cookies()).get(cookieName("then"))?.value);
}

/** Where they wanted to go before the gate, forgotten as it is told; null when nowhere. For actions and routes. */
export async function takenOn(): Promise<string | null> {
  const path = await rememberedPath();
  if (path) (await cookies()).set(noCookie("then"));
  return path;
}
