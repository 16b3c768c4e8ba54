import { madeOn, type Period, periodOf } from "./periods.ts";
import { foundAt, quoted } from "./sentences.ts";
import type { Found, Reading } from "./types.ts";

const BY_WHOM =
  "(?:approv|ratif|adopt|agree|confirm|sign|review|decision|board|govern|committee|trustee|head)";
/** A cell that says nothing else, or that says for whose decision the version waits. */
const WAITS = new RegExp(
  `^(?:\\(?(?:pending|awaiting|awaited|tbc|tba|draft|to be confirmed|to be agreed)\\b[\\s).:]*$|.{0,40}\\b(?:pending|awaiting|subject to|to be (?:approved|ratified|adopted|confirmed|agreed))\\b[^.;]{0,30}(?:\\b${BY_WHOM}|$))`,
  "i",
);
const SUMMARY = /\b(?:summary|changes?|amendments?|description|details?|comments?|reason|nature|update)\b/i;
/** In a summary of changes, words about waiting may be what was changed: only at its beginning or in brackets are they not. */
const SUMMARY_WAITS = new RegExp(
  `(?:^|[(\\[]\\s?)(?:pending|awaiting|subject to|to be (?:approved|ratified|adopted|confirmed|agreed))\\b[^.;]{0,30}?(?:\\b${BY_WHOM}|[)\\]]|$)`,
  "i",
);
const DECIDED = /\b(?:ratified|approved|adopted|agreed|final|in force)\b/i;

/** A row of the change history still waits for a decision that document control says was made. */
export function historyPending({ document, passages }: Reading): Found[] {
  const decided = document.control.filter(
    ({ label, value, field }) =>
      (((field === "ratified" || field === "approved") &&
        (periodOf(value) !== null || DECIDED.test(value))) ||
        (/\bstatus\b/i.test(label) && DECIDED.test(value))) &&
      !WAITS.test(value) &&
      !/\bnot (?:yet )?(?:ratified|approved|adopted|agreed)\b/i.test(value),
  );
  const says = decided.find(({ field }) => field === "ratified") ?? decided[0];
  if (!says) return [];
  const lastDecided = madeOn(document)
    .filter(({ row }) => row.field === "ratified" || row.field === "approved")
    .reduce((last, { period }) => (period.last > last ? period.last : last), "");
  const { columns, rows } = document.history;
  return rows.flatMap((row) => {
    const waiting = row.find((cell, index) =>
      (SUMMARY.test(columns[index] ?? "") ? SUMMARY_WAITS : WAITS).test(cell.trim()),
    );
    const passage = passages.find(({ source }) => source === row);
    const since = dateOf(columns, row);
    if (waiting === undefined || !passage) return [];
    // A row younger than the decision is of a version that really is not decided yet.
    if (lastDecided && since && since.first > lastDecided) return [];
    return [
      foundAt(
        passage,
        Math.max(0, passage.text.indexOf(waiting)),
        "warning",
        `The change history still says ${quoted(waiting)}, although document control says ${quoted(`${says.label}: ${says.value}`)}. Put in what was decided and when, or correct document control.`,
      ),
    ];
  });
}

function dateOf(columns: readonly string[], row: readonly string[]): Period | null {
  const at = columns.findIndex((column) => /\bdate\b/i.test(column) && !/\breview\b/i.test(column));
  return at < 0 ? null : periodOf(row[at] ?? "");
}
