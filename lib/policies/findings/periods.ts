import { parseReviewDate } from "#lib/policies/document/review-date.ts";
import type { ControlEntry, ControlField, PolicyDocument } from "#lib/policies/document/types.ts";

/** The days that the words of a date cover: `Summer 2026` from 1 May to 31 August. ISO dates. */
export type Period = { first: string; last: string };

/** The days that a date as written covers; null when its words name no day. */
export function periodOf(text: string): Period | null {
  const found = parseReviewDate(text);
  if (!found) return null;
  const last = found.lastDay;
  const year = last.slice(0, 4);
  const endsIn = last.slice(5, 7);
  if (found.precision === "day") return { first: last, last };
  if (found.precision === "month") return { first: `${last.slice(0, 7)}-01`, last };
  if (found.precision === "term") {
    const begins = endsIn === "12" ? "09" : endsIn === "04" ? "01" : "05";
    return { first: `${year}-${begins}-01`, last };
  }
  return { first: endsIn === "08" ? `${Number(year) - 1}-09-01` : `${year}-01-01`, last };
}

/** The row of document control that says when the next review is due, and its days; null when none does. */
export function nextReview(document: PolicyDocument): { row: ControlEntry; period: Period } | null {
  return datedRows(document, ["review"])[0] ?? null;
}

const MADE: readonly ControlField[] = ["reviewed", "ratified", "approved", "published"];

/**
 * The rows of document control that say when this version was made: reviewed, ratified, approved or published;
 * where there are none, when it was implemented, or else created.
 */
export function madeOn(document: PolicyDocument): { row: ControlEntry; period: Period }[] {
  const made = datedRows(document, MADE);
  if (made.length > 0) return made;
  const implemented = datedRows(document, ["implementation"]);
  return implemented.length > 0 ? implemented : datedRows(document, ["created"]);
}

function datedRows(document: PolicyDocument, fields: readonly ControlField[]) {
  return document.control.flatMap((row) => {
    const period = row.field && fields.includes(row.field) ? periodOf(row.value) : null;
    return period ? [{ row, period }] : [];
  });
}
