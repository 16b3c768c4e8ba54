import { schoolInView } from "#lib/obligations/queries.ts";
import { actionActor } from "../../../../acting.ts";
import { notSignedDownload } from "../../../../not-signed-download.ts";

type Context = { params: Promise<{ urn: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  return notSignedDownload(actor, request, async () => ({
    unit: await schoolInView(actor, urn, "not-signed:read"),
    name: `not-signed-${urn}`,
  }));
}
