import { tabletStanding } from "#lib/signing-sessions/tablet-view.ts";
import { tabletPass } from "../tablet-pass.ts";

/** How this tablet stands, in one word, for a page that waits to be let in. */
export async function GET(): Promise<Response> {
  return new Response(await tabletStanding(await tabletPass()), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
