"use server";

import { setTimeout as wait } from "node:timers/promises";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cookie, cookieName, noCookie } from "#lib/auth/cookies.ts";
import { endSession } from "#lib/auth/sessions.ts";
import { askForCode, readAskedFor, writeAskedFor } from "#lib/auth/sign-in-codes.ts";
import { Refusal } from "#lib/errors.ts";
import { findLink } from "#lib/messages/links.ts";
import { optionalActor } from "../../acting.ts";
import { onTheWay } from "../../sign-in/going-on.ts";

/** Longer than a code is good for, so that a code which has run out can be told so. */
const askedForSeconds = 24 * 60 * 60;

/** Every answer takes this long, so that nobody learns from it whether a message was written. */
const answerAfterMilliseconds = 400;

/** Sends a code to the address that the link itself was sent to. Uses nothing up: the link stays as it is. */
export async function sendCode(token: string): Promise<void> {
  const started = performance.now();
  const path = `/countersign/${encodeURIComponent(token)}`;
  const found = await findLink(token);
  if (found.outcome !== "found" || !found.link.toAddress) redirect(path);
  const store = await cookies();
  // Whoever was signed in here pressed the button to go on as somebody else.
  const before = await optionalActor();
  if (before?.sessionId) {
    await endSession(before.sessionId);
    store.set(noCookie("session"));
  }
  try {
    const asked = await askForCode(found.link.toAddress, readAskedFor(store.get(cookieName("code"))?.value));
    store.set(cookie("code", writeAskedFor(asked), askedForSeconds));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    redirect(`${path}?wait=1`);
  } finally {
    await wait(Math.max(0, answerAfterMilliseconds - (performance.now() - started)));
  }
  redirect(onTheWay("/sign-in/code", path));
}
