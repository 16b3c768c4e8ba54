import type { Actor } from "#lib/auth/actor.ts";
import { Refusal } from "#lib/errors.ts";
import { notSignedFile } from "#lib/obligations/not-signed-file.ts";
import type { UnitInView } from "#lib/obligations/queries.ts";
import { notSignedQuery } from "#lib/obligations/schema.ts";

/** The list as a file to keep, with the filters of its page; 404 where the page would be. */
export async function notSignedDownload(
  actor: Actor,
  request: Request,
  find: () => Promise<{ unit: UnitInView; name: string }>,
): Promise<Response> {
  const query = notSignedQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  try {
    const { unit, name } = await find();
    const file = await notSignedFile(actor, unit.id, query);
    return new Response(file, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}-${query.day ?? actor.today}.csv"`,
      },
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-found")
      return new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } });
    throw error;
  }
}
