import { stringify } from "csv-stringify/sync";
import type { Actor } from "#lib/auth/actor.ts";
import { roleNames } from "#lib/people/words.ts";
import type { NotSignedQuery } from "./schema.ts";
import { everyoneWhoHasNotSigned, type NotSigned } from "./who-has-not-signed.ts";
import { sayReason } from "./words.ts";

const columns = ["Name", "Role", "Class or tutor group", "Agreement", "Policy", "Reason", "As at"];

const cells = (row: NotSigned, day: string) => [
  row.name,
  row.roles.map((role) => roleNames[role]).join(", "),
  row.classes.join(", "),
  row.agreement,
  row.policy,
  sayReason(row),
  day,
];

// A spreadsheet would run a cell that begins like a formula: such a cell gets an apostrophe in front.
const options = { escape_formulas: true, record_delimiter: "windows" } as const;

/**
 * Who has not signed as a CSV file, in pieces: everyone the filters find, on all pages. It begins with the mark by
 * which spreadsheets know UTF-8. Throws not-found, before anything is sent, without `not-signed:read` there.
 */
export async function notSignedFile(
  actor: Actor,
  unitId: string,
  query: NotSignedQuery,
): Promise<ReadableStream<Uint8Array>> {
  const day = query.day ?? actor.today;
  const pages = everyoneWhoHasNotSigned(actor, unitId, { ...query, after: undefined });
  let next = await pages.next();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(stream) {
      stream.enqueue(encoder.encode(stringify([columns], { ...options, bom: true })));
    },
    async pull(stream) {
      if (next.done) return stream.close();
      const rows = next.value.map((row) => cells(row, day));
      stream.enqueue(encoder.encode(stringify(rows, options)));
      next = await pages.next();
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}
