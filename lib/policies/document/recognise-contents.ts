import type { TextBlock, TextItem } from "./read-blocks.ts";

const HEADING = /^(table of )?contents( page)?:?$/i;
/** A line of contents: it ends in a page number after a tab, dots or spaces, or glued to its last word. */
const PAGED = /(?:\s|\.\.|…|\p{Ll})\d{1,3}\**$/u;

/**
 * Takes the contents list out: it is made anew from the headings. A contents list is what stands under a
 * heading "Contents" up to where its first entry comes again, or rows that all end in page numbers.
 */
export function withoutContents(blocks: TextBlock[]): TextBlock[] {
  const at = blocks.findIndex((block) => "text" in block && HEADING.test(plain(block.text)));
  if (at < 0) return withoutPagedRows(blocks);
  const lastAt = new Map<string, number>();
  blocks.forEach((block, index) => {
    for (const entry of entriesOf(block)) lastAt.set(entry, index);
  });
  const comesAgain = (index: number, entries: string[]) =>
    entries.length > 0 && entries.every((entry) => (lastAt.get(entry) ?? 0) > index);
  let end = at + 1;
  const seen = new Set<string>();
  while (end < blocks.length) {
    const block = blocks[end] as TextBlock;
    const entries = entriesOf(block);
    const apart = "apart" in block ? block.apart : true;
    if (entries.some((entry) => seen.has(entry))) break;
    const paged = rawLines(block).every((line) => PAGED.test(line));
    const links = rawLines(block).every((line) => /\]\(#/.test(line));
    const first = end === at + 1;
    if (block.kind === "heading" && !paged) break;
    if (!first && apart && !paged && !links && !(seen.size > 0 && comesAgain(end, entries))) break;
    if (
      first &&
      (block.kind === "paragraph" || block.kind === "table") &&
      !paged &&
      !comesAgain(end, entries)
    )
      break;
    for (const entry of entries) seen.add(entry);
    end += 1;
  }
  return end > at + 1 ? [...blocks.slice(0, at), ...blocks.slice(end)] : blocks;
}

function withoutPagedRows(blocks: TextBlock[]): TextBlock[] {
  return blocks.filter(
    (block) => !(block.kind === "table" && block.rows.length >= 4 && block.rows.every(isPagedRow)),
  );
}

function isPagedRow(row: { cells: string[] }): boolean {
  return row.cells.length >= 2 && /^\d{1,3}$/.test(row.cells.at(-1) ?? "");
}

function rawLines(block: TextBlock): string[] {
  switch (block.kind) {
    case "table":
      return block.rows.map((row) => row.cells.filter(Boolean).join("\t"));
    case "list":
      return flat(block.items).map((item) => item.text);
    case "numbered":
      return [`${block.number} ${block.text}`];
    default:
      return [block.text];
  }
}

function flat(items: TextItem[]): TextItem[] {
  return items.flatMap((item) => [item, ...flat(item.items)]);
}

function entriesOf(block: TextBlock): string[] {
  return rawLines(block).map((line) =>
    plain(
      withoutPage(
        line.replace(/\]\([^)]{0,500}\)/g, "").replace(/(?<!\*)\*+$/, ""),
        (space) => space !== "",
      ).replace(/(?<=\p{Ll})\d{1,3}$/u, ""),
    ),
  );
}

/** Takes a page number off the end, with the dots and spaces before it, when the space before it is right. */
function withoutPage(text: string, isRight: (space: string) => boolean): string {
  const digits = /(?<!\d)\d{1,3}$/.exec(text);
  if (!digits) return text;
  // Looked for from the end by hand: a regular expression would begin again at each of many spaces.
  const before = text.slice(0, digits.index);
  if (!isRight(before.slice(before.trimEnd().length))) return text;
  let end = before.length;
  while (end > 0 && /[.…\s]/.test(before.charAt(end - 1))) end -= 1;
  return before.slice(0, end);
}

/** Words without marks, numbers and case, to tell an entry from the heading it names. */
function plain(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/[*_#[\]]/g, "")
    .replace(/^\s*[\d.)]+\s*/, "");
  return withoutPage(bare, (space) => space.includes("\t"))
    .replace(/[.…]{2,}/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
