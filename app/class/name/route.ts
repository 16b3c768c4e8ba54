import { chooseName } from "#lib/signing-sessions/take-turn.ts";
import { backToTablet, readFields, refused } from "../answers.ts";
import { tabletPass } from "../tablet-pass.ts";

/** Somebody chooses their name. */
export async function POST(request: Request): Promise<Response> {
  const person = (await readFields(request)).get("person") ?? "";
  const pass = await tabletPass();
  if (!pass) return backToTablet();
  try {
    await chooseName(pass, person);
    return backToTablet();
  } catch (error) {
    return refused(error);
  }
}

export const GET = (): Response => backToTablet();
