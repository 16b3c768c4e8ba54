import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cookieName, noCookie, sessionInCookie } from "#lib/auth/cookies.ts";
import { endSession } from "#lib/auth/sessions.ts";

/** A link changes nothing: it leads to the page with the button. */
export function GET() {
  redirect("/sign-out/confirm");
}

/** Ends the session, wherever else its cookie may have got to, and takes the cookies away. */
export async function POST() {
  const store = await cookies();
  const sessionId = await sessionInCookie(store.get(cookieName("session"))?.value);
  if (sessionId) await endSession(sessionId);
  for (const name of ["session", "code", "then", "link"] as const) {
    if (store.has(cookieName(name))) store.set(noCookie(name));
  }
  return new Response(null, { status: 303, headers: { location: "/sign-out/done" } });
}
