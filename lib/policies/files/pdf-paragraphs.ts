import { type Line, lineText, segmentText } from "./pdf-lines.ts";
import { type Measure, measureLines, usualPitch } from "./pdf-measure.ts";
import { addRow, cellsOf, goesOnInRow, isNextRow, type Table } from "./pdf-rows.ts";
import type { FileBlock } from "./write-blocks.ts";
import type { Piece } from "./write-inline.ts";

/** A block with the line of the page that it begins on. */
export type PdfBlock = { block: FileBlock; page: number };

const BULLET = /^([•▪●◦‣·∙■□➢✓☐*§]|[–—-](?=\s)|o(?=\s))\s*/;
const LETTERED = /^(\([a-z0-9]{1,4}\)|[a-zA-Z][.)]|[ivx]{1,4}[.)])\s+/;
const NUMBERED = /^(\d{1,3}[.)])\s+/;
const BEGINS_NUMBERED = /^(\d{1,3}[.)]|\d{1,3}(\.\d{1,3})+\.?)\s/;
const SENTENCE_END = /[.?!:;]["'”’)]*$/;

type Open = {
  block: (FileBlock & { kind: "paragraph" | "item" }) | null;
  last: Line;
  /** Where the words of the paragraph begin, after a bullet. */
  left: number;
};
type Reading = {
  blocks: PdfBlock[];
  open: Open | null;
  list: { left: number; bullet: boolean }[];
  /** The table that goes on, and its place among the blocks. */
  table: (Table & { at: number }) | null;
  measure: Measure;
  joined: number;
};

/** Joins lines to paragraphs, items and tables, across pages and columns too; says how many words were joined. */
export function toBlocks(lines: Line[]): { blocks: PdfBlock[]; joinedHyphens: number } {
  const reading: Reading = {
    blocks: [],
    open: null,
    list: [],
    table: null,
    measure: measureLines(lines),
    joined: 0,
  };
  for (const line of lines) readLine(line, reading);
  closeTable(reading);
  return { blocks: reading.blocks, joinedHyphens: reading.joined };
}

function readLine(line: Line, reading: Reading): void {
  const usual = usualPitch(reading.measure, line);
  if (reading.table && goesOnInRow(reading.table, line, usual)) return;
  const text = lineText(line);
  if (line.segments.length > 1 && !isLeader(line)) {
    if (reading.table && isNextRow(reading.table, line, usual)) addRow(reading.table, line);
    else openTable(line, reading);
    return;
  }
  closeTable(reading);
  const { open } = reading;
  if (open?.block && goesOn(open, line, text, reading.measure)) {
    join(open.block.pieces, piecesOf(line), reading);
    open.last = line;
    return;
  }
  begin(line, text, reading);
}

/** Dots that lead to a page number are one line of a contents list. */
function isLeader(line: Line): boolean {
  return line.segments.some((segment) => /^[.…·\s_-]{4,}$|[.…]{4,}$/.test(segmentText(segment)));
}

function begin(line: Line, text: string, reading: Reading): void {
  const heading = headingOf(line, text, reading.measure);
  const pieces = piecesOf(line);
  const bullet = heading === null ? BULLET.exec(text) : null;
  const marked =
    heading === null && !bullet ? (LETTERED.exec(text) ?? (line.bold ? null : NUMBERED.exec(text))) : null;
  const mark = bullet ?? marked;
  let block: FileBlock & { kind: "paragraph" | "item" };
  let left = line.x;
  if (mark) {
    cutStart(pieces, mark[0].length);
    if (pieces.length === 0 && bullet) return;
    const first = line.segments[0]?.fragments.find((one) => one.x > line.x + 0.5);
    left = first?.x ?? line.x;
    block = {
      kind: "item",
      pieces,
      bullet: bullet !== null,
      number: bullet ? "" : (marked?.[1] ?? ""),
      ...placeInList(reading, line.x, bullet !== null),
    };
  } else {
    reading.list = [];
    block = { kind: "paragraph", pieces, heading, number: null, tight: false };
  }
  reading.blocks.push({ block, page: line.page });
  reading.open = { block, last: line, left };
}

function placeInList(reading: Reading, left: number, bullet: boolean) {
  while (reading.list.length > 0 && (reading.list.at(-1)?.left ?? 0) > left - 4) reading.list.pop();
  const depth = reading.list.length;
  const underNumber = reading.list.some((one) => !one.bullet);
  reading.list.push({ left, bullet });
  return { depth, underNumber };
}

/** Whether a line goes on with the paragraph before it. */
function goesOn(open: Open, line: Line, text: string, measure: Measure): boolean {
  const { rights, body } = measure;
  const { last, block } = open;
  if (!block || Math.abs(line.size - last.size) > 0.08 * body) return false;
  if (BULLET.test(text) || LETTERED.test(text) || BEGINS_NUMBERED.test(text)) return false;
  const isHeading = block.kind === "paragraph" && block.heading !== null;
  const before = block.pieces
    .map((piece) => piece.text)
    .join("")
    .trimEnd();
  const moved = line.page !== last.page || line.column !== last.column;
  const gap = line.y - last.y;
  const usual = usualPitch(measure, line);
  if (!moved && (gap > usual * 1.3 || gap <= 0)) return false;
  const right = rights.get(`${last.page} ${last.column}`) ?? last.right;
  const [firstWord = ""] = text.split(/\s/);
  const full = last.right + (firstWord.length * 0.5 + 0.3) * last.size > right - 0.6 * last.size;
  const lower = /^[\p{Ll}(]/u.test(text);
  if (isHeading)
    return !moved && Math.abs(line.x - open.left) < 40 && line.bold === last.bold && (full || lower);
  if (line.bold !== last.bold && (last.bold || !full)) return lower && full;
  if (moved)
    return (
      !SENTENCE_END.test(before) && (lower || (full && line.x < open.left + 4 && /[\p{L},]$/u.test(before)))
    );
  // What is set further in begins anew when the line before it had room or ended a sentence.
  if (line.x > open.left + 12 && SENTENCE_END.test(before)) return false;
  if (line.x < open.left - 30 && !lower) return false;
  return full || (lower && !SENTENCE_END.test(before));
}

/** Puts a line behind the words before it; a word that was parted at the end of the line becomes one again. */
function join(pieces: Piece[], more: Piece[], reading: Reading): void {
  const last = pieces.at(-1);
  const first = more[0];
  if (!last || !first) return;
  const before = /([\p{L}\p{N}'’]+)[-\u2010\u00AD]$/u.exec(last.text);
  const after = /^\p{Ll}[\p{L}'’]*/u.exec(first.text);
  if (before?.[1] && after) {
    const whole = reading.measure.words;
    const [one, two] = [before[1].toLowerCase(), after[0].toLowerCase()];
    const keeps =
      whole.has(`${one}-${two}`) ||
      (!whole.has(one + two) &&
        (one.length <= 2 || (whole.has(one) && whole.has(two)) || KEEPS_HYPHEN.test(one)));
    if (keeps) last.text = last.text.replace(/[\u2010\u00AD]$/, "-");
    else {
      last.text = last.text.slice(0, -1);
      reading.joined += 1;
    }
  } else if (!/[-\u2010/]$/.test(last.text) || /\s[-\u2010]$/.test(last.text)) last.text += " ";
  pieces.push(...more);
}

const KEEPS_HYPHEN =
  /^(non|self|pre|post|anti|multi|well|long|short|part|full|half|co|re|sub|cross|high|low|on|off|in|out|up|log|sign|two|three|first|third|work|school|age|child|lone)$/;

function piecesOf(line: Line): Piece[] {
  const pieces = line.segments.flatMap((segment, index) =>
    segment.fragments.map(
      (one, at): Piece => ({
        text: at === 0 && index > 0 ? ` ${one.text}` : one.text,
        ...(one.bold ? { bold: true } : {}),
        ...(one.italic ? { italic: true } : {}),
        ...(one.link === undefined ? {} : { link: one.link }),
      }),
    ),
  );
  const last = pieces.at(-1);
  if (last) last.text = last.text.trimEnd();
  return pieces;
}

/** Takes so many characters off the beginning. */
function cutStart(pieces: Piece[], length: number): void {
  let rest = length;
  while (rest > 0 && pieces[0]) {
    const { text } = pieces[0];
    if (text.length > rest) {
      pieces[0].text = text.slice(rest).trimStart();
      return;
    }
    rest -= text.length;
    pieces.shift();
  }
}

function headingOf(line: Line, text: string, { body, sizes, title }: Measure): number | null {
  if (line.size < body * 1.1 || text.split(/\s+/).length > 20 || !/\p{L}/u.test(text)) return null;
  const rank = sizes.indexOf(Math.round(line.size));
  if (line === title) return 0;
  return rank < 0 ? null : Math.min(rank + 1, 5);
}

function openTable(line: Line, reading: Reading): void {
  closeTable(reading);
  reading.table = { rows: [], last: line, at: reading.blocks.length };
  addRow(reading.table, line);
  reading.blocks.push({ block: { kind: "table", rows: [] }, page: line.page });
  reading.open = null;
  reading.list = [];
}

function closeTable(reading: Reading): void {
  const { table } = reading;
  if (!table) return;
  reading.table = null;
  reading.open = null;
  const place = reading.blocks[table.at];
  if (place) place.block = { kind: "table", rows: cellsOf(table) };
}
