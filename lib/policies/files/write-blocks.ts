import type { Piece } from "./write-inline.ts";
import { writeInline } from "./write-inline.ts";

/** A paragraph, item or table of a Word file or PDF, before it is a line of text. */
export type FileBlock =
  | {
      kind: "paragraph";
      pieces: Piece[];
      /** 0 for the title, 1 to 9 for headings. */
      heading: number | null;
      /** The automatic number, as Word writes it. */
      number: string | null;
      /** Stands directly below the one before it, such as lines of a contents list. */
      tight: boolean;
      /** The name of its style in Word. */
      style?: string;
    }
  | {
      kind: "item";
      pieces: Piece[];
      bullet: boolean;
      number: string;
      depth: number;
      underNumber: boolean;
      /** Which list of Word's, and at which level from 0. */
      list?: { id: string; level: number };
    }
  | {
      kind: "table";
      rows: string[][];
      /** What stands in the cells of the rows. */
      cells?: FileBlock[][][];
    };

type Paragraph = FileBlock & { kind: "paragraph" };
type Item = FileBlock & { kind: "item" };

/** Writes blocks as lines; `lineOf` has for each block, and for the end, the line where it begins. */
export function writeBlocks(blocks: FileBlock[]): { text: string; lineOf: number[] } {
  const lines: string[] = [];
  const lineOf: number[] = [];
  const depths = headingDepths(blocks);
  let last: FileBlock | null = null;
  for (const [index, block] of blocks.entries()) {
    const written = linesOf(block, depths.get(index));
    if (last && written.length > 0 && !isTight(last, block)) lines.push("");
    lineOf.push(lines.length + 1);
    lines.push(...written);
    if (written.length > 0) last = block;
  }
  lineOf.push(Math.max(1, lines.length));
  return { text: lines.length > 0 ? `${lines.join("\n")}\n` : "", lineOf };
}

function isTight(last: FileBlock, block: FileBlock): boolean {
  if (block.kind === "item") return last.kind === "item";
  return block.kind === "paragraph" && block.tight && last.kind === "paragraph" && last.tight;
}

/** The # marks of the headings. Where styles make no headings, bold numbered paragraphs are them. */
function headingDepths(blocks: FileBlock[]): Map<number, number> {
  const styled = [...blocks.entries()].filter(
    (entry): entry is [number, Paragraph] => entry[1].kind === "paragraph" && entry[1].heading !== null,
  );
  const titled = styled.some(([, block]) => block.heading === 0);
  const highest = styled.filter(([, block]) => block.heading === 1);
  const [only] = highest;
  // One heading of the first level at the very top is the title; one anywhere else is a section.
  const shift =
    titled || (highest.length === 1 && only && (only[0] > 4 || /^\d/.test(plainText(only[1])))) ? 1 : 0;
  const depths = new Map<number, number>();
  for (const [index, block] of styled)
    depths.set(index, block.heading === 0 ? 1 : Math.min(6, (block.heading ?? 1) + shift));
  if (styled.filter(([, block]) => block.heading !== 0).length >= 2) return depths;
  const bold = [...blocks.entries()].filter(([, block]) => isBoldNumbered(block));
  if (bold.length >= 2) for (const [index] of bold) depths.set(index, 2);
  return depths;
}

function isBoldNumbered(block: FileBlock): boolean {
  if (block.kind === "table" || block.pieces.length === 0) return false;
  if (block.kind === "item" && (block.bullet || block.depth > 0)) return false;
  const text = plainText(block);
  return (
    /^\d{1,3}(\.\d{1,3})*[.)]?\s/.test(text) &&
    isBold(block.pieces) &&
    text.split(/\s+/).length <= 17 &&
    !/[.;:,!?]$/.test(text)
  );
}

function isBold(pieces: Piece[]): boolean {
  return pieces.every((piece) => piece.bold || !/[\p{L}]/u.test(piece.text));
}

function plainText(block: Paragraph | Item): string {
  const words = block.pieces
    .map((piece) => piece.text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  const { number } = block;
  return number ? `${number} ${words}` : words;
}

function linesOf(block: FileBlock, depth: number | undefined): string[] {
  if (block.kind === "table")
    return block.rows.map((row) => `| ${row.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`);
  if (depth !== undefined) {
    const words = writeInline(block.pieces, false).replace(/\s+/g, " ").trim();
    return [`${"#".repeat(depth)} ${block.number ? `${block.number} ` : ""}${words}`];
  }
  if (block.kind === "paragraph") return paragraphLines(block);
  return itemLines(block);
}

function paragraphLines(block: Paragraph): string[] {
  const bold = isBold(block.pieces) && block.pieces.some((piece) => piece.bold);
  const pieces: Piece[] = block.number
    ? [{ text: `${block.number} `, ...(bold ? { bold: true } : {}) }, ...block.pieces]
    : block.pieces;
  return writeInline(pieces)
    .split("\n")
    .map((line) => safeStart(tidyTabs(line)))
    .filter((line) => line !== "");
}

function itemLines(block: Item): string[] {
  const [first = "", ...more] = writeInline(block.pieces)
    .split("\n")
    .map((line) => tidyTabs(line).replace(/\t+/g, " ").trim())
    .filter((line) => line !== "");
  const indent = "  ".repeat(block.depth);
  const plain = !block.bullet && /^\d{1,3}[.)]?$/.test(block.number) && !block.underNumber;
  const mark = block.bullet ? "-" : plain ? block.number : `- ${block.number}`;
  if (first === "") return [];
  return [`${indent}${mark} ${first}`, ...more.map((line) => `${indent}  ${line}`)];
}

/** A tab between a label and what is filled in parts them; between words of a sentence it is a space. */
function tidyTabs(line: string): string {
  const text = line.replace(/^[\s]+|\s+$/g, "");
  if (text.split(/\s+/).length > 25) return text.replace(/\t+/g, " ");
  return text.replace(/^((?:\(?[a-zA-Z0-9]{1,4}[.)]|[\d.]{1,11}|[•▪●o–-]))\t+(?=[^\t]*$)/, "$1 ");
}

/** What begins a line like a mark of Markdown, or of a part of a policy, and is only a character. */
function safeStart(line: string): string {
  return line.replace(/^(#{1,6}\s|:{3,}|\|)/, "\\$1");
}

/** Blocks as the text of one cell: paragraphs one after another, items with a bullet between them. */
export function cellText(blocks: FileBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "table") return block.rows.map((row) => row.filter(Boolean).join(", ")).join("; ");
      const words = writeInline(block.pieces);
      if (block.kind === "item") return `${block.bullet ? "•" : block.number} ${words}`;
      return block.number ? `${block.number} ${words}` : words;
    })
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
