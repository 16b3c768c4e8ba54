import { database } from "#lib/database/client.ts";
import { isCurrent } from "#lib/database/is-current.ts";

/** Whether this server can do its work: the database answers, and is as new as the program. */
export async function GET() {
  const healthy = await isCurrent(database()).catch(() => false);
  return Response.json({ status: healthy ? "ok" : "unavailable" }, { status: healthy ? 200 : 503 });
}
