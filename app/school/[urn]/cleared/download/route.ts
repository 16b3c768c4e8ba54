import { Refusal } from "#lib/errors.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { clearedFile } from "#lib/visits/cleared-file.ts";
import { clearedQuery } from "#lib/visits/schema.ts";
import { actionActor } from "../../../../acting.ts";

type Context = { params: Promise<{ urn: string }> };

/** The list as a file to keep, with the filter of its page; 404 where the page would be. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { urn } = await params;
  const actor = await actionActor();
  const query = clearedQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  try {
    const school = await schoolInView(actor, urn, "cleared:read");
    return new Response(await clearedFile(actor, school.id, query), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="cleared-${urn}-${actor.today}.csv"`,
      },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found")
      return new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } });
    throw error;
  }
}
