import { type Line, lineText } from "./pdf-lines.ts";

/** The measures of a whole file, against which each line is held. */
export type Measure = {
  /** Size of most letters. */
  body: number;
  /** Larger sizes, the largest first, the title's left out. */
  sizes: number[];
  title: Line | null;
  /** From line to line, by size. */
  pitch: Map<number, number>;
  /** Where lines end at the right, by page and column. */
  rights: Map<string, number>;
  /** Words that stand in the text whole, in small letters. */
  words: Set<string>;
};

/** Measures a file by all of its lines, which come in reading order. */
export function measureLines(lines: Line[]): Measure {
  const letters = new Map<number, number>();
  const gaps = new Map<number, Map<number, number>>();
  const words = new Set<string>();
  lines.forEach((line, index) => {
    const text = lineText(line);
    const size = Math.round(line.size * 2) / 2;
    letters.set(size, (letters.get(size) ?? 0) + text.length);
    for (const word of text
      .replace(/\S+[-\u2010]$/, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}'’]+(-[\p{L}'’]+)*/gu) ?? [])
      words.add(word);
    const next = lines[index + 1];
    if (
      !next ||
      next.page !== line.page ||
      next.column !== line.column ||
      Math.abs(next.size - line.size) > 0.5
    )
      return;
    const gap = Math.round((next.y - line.y) * 2) / 2;
    if (gap <= line.size * 0.8 || gap > line.size * 3) return;
    const of = gaps.get(Math.round(line.size)) ?? new Map<number, number>();
    of.set(gap, (of.get(gap) ?? 0) + 1);
    gaps.set(Math.round(line.size), of);
  });
  const body = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
  const larger = lines.filter((line) => line.size >= body * 1.1);
  const top =
    larger.filter((line) => line.page === lines[0]?.page).toSorted((a, b) => b.size - a.size)[0] ?? null;
  const largest = Math.round(Math.max(0, ...larger.map((line) => line.size)));
  const alone =
    top &&
    larger.filter((line) => Math.round(line.size) === largest).length === 1 &&
    Math.round(top.size) === largest;
  const title = alone ? top : null;
  const sizes = [
    ...new Set(larger.filter((line) => line !== title).map((line) => Math.round(line.size))),
  ].sort((a, b) => b - a);
  return { body, sizes, title, pitch: pitches(gaps), rights: rightEdges(lines), words };
}

/** The smallest gap that is common: a wider one, however common, stands between paragraphs. */
function pitches(gaps: Map<number, Map<number, number>>): Map<number, number> {
  const pitch = new Map<number, number>();
  for (const [size, of] of gaps) {
    const all = [...of.values()].reduce((sum, one) => sum + one, 0);
    const common = [...of].filter(([, times]) => times >= Math.max(2, all * 0.08)).map(([gap]) => gap);
    if (common.length > 0) pitch.set(size, Math.min(...common));
  }
  return pitch;
}

/** The right edge of each column, by what its lines reach on any page with the same columns. */
function rightEdges(lines: Line[]): Map<string, number> {
  const ends = new Map<number, number[]>();
  for (const line of lines) {
    const of = ends.get(line.column);
    if (of) of.push(line.right);
    else ends.set(line.column, [line.right]);
  }
  const edge = new Map<number, number>();
  for (const [column, rights] of ends) {
    const sorted = rights.sort((a, b) => a - b);
    edge.set(column, sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.97))] ?? 0);
  }
  return new Map(lines.map((line) => [`${line.page} ${line.column}`, edge.get(line.column) ?? line.right]));
}

/** From one line of a paragraph to the next, for letters of the line's size. */
export const usualPitch = ({ pitch }: Measure, { size }: Line) => pitch.get(Math.round(size)) ?? size * 1.2;
