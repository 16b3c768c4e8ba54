import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";
import { LRUCache } from "lru-cache";
import { secret, settings } from "#lib/env.ts";
import { sessionSeconds } from "./sessions.ts";

/** Cookies go over encrypted connections only wherever the public address is one. */
const encrypted = (): boolean => settings().url.startsWith("https:");

const options = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: encrypted() });

type CookieName = "session" | "code" | "then" | "provider" | "link" | "tablet" | "arrival" | "visit" | "door";

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

/** Made once for a secret: next-auth's own encoding makes its key anew for every cookie, which is most of its cost. */
let made: { of: string; key: Uint8Array } | undefined;

function key(): Uint8Array {
  const of = secret();
  if (made?.of !== of)
    made = { of, key: new Uint8Array(hkdfSync("sha256", of, "", "Countersign cookies", 32)) };
  return made.key;
}

/**
 * Values for cookies that only this installation can write and read: an encrypted JSON Web Token (RFC 7519), good for
 * `maxAge` seconds and for the purpose named by `salt` alone. In the shape that next-auth takes its encoding in.
 */
export const cookieCoding = {
  encode: ({
    token = {},
    maxAge = sessionSeconds,
    salt = "",
  }: {
    token?: object;
    maxAge?: number;
    salt?: string;
  }) =>
    new EncryptJWT({ ...token } as JWTPayload)
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .setAudience(`countersign:${salt}`)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + maxAge)
      .encrypt(key()),
  /** null for what was made with another secret or for another purpose, was tampered with, or has run out. */
  async decode({ token, salt = "" }: { token?: string; salt?: string }) {
    if (!token) return null;
    try {
      return (await jwtDecrypt(token, key(), { audience: `countersign:${salt}` })).payload;
    } catch {
      return null;
    }
  },
};

/** The cookie that carries a session. It holds no more than the session's identifier, encrypted. */
export async function cookieOfSession(sessionId: string) {
  const value = await cookieCoding.encode({ token: { sessionId } });
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
  const token = await cookieCoding.decode({ token: value });
  if (typeof token?.sessionId !== "string") return null;
  carried.set(value, token.sessionId);
  return token.sessionId;
}

/** A value for a cookie that only this installation can write and read, good for `seconds`. */
export const seal = (name: CookieName, value: string, seconds: number): Promise<string> =>
  cookieCoding.encode({ token: { value }, maxAge: seconds, salt: name });

/** What was sealed for that cookie, or null. */
export async function unseal(name: CookieName, value: string | undefined): Promise<string | null> {
  const token = await cookieCoding.decode({ token: value, salt: name });
  return typeof token?.value === "string" ? token.value : null;
}
