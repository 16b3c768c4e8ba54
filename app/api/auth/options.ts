import { cookies } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import {
  cookie,
  cookieCoding,
  cookieName,
  noCookie,
  sessionCookie,
  sessionInCookie,
  unseal,
} from "#lib/auth/cookies.ts";
import { type Identity, linkIdentity, signInWithIdentity } from "#lib/auth/identities.ts";
import { actorOfSession, endSession, sessionSeconds } from "#lib/auth/sessions.ts";
import { writeAskedFor } from "#lib/auth/sign-in-codes.ts";
import { secret, settings } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";

/** What the provider is called in addresses; the provider is told to send people back to /api/auth/callback/school. */
export const providerId = "school";

/** What the identity provider's signed token says. */
type Claims = { iss: string; sub: string };

/** How next-auth signs people in through the identity provider; null when none is set up. */
export function authOptions(): NextAuthOptions | null {
  const { identityProvider, url } = settings();
  if (!identityProvider) return null;
  const { issuer, clientId, clientSecret, name } = identityProvider;
  process.env.NEXTAUTH_URL = url; // the only way in which next-auth 4 can be told
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds, ...cookieCoding },
    cookies: { sessionToken: sessionCookie() },
    useSecureCookies: url.startsWith("https:"),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: providerId,
        name,
        type: "oauth",
        wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
        issuer,
        clientId,
        clientSecret,
        idToken: true,
        checks: ["pkce", "state", "nonce"],
        // Nothing about the person is asked for: who they are here, the school has said already.
        authorization: { params: { scope: "openid" } },
        profile: (claims: Claims) => ({ id: claims.sub }),
      },
    ],
    callbacks: {
      async signIn({ user, profile }) {
        const { iss, sub } = profile as unknown as Claims;
        const answer = await answerTo({ issuer: iss, subject: sub }, name);
        if ("goTo" in answer) return answer.goTo;
        Object.assign(user, answer);
        return true;
      },
      jwt: ({ token, user }) =>
        user ? { sessionId: (user as unknown as { sessionId: string }).sessionId } : token,
    },
  };
}

/** Who this account is, or where else its browser goes. */
async function answerTo(
  identity: Identity,
  provider: string,
): Promise<{ sessionId: string } | { goTo: string }> {
  const store = await cookies();
  const before = await sessionInCookie(store.get(cookieName("session"))?.value);
  const linking = await unseal("link", store.get(cookieName("link"))?.value);
  if (linking) {
    store.set(noCookie("link"));
    return { goTo: linking === before ? await link(linking, identity, provider) : "/sign-in" };
  }
  const result = await signInWithIdentity(identity);
  if (result.outcome === "unknown") return { goTo: "/sign-in/unknown" };
  if (result.outcome === "several") {
    store.set(cookie("code", writeAskedFor(result.proof), 600));
    return { goTo: "/sign-in/who" };
  }
  if (before) await endSession(before);
  return { sessionId: result.sessionId };
}

async function link(sessionId: string, identity: Identity, provider: string): Promise<string> {
  const actor = await actorOfSession(sessionId);
  if (!actor) return "/sign-in";
  try {
    await linkIdentity(actor, identity, provider);
    return "/sign-in/link?linked=yes";
  } catch (error) {
    if (error instanceof Refusal)
      return `/sign-in/link?linked=${error.code === "conflict" ? "another" : "no"}`;
    throw error;
  }
}
