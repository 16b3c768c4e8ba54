import { signingSessionMark } from "#lib/signing-sessions/session-in-view.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import type { Urn } from "../../people/_shared/place.ts";

/** For a session's page, which asks every few seconds whether there is something new to show. */
export async function answerWithMark(urn: Urn, id: string): Promise<Response> {
  const actor = await requireActor();
  return new Response(await orNotFound(signingSessionMark(actor, urn, id)), {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
