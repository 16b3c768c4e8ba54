import { stringify } from "csv-stringify/sync";
import type { Actor } from "#lib/auth/actor.ts";
import { roleNames } from "#lib/people/words.ts";
import type { ClearedQuery } from "./schema.ts";
import { whoIsCleared } from "./who-is-cleared.ts";

const columns = ["Name", "Role", "Firm or agency", "Cleared since", "Until", "As at"];

/**
 * Everyone who may have a login or the Wi-Fi as a CSV file, with the mark by which spreadsheets know UTF-8; a cell
 * that begins like a formula gets an apostrophe in front. Throws not-found without `cleared:read` there.
 */
export async function clearedFile(actor: Actor, unitId: string, query: ClearedQuery): Promise<string> {
  const { rows } = await whoIsCleared(actor, unitId, { ...query, all: true });
  const lines = rows.map(({ name, roles, firm, since, until }) => [
    name,
    roles.map((role) => roleNames[role]).join(", "),
    firm ?? "",
    since,
    until ?? "",
    actor.today,
  ]);
  return stringify([columns, ...lines], { escape_formulas: true, record_delimiter: "windows", bom: true });
}
