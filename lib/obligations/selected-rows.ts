import { z } from "zod";
import type { Actor } from "#lib/auth/actor.ts";
import { Refusal } from "#lib/errors.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { type NotSignedQuery, notSignedQuery } from "./schema.ts";
import { everyoneWhoHasNotSigned } from "./who-has-not-signed.ts";

/** One row of who has not signed: a person under one agreement. */
export type RowKey = { personId: string; seriesId: string };

export const mostRows = 2000;

const key = z.string().transform((text, context): RowKey => {
  const [personId = "", seriesId = ""] = text.split("_");
  const both = z.object({ personId: z.guid(), seriesId: z.guid() }).safeParse({ personId, seriesId });
  if (both.success) return both.data;
  context.addIssue("This row was not complete: open the list again");
  return z.NEVER;
});

/** What was ticked on the list: rows, all that the page showed, or all that its filters let through. */
export type Selection = {
  rows: string[];
  all: "page" | "filter" | undefined;
  /** The rows of the page, for `page`. */
  shown: string[];
  /** The list's filters as its address holds them, for `filter`. */
  filters: Record<string, string>;
};

const nothing = () =>
  new Refusal("invalid", "Nobody is selected.", [
    { field: "all-page", message: "Select at least one row of the list" },
  ]);

/**
 * The rows that were selected, each once, in the order of the list. Rows that are no longer there are for whoever
 * uses them to leave out.
 * @throws Refusal "invalid" when nothing is selected or more than can be done at once; "not-found" without
 * `not-signed:read` at the unit
 */
export async function selectedRows(actor: Actor, unitId: string, selection: Selection): Promise<RowKey[]> {
  demand(actor, "not-signed:read", unitId);
  const rows =
    selection.all === "filter"
      ? await everyRow(actor, unitId, notSignedQuery.parse({ ...selection.filters, after: undefined }))
      : (selection.all === "page" ? selection.shown : selection.rows).flatMap((text) => {
          const read = key.safeParse(text);
          return read.success ? [read.data] : [];
        });
  const once = new Map(rows.map((row) => [`${row.personId}_${row.seriesId}`, row]));
  if (once.size === 0) throw nothing();
  if (once.size > mostRows) throw tooMany(once.size);
  return [...once.values()];
}

async function everyRow(actor: Actor, unitId: string, query: NotSignedQuery): Promise<RowKey[]> {
  const rows: RowKey[] = [];
  for await (const page of everyoneWhoHasNotSigned(actor, unitId, query)) {
    rows.push(...page.map(({ personId, seriesId }) => ({ personId, seriesId })));
    if (rows.length > mostRows) break;
  }
  return rows;
}

const tooMany = (count: number) =>
  new Refusal("invalid", "That is too many at once.", [
    {
      field: "all-page",
      message: `That is ${count > mostRows ? "more than " : ""}${mostRows.toLocaleString("en-GB")} rows at once. Choose a class, a role or an agreement first`,
    },
  ]);
