import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import NextAuth from "next-auth";
import { cookie, cookieName, noCookie, seal } from "#lib/auth/cookies.ts";
import { settings } from "#lib/env.ts";
import { optionalActor, rememberPath } from "../../acting.ts";
import { authOptions, providerId } from "../../api/auth/options.ts";
import { thenOf } from "../going-on.ts";

const tenMinutes = 600;

/**
 * Begins signing in with the identity provider. A first visit has no cookie of next-auth's to post with, so we make
 * the pair it wants; that the post came from our own page `proxy.ts` has seen to.
 *
 * The way to the provider leads over a page that sends the browser on: a form's answer may not lead to another site
 * (`form-action 'self'`), nor may anything that the provider in turn leads to.
 */
export async function POST(request: Request) {
  const options = authOptions();
  if (!options) notFound();
  const form = await request.formData();
  const store = await cookies();
  if (form.get("link") === "yes") {
    const actor = await optionalActor();
    if (!actor?.sessionId) return seeOther("/sign-in");
    store.set(cookie("link", await seal("link", actor.sessionId, tenMinutes), tenMinutes));
  } else if (store.has(cookieName("link"))) store.set(noCookie("link"));
  await rememberPath(thenOf(form.get("then")));

  const { location, setCookies } = await begin(options);
  const isOurs = !URL.canParse(location) || new URL(location).origin === settings().url;
  if (isOurs) return seeOther("/sign-in?error=provider", setCookies);
  store.set(cookie("provider", await seal("provider", location, tenMinutes), tenMinutes));
  return seeOther("/sign-in/provider/go", setCookies);
}

function seeOther(location: string, setCookies: string[] = []): Response {
  const headers = new Headers({ location });
  for (const one of setCookies) headers.append("set-cookie", one);
  return new Response(null, { status: 303, headers });
}

/** Asks next-auth where the provider's page is, and for the cookies that the way back is checked with. */
async function begin(options: NonNullable<ReturnType<typeof authOptions>>) {
  const csrfToken = randomBytes(32).toString("hex");
  const proof = createHash("sha256").update(`${csrfToken}${options.secret}`).digest("hex");
  const csrfCookie = `${options.useSecureCookies ? "__Host-" : ""}next-auth.csrf-token`;
  const request = {
    method: "POST",
    headers: {},
    query: { nextauth: ["signin", providerId] },
    cookies: { [csrfCookie]: `${csrfToken}|${proof}` },
    body: { csrfToken, callbackUrl: `${settings().url}/sign-in/onward` },
  };
  const headers = new Map<string, string | string[]>();
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    json: () => {},
    send: () => {},
    end: () => {},
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return {
    location: String(headers.get("location") ?? "/sign-in"),
    setCookies: [headers.get("set-cookie") ?? []].flat(),
  };
}
