import { ownUnitInView } from "#lib/obligations/queries.ts";
import { actionActor } from "../../../../acting.ts";
import { notSignedDownload } from "../../../../not-signed-download.ts";

export async function GET(request: Request): Promise<Response> {
  const actor = await actionActor();
  return notSignedDownload(actor, request, async () => ({
    unit: await ownUnitInView(actor, "not-signed:read"),
    name: `not-signed-${actor.organisation.slug}`,
  }));
}
