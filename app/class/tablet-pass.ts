import { cookies } from "next/headers";
import { seal, unseal } from "#lib/auth/cookies.ts";
import { settings } from "#lib/env.ts";
import { readPass, type TabletPass, writePass } from "#lib/signing-sessions/find-tablet.ts";

/** A session lasts two weeks at most. */
const seconds = 15 * 24 * 60 * 60;
const encrypted = () => settings().url.startsWith("https:");
// Not `__Host-` as the others: that prefix is for cookies of every path, and this one belongs to /class alone.
const name = () => `${encrypted() ? "__Secure-" : ""}countersign.tablet`;

/** What this tablet holds, or null. */
export async function tabletPass(): Promise<TabletPass | null> {
  return readPass(await unseal("tablet", (await cookies()).get(name())?.value));
}

/** The Set-Cookie header that gives a tablet its pass. Sealed, so that it says nothing about where it leads. */
export async function passCookie(pass: TabletPass): Promise<string> {
  const value = await seal("tablet", writePass(pass), seconds);
  return `${name()}=${value}; Path=/class; Max-Age=${seconds}; HttpOnly; SameSite=Lax${encrypted() ? "; Secure" : ""}`;
}
