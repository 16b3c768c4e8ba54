import { type Line, lineText } from "./pdf-lines.ts";
import { quote, type Remark } from "./read-file.ts";

export type PageOfLines = { number: number; height: number; lines: Line[] };

/** How far from the top and the bottom a page carries what belongs to the page and not to its text. */
const EDGE = 0.14;
const MOST_LINES = 4;

/**
 * Takes out what stands at the top or bottom of most pages (or of most left or right ones), and page numbers.
 * What was taken out is said once each.
 */
export function withoutFurniture(pages: PageOfLines[]): { pages: PageOfLines[]; notPlaced: Remark[] } {
  if (pages.length < 2) return { pages, notPlaced: [] };
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const { key } of candidates(page)) {
      const on = seen.get(key) ?? new Set();
      seen.set(key, on.add(page.number));
    }
  }
  const halves = [pages.filter((one) => one.number % 2 === 1), pages.filter((one) => one.number % 2 === 0)];
  const repeats = (key: string) => {
    const on = seen.get(key) ?? new Set();
    if (on.size < 2) return false;
    if (on.size > pages.length / 2) return true;
    return halves.some(
      (half) => half.length >= 3 && half.filter((one) => on.has(one.number)).length > half.length * 0.7,
    );
  };
  const taken = new Map<string, { first: Line; pages: number }>();
  const cleaned = pages.map((page) => {
    const gone = new Set<Line>();
    for (const edge of ["top", "bottom"] as const) {
      for (const { key, line, at } of candidates(page)) {
        if (at !== edge) continue;
        // From the edge inwards, and only as far as lines repeat.
        if (!repeats(key)) break;
        gone.add(line);
        const before = taken.get(key);
        if (before) before.pages += 1;
        else taken.set(key, { first: line, pages: 1 });
      }
    }
    return { ...page, lines: page.lines.filter((line) => !gone.has(line)) };
  });
  const notPlaced = [...taken.values()].map(({ first, pages: on }) => ({
    what: `Left out, because it stands at the edge of ${on} pages: ${quote(lineText(first))}`,
    where: { page: first.page },
  }));
  return { pages: cleaned, notPlaced };
}

type Candidate = { key: string; line: Line; at: "top" | "bottom" };

function candidates({ lines, height }: PageOfLines): Candidate[] {
  const sorted = lines.toSorted((a, b) => a.y - b.y);
  const top = sorted.filter((line) => line.y < height * EDGE).slice(0, MOST_LINES);
  const bottom = sorted
    .filter((line) => line.y > height * (1 - EDGE))
    .slice(-MOST_LINES)
    .reverse();
  return [
    ...top.map((line) => ({ key: `top ${keyOf(line)}`, line, at: "top" as const })),
    ...bottom.map((line) => ({ key: `bottom ${keyOf(line)}`, line, at: "bottom" as const })),
  ];
}

/** Numbers of pages differ; the rest of a repeated line is the same. */
function keyOf(line: Line): string {
  const text = lineText(line).toLowerCase().replace(/\d+/g, "#").replace(/\s+/g, " ").trim();
  return /^(page )?[ivxl]{1,6}$/.test(text) ? "#" : text;
}
