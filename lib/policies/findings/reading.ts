import { isOwnFormat } from "#lib/policies/document/bring-in-text.ts";
import { outline } from "#lib/policies/document/outline.ts";
import { readBlocks } from "#lib/policies/document/read-blocks.ts";
import { withoutContents } from "#lib/policies/document/recognise-contents.ts";
import type { PolicyDocument } from "#lib/policies/document/types.ts";
import { LineFinder, type Place } from "./line-finder.ts";
import type { ContentsLine, Passage, Reading } from "./types.ts";

/** Makes a document and the text it was made from into what the rules read. */
export function readForRules(document: PolicyDocument, text: string, today: string): Reading {
  const contents = contentsOf(text);
  const finder = new LineFinder(text, new Set(contents.map(({ line }) => line)));
  const passages: Passage[] = [];
  const add = (
    place: Place,
    given: Omit<Passage, "lineAt" | "anchor" | "leadIn" | "section" | "agreement" | "number"> &
      Partial<Passage>,
  ) => {
    passages.push({
      number: null,
      anchor: null,
      leadIn: null,
      section: null,
      agreement: null,
      ...given,
      lineAt: (offset = 0) => place.lineAt(offset),
    });
  };
  let top = 0;
  if (document.title) {
    const place = finder.anywhere("", document.title);
    if (place.found && place.lineAt(0) <= 40) top = place.lineAt(0);
    add(place, { kind: "title", text: document.title, source: document });
  }
  for (const row of document.control) {
    add(finder.anywhere(row.label, row.value), { kind: "control", text: row.value, source: row });
  }
  finder.goTo(Math.max(top, endOfFrontMatter(text)));
  for (const entry of outline(document)) {
    add(finder.next(entry.number ?? "", entry.text), entry);
  }
  for (const row of document.history.rows) {
    const cells = row.join(" | ");
    add(finder.anywhere("", cells), { kind: "history", text: cells, source: row });
  }
  return { document, passages, contents, today };
}

/** Where the front matter ends; 0 for a text that has none. */
function endOfFrontMatter(text: string): number {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  if (lines[0]?.trimEnd() !== "---") return 0;
  return lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---") + 1;
}

/** The lines of the contents list that a file came with; a text in Countersign's own format has none. */
function contentsOf(text: string): ContentsLine[] {
  if (isOwnFormat(text)) return [];
  const blocks = readBlocks(text);
  const kept = new Set(withoutContents(blocks));
  if (kept.size === blocks.length) return [];
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found: ContentsLine[] = [];
  blocks.forEach((block, index) => {
    if (kept.has(block)) return;
    const end = blocks[index + 1]?.line ?? lines.length + 1;
    for (let line = block.line; line < Math.max(end, block.line + 1); line += 1) {
      const words = lines[line - 1]?.trim() ?? "";
      if (words && found.at(-1)?.line !== line) found.push({ line, text: words });
    }
  });
  return found;
}
