import { parseInline, words } from "./markdown.ts";
import type { TextBlock, TextItem } from "./read-blocks.ts";
import type { RelatedPolicy } from "./types.ts";

const HEADING =
  /^(([\d.]+\s+)?(links?|related|linked|associated|supporting|connected|other relevant|relevant)\b.*\b(polic(y|ies)|documents?|documentation|procedures)|links? (to|with)\b.*|see also|cross[- ]references?)\s*:?$/i;
const LEADS =
  /\b(read|used|considered|seen|viewed) (alongside|in conjunction with|together with|with)\b|\b(linked?|links|relates?|related) (to|with)\b.*\bpolic|\blinks? to\b/i;

export type RelatedFound = { related: RelatedPolicy[]; at: number; replaces: number; blocks: TextBlock[] };

/**
 * Finds the list of related policies: the list under a heading that says so, or after a sentence that sends
 * the reader to other policies. Null when there is none.
 */
export function recogniseRelated(blocks: TextBlock[]): RelatedFound | null {
  for (const [at, block] of blocks.entries()) {
    if (block.kind === "heading" && HEADING.test(block.text)) {
      const list = blocks.slice(at + 1).findIndex((one) => one.kind === "list" || one.kind === "heading");
      const found = blocks[at + 1 + list];
      if (list >= 0 && list <= 3 && found?.kind === "list") return listFound(found, at + 1 + list);
    }
    if (block.kind === "paragraph" && leads(block.text)) {
      const next = blocks[at + 1];
      if (next?.kind === "list") return listFound(next, at + 1);
    }
    if (block.kind === "table") {
      const found = inCells(block, at);
      if (found) return found;
    }
  }
  return null;
}

function leads(text: string): boolean {
  return /:$/.test(text) && (HEADING.test(text) || LEADS.test(text)) && text.split(/\s+/).length <= 40;
}

function listFound(list: TextBlock & { kind: "list" }, at: number): RelatedFound {
  return { related: list.items.flatMap(flatten).map(asRelated), at, replaces: 1, blocks: [] };
}

function flatten(item: TextItem): string[] {
  return [item.text, ...item.items.flatMap(flatten)];
}

/** `Links to:` in one cell, and the policies in the next one, all on one line with bullets between. */
function inCells(block: TextBlock & { kind: "table" }, at: number): RelatedFound | null {
  const cells = block.rows.flatMap((row) => row.cells.filter(Boolean));
  const lead = cells.findIndex((cell) => HEADING.test(cell) || leads(cell));
  const list = cells[lead + 1];
  if (lead < 0 || !list || !/[•▪●;,]/.test(list)) return null;
  const split = /[•▪●]/.test(list) ? list.split(/\s*[•▪●]\s*/) : list.split(/\s*[;,]\s*/);
  const others = cells.filter((_, index) => index !== lead && index !== lead + 1);
  const before: TextBlock = { kind: "paragraph", line: block.line, text: cells[lead] ?? "", apart: true };
  const after = others.map((text): TextBlock => ({ kind: "paragraph", line: block.line, text, apart: true }));
  return { related: split.filter(Boolean).map(asRelated), at, replaces: 1, blocks: [before, ...after] };
}

function asRelated(text: string): RelatedPolicy {
  const inline = parseInline(text.replace(/[;,.]$/, ""));
  const link = inline.length === 1 && inline[0]?.type === "link" ? inline[0] : undefined;
  const label = words({ type: "paragraph", children: inline });
  return link && link.url !== "#" ? { label, url: link.url } : { label };
}
