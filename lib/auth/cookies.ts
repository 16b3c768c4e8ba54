import { LRUCache } from "lru-cache";
import { decode, encode } from "next-auth/jwt";
import { secret, settings } from "#lib/env.ts";
import { sessionSeconds } from "./sessions.ts";

/** Cookies go over encrypted connections only wherever the public address is one. */
const encrypted = (): boolean => settings().url.startsWith("https:");

const options = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: encrypted() });

type CookieName = "session" | "code" | "then" | "provider" | "link";

/** `__Host-` makes a browser refuse the cookie unless it is Secure, from this very host and for all paths. */
export const cookieName = (name: CookieName): string => `${encrypted() ? "__Host-" : ""}countersign.${name}`;

/** A cookie as Next's cookie store takes it. Out of scripts' reach, and not sent with other sites' posts. */
export function cookie(name: CookieName, value: string, maxAge: number) {
  return { name: cookieName(name), value, ...options(), maxAge };
}

/** The same, to take a cookie away. */
export const noCookie = (name: CookieName) => cookie(name, "", 0);

/** The session cookie's name and attributes, for next-auth to set the same. */
export const sessionCookie = () => ({ name: cookieName("session"), options: options() });

/** The cookie that carries a session. It holds no more than the session's identifier, encrypted by next-auth. */
export async function cookieOfSession(sessionId: string) {
  const value = await encode({ token: { sessionId }, secret: secret(), maxAge: sessionSeconds });
  return cookie("session", value, sessionSeconds);
}

/**
 * Which session a cookie carries never changes, and finding out costs 0.1 ms, a fortieth of a page. Only this is
 * kept: whether the session is still good is asked every time. As many as sign in within a short while.
 */
const carried = new LRUCache<string, string>({ max: 1_000 });

/** The session that a cookie carries, or null; whether it is still good only the database knows. */
export async function sessionInCookie(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  const kept = carried.get(value);
  if (kept) return kept;
  const token = await unsealed(value);
  if (typeof token?.sessionId !== "string") return null;
  carried.set(value, token.sessionId);
  return token.sessionId;
}

async function unsealed(value: string | undefined, salt = "") {
  if (!value) return null;
  try {
    return await decode({ token: value, secret: secret(), salt });
  } catch {
    return null; // made with another secret, tampered with, or run out
  }
}

/** A value for a cookie that only this installation can write and read, good for `seconds`. */
export const seal = (name: CookieName, value: string, seconds: number): Promise<string> =>
  encode({ token: { value }, secret: secret(), maxAge: seconds, salt: name });

/** What was sealed for that cookie, or null. */
export async function unseal(name: CookieName, value: string | undefined): Promise<string | null> {
  const token = await unsealed(value, name);
  return typeof token?.value === "string" ? token.value : null;
}
