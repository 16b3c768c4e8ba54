import { notFound } from "next/navigation";
import { Refusal } from "#lib/errors.ts";
import { signingSessionMark } from "#lib/signing-sessions/session-in-view.ts";
import { requireActor } from "../../../../../acting.ts";

type Context = { params: Promise<{ urn: string; id: string }> };

/** For the session's page, which asks every few seconds whether there is something new to show. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { urn, id } = await params;
  const actor = await requireActor();
  try {
    return new Response(await signingSessionMark(actor, urn, id), {
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  }
}
