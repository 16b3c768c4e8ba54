"use server";
import { signInAsPersona } from "#lib/auth/demonstration.ts";
import { settings } from "#lib/env.ts";
import { notFound } from "#lib/errors.ts";
import { findPersonas } from "#prisma/demo/personas.ts";
import { orNotFound } from "../acting.ts";
import { goOn } from "../sign-in/going-on.ts";

async function start(key: string): Promise<string> {
  if (!settings().demo) throw notFound();
  const persona = (await findPersonas()).find((one) => one.key === key);
  if (!persona) throw notFound();
  return signInAsPersona(persona);
}

/** Signs in as one of the demonstration's people and goes where they start. */
export async function signInAs(key: string): Promise<void> {
  await goOn(await orNotFound(start(key)), null);
}
