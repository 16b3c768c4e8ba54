import { MOST_COLUMNS } from "./limits.ts";

/** A list item as extracted: its words, the number it was written with, and what is nested in it. */
export type TextItem = { line: number; text: string; items: TextItem[] };

/** A piece of extracted text, before it is known what it means. Lines count from 1. */
export type TextBlock =
  | { kind: "paragraph"; line: number; text: string; apart: boolean }
  /** `items` are the bullets indented under it. */
  | { kind: "numbered"; line: number; number: string; text: string; apart: boolean; items: TextItem[] }
  /** `text` has the number as written; `number` is known once sections are recognised. */
  | { kind: "heading"; line: number; level: number; number: string | null; text: string }
  | { kind: "list"; line: number; ordered: boolean; start: number; items: TextItem[] }
  | { kind: "table"; line: number; rows: TextRow[] };

export type TextRow = { line: number; cells: string[] };

/** Text that was found but has no place in a policy document. */
export type Unplaced = { line: number; text: string };

const BULLET = /^(\s*)([-*+•▪●◦‣·∙■□➢✓–]|o(?=\s{2,}|\t))\s+(\S.*)$/;
const LOOSE_BULLET = /^(\s*)(o)\s+(\S.*)$/;
const GLUED_BULLET = /^(\s*)([•▪●◦‣■➢])(\S.*)$/;
const NUMBERED =
  /^(\s*)(\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-z0-9]{1,4}\)|[a-z][.)]|[ivx]{1,4}[.)])[\s\t]+(\S.*)$/;
const SENTENCE_END = /[.?!:;]["'”’)*_]*$/;
const RULE = /^\s*([-*=–—]\s?){3,}$/;
const FILLER_LINE = /^[_.…\s]{3,}$/;
/** A run of one character longer than any line of dots; what is beyond it says nothing. */
const LONG_RUN = /([^\p{L}\p{N}\n])\1{99,}/gu;

/**
 * Reads plain text or Markdown, as it comes out of Word, a PDF or an editor, into blocks: paragraphs, lines
 * that begin with a number, headings marked with #, lists nested by indent or by number, and tables of tabs or
 * pipes. Sentences that a page break cut in two are joined again.
 */
export function readBlocks(text: string): TextBlock[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, "")
    .replace(/[\u00A0\u202F]/g, " ")
    .replace(/[\f\v]/g, "\n")
    .replace(LONG_RUN, (run) => run.slice(0, 100))
    .split("\n");
  const wrapped = wrapWidth(lines);
  const blocks: TextBlock[] = [];
  let blankBefore = true;
  lines.forEach((raw, index) => {
    const line = index + 1;
    const bare = stripTags(raw).trimEnd();
    if (bare.trim() === "") {
      blankBefore = true;
      return;
    }
    if (RULE.test(bare) || FILLER_LINE.test(bare)) {
      blankBefore = true;
      return;
    }
    for (const piece of splitGluedBold(bare)) {
      addLine(blocks, piece, line, blankBefore, wrapped);
      blankBefore = false;
    }
  });
  return blocks;
}

function addLine(blocks: TextBlock[], text: string, line: number, apart: boolean, wrapped: number): void {
  const last = blocks.at(-1);
  const heading = /^\s{0,3}(#{1,6})\s+(\S.*)$/.exec(text);
  const title = heading?.[2]?.replace(/(?<!#)#+$/, "").trimEnd();
  if (heading?.[1] && title) {
    const words = unmarked(title);
    if (words) blocks.push({ kind: "heading", line, level: heading[1].length, number: null, text: words });
    return;
  }
  const bullet = bulletIn(text, last);
  if (bullet) {
    const texts = bullet.text
      .split(/[•▪●]/)
      .map((item) => item.trim())
      .filter(Boolean);
    // A row of bullets without words says nothing.
    if (texts.length === 0) return;
    if (last?.kind === "numbered" && !apart && bullet.indent >= 2) {
      last.items.push({ line, text: bullet.text, items: [] });
      return;
    }
    let list = last;
    if (list?.kind !== "list" || list.ordered) {
      list = { kind: "list", line, ordered: false, start: 1, items: [] };
      blocks.push(list);
    }
    for (const item of texts) {
      nest(list, { line, text: item, items: [] }, bullet.indent, bullet.mark);
    }
    return;
  }
  const row = tableRow(text, last?.kind === "table" && !apart);
  const single = row?.filter(Boolean).length === 1 && !text.trim().startsWith("|");
  if (row && (!single || (last?.kind === "table" && !apart))) {
    if (row.every((cell) => /^:?[-–—\s]*:?$/.test(cell))) return;
    if (last?.kind === "table" && !apart) last.rows.push({ line, cells: row });
    else blocks.push({ kind: "table", line, rows: [{ line, cells: row }] });
    return;
  }
  const plain = text
    .replace(/\t+/g, " ")
    .replace(/^\s*>\s?/, "")
    .trim();
  const numbered = NUMBERED.exec(text.replace(/\t+/g, " "));
  if (numbered?.[2] && numbered[3]) {
    const indent = width(numbered[1] ?? "");
    if (last?.kind === "list" && !apart && indent > 0 && !last.ordered) {
      nest(last, { line, text: `${numbered[2]} ${numbered[3].trim()}`, items: [] }, indent, "1");
    } else {
      blocks.push({
        kind: "numbered",
        line,
        number: numbered[2],
        text: numbered[3].trim(),
        apart,
        items: [],
      });
    }
    return;
  }
  if (last && continues(last, text, apart, wrapped)) join(last, plain);
  else blocks.push({ kind: "paragraph", line, text: plain, apart });
}

function bulletIn(text: string, last: TextBlock | undefined) {
  const found =
    BULLET.exec(text) ?? GLUED_BULLET.exec(text) ?? (last?.kind === "list" ? LOOSE_BULLET.exec(text) : null);
  if (!found?.[2] || !found[3]) return null;
  return { indent: width(found[1] ?? ""), mark: found[2], text: found[3].replace(/\t+/g, " ").trim() };
}

function width(space: string): number {
  return [...space].reduce((sum, character) => sum + (character === "\t" ? 4 : 1), 0);
}

type Nesting = { indent: number; mark: string; item: TextItem };
const openItems = new WeakMap<TextBlock, Nesting[]>();

/** Puts an item under the one it belongs to: by its number where numbers say so, else by indent and mark. */
function nest(list: TextBlock & { kind: "list" }, item: TextItem, indent: number, mark: string): void {
  const open = openItems.get(list) ?? [];
  const number = dottedNumber(item.text);
  const parent = number
    ? [...open].reverse().find(({ item: one }) => isUnder(number, dottedNumber(one.text)))
    : null;
  if (parent) open.splice(open.indexOf(parent) + 1);
  else if (number && open.some(({ item: one }) => dottedNumber(one.text))) open.length = 0;
  else {
    while (open.length > 0) {
      const last = open.at(-1) as Nesting;
      const deeper =
        indent > last.indent || (indent === last.indent && /[o◦–]/.test(mark) && !/[o◦–]/.test(last.mark));
      if (deeper) break;
      open.pop();
    }
  }
  const under = open.at(-1);
  (under ? under.item.items : list.items).push(item);
  open.push({ indent, mark, item });
  openItems.set(list, open);
}

function dottedNumber(text: string): string | null {
  return /^(\d{1,3}(?:\.\d{1,3})+)\.?\s/.exec(text)?.[1] ?? null;
}

function isUnder(number: string, parent: string | null): boolean {
  return parent !== null && number.startsWith(`${parent}.`);
}

/** The cells of a row of tabs or pipes; null for any other line, which a row too wide for a table is too. */
function tableRow(text: string, inTable: boolean): string[] | null {
  const trimmed = text.trim();
  if (trimmed.startsWith("|") && trimmed.length > 1) {
    const inner = trimmed.replace(/^\|/, "").replace(/\|$/, "");
    const cells = inner.split(/(?<!\\)\|/);
    return cells.length > MOST_COLUMNS ? null : cells.map((cell) => cell.replace(/\\\|/g, "|").trim());
  }
  // A number and a tab begin a numbered line; with more tabs behind them, or in a table, a row.
  const numbered = !inTable && /^\s*\d{1,3}(?:\.\d{1,3})*[.)]?\t+[^\t]*$/.test(text);
  const cells = text.replace(/^\t+/, "");
  if (numbered || !cells.includes("\t")) return null;
  const split = cells.split("\t");
  return split.length > MOST_COLUMNS ? null : split.map((cell) => cell.trim());
}

/** Whether a line goes on with the sentence before it. */
function continues(last: TextBlock, text: string, apart: boolean, wrapped: number): boolean {
  if (last.kind !== "paragraph" && last.kind !== "list" && last.kind !== "numbered") return false;
  // Only the end of it matters, and a paragraph joined of many lines can be long.
  const before = lastWords(last).slice(-200);
  const begun = text.trim();
  const lower = /^[\p{Ll}(]/u.test(begun) && !/^\S*[:_…]|\.{3,}/u.test(begun);
  const unfinished = !SENTENCE_END.test(before);
  if (apart) return lower && /^\p{Ll}/u.test(begun) && unfinished && before.split(" ").length > 5;
  if (/^[^:]{2,60}:(\s|$)|[_…]{3,}|\.{4,}/.test(begun)) return false;
  if (last.kind === "list" && /^\s+/.test(text)) return true;
  if (lower && unfinished) return true;
  return wrapped > 0 && lastLineLength(last) >= wrapped;
}

const lastLengths = new WeakMap<TextBlock, number>();

function lastLineLength(block: TextBlock): number {
  return lastLengths.get(block) ?? lastWords(block).length;
}

function lastWords(block: TextBlock): string {
  if (block.kind === "table") return "";
  return itemsOf(block).length > 0 ? lastItem(itemsOf(block)).text : (block as { text: string }).text;
}

function itemsOf(block: TextBlock): TextItem[] {
  return block.kind === "list" || block.kind === "numbered" ? block.items : [];
}

function lastItem(items: TextItem[]): TextItem {
  const item = items.at(-1) as TextItem;
  return item.items.length > 0 ? lastItem(item.items) : item;
}

function join(block: TextBlock, text: string): void {
  if (itemsOf(block).length > 0) lastItem(itemsOf(block)).text += ` ${text}`;
  else if ("text" in block) block.text += ` ${text}`;
  lastLengths.set(block, text.length);
}

/** The length from which a line counts as full, in a text wrapped at a fixed width; 0 when it is not. */
function wrapWidth(lines: string[]): number {
  const lengths = lines.map((line) => line.trimEnd().length).filter((length) => length > 0);
  const longest = Math.max(0, ...lengths);
  if (longest > 120 || longest < 50) return 0;
  const full = lengths.filter((length) => length >= longest - 18).length;
  return full >= 4 && full / lengths.length > 0.15 ? longest - 18 : 0;
}

function stripTags(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, " ")
    .replace(
      /<\/?(?:a|b|i|u|em|strong|span|p|div|ul|ol|li|font|sup|sub|table|tr|td|th|tbody|thead|center|img)(?:\s[^<>]*)?\/?>/gi,
      "",
    );
}

/** `Some words**Do**`: a heading and the bold line below it, glued together by the extraction. */
function splitGluedBold(text: string): string[] {
  const found = /^([^*]{3,80}[\p{L})])\*\*(\p{Lu}[^*]{0,40})\*\*$/u.exec(text);
  return found?.[1] && found[2] ? [found[1], found[2]] : [text];
}

/** Takes emphasis marks off a text that is emphasised as a whole. */
export function unmarked(text: string): string {
  const found = /^(\*{1,3}|_{1,3})(?=\S)(.*\S)\1$/s.exec(text.trim());
  return found?.[2] && !found[2].includes(found[1] ?? "*") ? found[2].trim() : text.trim();
}
