import type { Fragment } from "./pdf-fragment.ts";
import type { Page } from "./pdf-pages.ts";

/** Words of one line that stand together; a wide gap, as between the cells of a table, begins another segment. */
export type Segment = { x: number; right: number; fragments: Fragment[] };
export type Line = {
  page: number;
  x: number;
  right: number;
  y: number;
  size: number;
  bold: boolean;
  segments: Segment[];
  /** Which column of the page it stands in: 0 for the whole width. Lines are joined within one only. */
  column: number;
};

/** A gap from which words stand apart, in parts of the letters' size. */
const WIDE_GAP = 1.5;
const BULLET = /^([•▪●◦‣·∙■□➢✓☐–—o§*-]|\(?[\da-zA-Z]{1,4}[.)]|\d{1,3}(\.\d{1,3})*\.?)$/;

/** The lines of a page in the order they are read; two columns one after the other. */
export function pageLines(page: Page): { lines: Line[]; columns: boolean } {
  const gutter = findGutter(page);
  if (gutter === null) return { lines: linesOf(page.fragments, page.number, 0), columns: false };
  const lines: Line[] = [];
  let zone: Fragment[][] = [];
  const flush = () => {
    const all = zone.flat();
    lines.push(
      ...linesOf(
        all.filter((one) => one.x < gutter),
        page.number,
        1,
      ),
      ...linesOf(
        all.filter((one) => one.x >= gutter),
        page.number,
        2,
      ),
    );
    zone = [];
  };
  for (const row of rowsOf(page.fragments)) {
    if (row.some((one) => crosses(one, gutter))) {
      flush();
      lines.push(...linesOf(row, page.number, 0));
    } else zone.push(row);
  }
  flush();
  return { lines, columns: true };
}

const crosses = (one: Fragment, x: number) => one.x < x - 2 && one.x + one.width > x + 2;

/** Fragments on one line, from the top of the page down, each row from left to right. */
function rowsOf(fragments: Fragment[]): Fragment[][] {
  const rows: { y: number; size: number; row: Fragment[] }[] = [];
  for (const one of fragments.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const last = rows.at(-1);
    // Raised figures and letters stand a third of a line higher or lower.
    if (last && Math.abs(one.y - last.y) < 0.4 * Math.max(last.size, one.size)) {
      last.row.push(one);
      if (one.size > last.size) Object.assign(last, { y: one.y, size: one.size });
    } else rows.push({ y: one.y, size: one.size, row: [one] });
  }
  return rows.map(({ row }) => row.sort((a, b) => a.x - b.x));
}

function linesOf(fragments: Fragment[], page: number, column: number): Line[] {
  return rowsOf(fragments).map((row) => {
    const segments: Segment[] = [];
    const size = Math.max(...row.map((one) => one.size));
    for (const one of row) {
      const last = segments.at(-1);
      const before = last?.fragments.at(-1);
      const gap = last ? one.x - last.right : 0;
      const marker =
        segments.length === 1 && last?.fragments.length === 1 && BULLET.test(before?.text.trim() ?? "");
      if (!last || (gap > WIDE_GAP * size && !(marker && gap < 5 * size))) {
        segments.push({ x: one.x, right: one.x + one.width, fragments: [one] });
        continue;
      }
      // The same letters drawn twice, a little apart, are how some programs make bold.
      if (before && before.text === one.text && Math.abs(one.x - before.x) < 0.1 * size) continue;
      const space = gap > 0.12 * size && !/\s$/.test(before?.text ?? "") && !/^\s/.test(one.text);
      last.fragments.push(space ? { ...one, text: ` ${one.text}` } : one);
      last.right = Math.max(last.right, one.x + one.width);
    }
    const letters = row.filter((one) => /\p{L}/u.test(one.text));
    return {
      page,
      x: segments[0]?.x ?? 0,
      right: segments.at(-1)?.right ?? 0,
      y: row.find((one) => one.size === size)?.y ?? 0,
      size,
      bold: letters.length > 0 && letters.every((one) => one.bold),
      segments,
      column,
    };
  });
}

/**
 * Where a page is parted into two columns of prose, or null. The lines on both sides must fill most of their
 * column, which the cells of a table do not.
 */
function findGutter(page: Page): number | null {
  const rows = rowsOf(page.fragments);
  if (rows.length < 8) return null;
  let best: { x: number; crossing: number } | null = null;
  for (let x = page.width * 0.35; x <= page.width * 0.65; x += 3) {
    const crossing = rows.filter((row) => row.some((one) => crosses(one, x))).length;
    if (!best || crossing < best.crossing) best = { x, crossing };
  }
  if (!best || best.crossing > rows.length * 0.25) return null;
  const { x } = best;
  const free = rows.filter((row) => !row.some((one) => crosses(one, x)));
  const sides = [
    free.map((row) => row.filter((one) => one.x < x)),
    free.map((row) => row.filter((one) => one.x >= x)),
  ];
  for (const side of sides) {
    const widths = side.filter((row) => row.length > 0).map((row) => extent(row));
    if (widths.length < 6) return null;
    const widest = Math.max(...widths);
    const full = widths.filter((width) => width > widest * 0.7).length;
    if (widest < page.width * 0.2 || full < widths.length * 0.5) return null;
  }
  return x;
}

function extent(row: Fragment[]): number {
  return Math.max(...row.map((one) => one.x + one.width)) - Math.min(...row.map((one) => one.x));
}

export const segmentText = (segment: Segment): string =>
  segment.fragments
    .map((one) => one.text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();

export const lineText = (line: Line): string => line.segments.map(segmentText).join("\t");
