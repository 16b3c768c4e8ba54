import { withoutFurniture } from "./pdf-furniture.ts";
import { pageLines } from "./pdf-lines.ts";
import { type Page, pdfPages } from "./pdf-pages.ts";
import { toBlocks } from "./pdf-paragraphs.ts";
import { FileProblem } from "./policy-file-error.ts";
import { count, type FileRead, type Remark } from "./read-file.ts";
import { writeBlocks } from "./write-blocks.ts";

/**
 * Reads the text of a PDF that has a text layer: lines joined to paragraphs across pages and columns, headings by
 * their size, bold, lists, tables by the places of their cells, links. Throws FileProblem for a scan, a file that
 * is locked, or a damaged one.
 */
export async function readPdf(bytes: Uint8Array): Promise<FileRead> {
  const { pages, notPlaced, notes } = await pdfPages(bytes);
  refuseWithoutText(pages);
  const ordered = pages.map((page) => ({ page, ...pageLines(page) }));
  const cleaned = withoutFurniture(
    ordered.map(({ page, lines }) => ({ number: page.number, height: page.height, lines })),
  );
  const lines = cleaned.pages.flatMap((page) => page.lines);
  const { blocks, joinedHyphens } = toBlocks(lines);
  const { text } = writeBlocks(blocks.map(({ block }) => block));
  if (text.trim() === "") throw scanned();
  return {
    text,
    notPlaced: [...notPlaced, ...cleaned.notPlaced, ...pictures(pages)],
    notes: [...notes, ...columns(ordered), ...hyphens(joinedHyphens)],
  };
}

/** Letters of a page from which it counts as text, and not as a stamp on a scan. */
const FEWEST_LETTERS = 20;

const lettersOf = (page: Page) =>
  page.fragments
    .map((one) => one.text)
    .join("")
    .match(/\p{L}/gu)?.length ?? 0;

const scanned = () =>
  new FileProblem(
    "no-text",
    "has pictures of pages and no text, as a scan has: bring in the document that was scanned, or have its words recognised (OCR) first.",
  );

function refuseWithoutText(pages: Page[]): void {
  const all = pages.flatMap((page) => page.fragments.map((one) => one.text)).join("");
  const letters = all.match(/\p{L}/gu)?.length ?? 0;
  const unknown = all.match(/[\uE000-\uF8FF\uFFFD]|[\u{F0000}-\u{10FFFD}]/gu)?.length ?? 0;
  if (unknown > letters)
    throw new FileProblem(
      "no-text",
      "has text whose letters can't be told from the file: bring in the Word document that it was made from.",
    );
  if (pages.every((page) => lettersOf(page) < FEWEST_LETTERS) && letters < FEWEST_LETTERS) throw scanned();
  if (/^\s*Please wait\.{3}/.test(all) && /Adobe Reader/.test(all) && pages.length <= 2)
    throw new FileProblem(
      "no-text",
      "is a form that only Adobe's own program shows: print it to a PDF there, or bring in the document that it was made from.",
    );
}

function pictures(pages: Page[]): Remark[] {
  return pages
    .filter((page) => page.fragments.length === 0)
    .map((page) => ({ what: "A page without text: it is empty or a picture", where: { page: page.number } }));
}

function columns(pages: { page: Page; columns: boolean }[]): Remark[] {
  const parted = pages.filter((one) => one.columns);
  if (parted.length === 0) return [];
  const what = `${count(parted.length, "page")} in two columns: the left one was read first, then the right one`;
  return [{ what, where: { page: parted[0]?.page.number ?? 1 } }];
}

function hyphens(joined: number): Remark[] {
  if (joined === 0) return [];
  return [{ what: `${count(joined, "word")} parted at the end of a line put together again`, where: null }];
}
