import { sayTime } from "#lib/dates.ts";
import { draftStanding } from "#lib/policies/drafts/editor-page.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import type { Standing } from "../_editor/said.ts";

type Context = { params: Promise<{ id: string }> };

/** How far the kept draft is and who saved it last, for an editor that is open. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const actor = await requireActor();
  const { revision, updatedAt, updatedBy } = await orNotFound(draftStanding(actor, (await params).id));
  const at = sayTime(updatedAt, actor.organisation.timeZone);
  return Response.json({ revision, by: updatedBy ?? "Somebody", at } satisfies Standing);
}
