import type { TextBlock } from "./read-blocks.ts";
import { unmarked } from "./read-blocks.ts";
import type { ChangeHistory } from "./types.ts";

const WHEN = /^(date|dates|version|ver|v|issue|rev|revision|edition|no)\b/i;
const WHAT = /\b(summary|change[sd]?|amendments?|description|details?|comments?|reason|nature|update)\b/i;

/**
 * Finds the change history: a table whose header names a date or version and what changed. Its place in the
 * text is kept. Rows shorter than the header are filled up with empty cells.
 */
export function recogniseHistory(blocks: TextBlock[]): { history: ChangeHistory; at: number } | null {
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== "table" || !isHistoryTable(block)) continue;
    const [head, ...rows] = block.rows;
    const columns = withoutEmptyEnd(head?.cells ?? []).map(unmarked);
    const cells = rows.map((row) => columns.map((_, index) => tail(row.cells, index, columns.length)));
    return { history: { columns, rows: cells.filter((row) => row.some(Boolean)) }, at };
  }
  return null;
}

/** Whether the header of a table names a date or version, and what changed. */
export function isHistoryTable(block: TextBlock & { kind: "table" }): boolean {
  const columns = withoutEmptyEnd(block.rows[0]?.cells ?? []).map(unmarked);
  return (
    columns.length >= 2 && columns.some((cell) => WHEN.test(cell)) && columns.some((cell) => WHAT.test(cell))
  );
}

/** The cell of a column; what stands beyond the last column is kept in it. */
function tail(cells: string[], index: number, width: number): string {
  if (index < width - 1) return cells[index] ?? "";
  return cells.slice(index).filter(Boolean).join(" ");
}

function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== "");
  return cells.slice(0, last + 1);
}
