import { type Line, lineText, type Segment, segmentText } from "./pdf-lines.ts";

/** Lines with words that stand apart, as cells do, one row each. */
export type Table = { rows: Segment[][]; last: Line };

/** How far apart cells of one column may begin, in points. */
const SAME_START = 4;
const NEXT_COLUMN = 15;

/** Adds a line to a table as its next row. */
export function addRow(table: Table, line: Line): void {
  table.rows.push(line.segments.map((one) => ({ ...one })));
  table.last = line;
}

/** Whether a line of cells is the next row: close below, or on the next page with its cells in the same places. */
export function isNextRow({ rows, last }: Table, line: Line, pitch: number): boolean {
  if (line.column !== last.column) return false;
  if (line.page === last.page) return line.y - last.y < pitch * 3;
  const starts = rows.flatMap((row) => row.map((cell) => cell.x));
  return (
    line.page === last.page + 1 &&
    line.segments.every((segment) => starts.some((start) => Math.abs(start - segment.x) < SAME_START))
  );
}

/** A line close below a row, beginning where cells of it begin: their words go on, and they are put there. */
export function goesOnInRow(table: Table, line: Line, pitch: number): boolean {
  const { last } = table;
  if (line.page !== last.page || line.column !== last.column) return false;
  const row = table.rows.at(-1) ?? [];
  const gap = line.y - last.y;
  if (gap > pitch * 1.12 || gap <= 0 || line.segments.length >= row.length) return false;
  const cells = line.segments.map((segment) =>
    row.findIndex((cell) => Math.abs(cell.x - segment.x) < SAME_START),
  );
  if (cells.some((cell) => cell < 0)) return false;
  const next = row[1]?.x ?? Number.POSITIVE_INFINITY;
  const inFirst = cells[0] === 0;
  if (inFirst && (line.segments.length > 1 || line.right > next || /:\s*$/.test(lineText(line))))
    return false;
  line.segments.forEach((segment, index) => {
    const cell = row[cells[index] ?? 0];
    const start = segment.fragments[0];
    if (!cell || !start) return;
    cell.fragments = [...cell.fragments, { ...start, text: ` ${start.text}` }, ...segment.fragments.slice(1)];
    cell.right = Math.max(cell.right, segment.right);
  });
  table.last = line;
  return true;
}

/** The words of each row by column, where the cells stand in columns; else just one after another. */
export function cellsOf({ rows }: Table): string[][] {
  const starts: number[] = [];
  for (const x of rows.flatMap((row) => row.map((cell) => cell.x)).sort((a, b) => a - b))
    if (starts.length === 0 || x - (starts.at(-1) ?? 0) > NEXT_COLUMN) starts.push(x);
  const most = Math.max(...rows.map((row) => row.length));
  if (starts.length > most + 1) return rows.map((row) => row.map(segmentText));
  return rows.map((row) => {
    const cells = Array<string>(starts.length).fill("");
    for (const cell of row) {
      const at = starts.findLastIndex((start) => start <= cell.x + 0.01);
      cells[at] = `${cells[at] ?? ""} ${segmentText(cell)}`.trim();
    }
    return cells;
  });
}
