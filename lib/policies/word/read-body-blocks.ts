import type { List, ListItem } from "mdast";
import type { BodyNode, InlineNode } from "../document/types.ts";
import type { FileBlock } from "../files/write-blocks.ts";
import type { Piece } from "../files/write-inline.ts";
import { nestInline } from "./nest-inline.ts";
import { styleNames } from "./own-word.ts";

type Defaults = Map<string, string>;
type Open = { id: string; level: number; list: List };

export const styleOf = (block: FileBlock | undefined): string =>
  block?.kind === "paragraph" ? (block.style ?? "").toLowerCase() : "";
const isStyle = (block: FileBlock, name: string): boolean => styleOf(block) === name.toLowerCase();

/** The blocks of a file that was downloaded here, as the nodes that they were written from. */
export function bodyNodes(blocks: readonly FileBlock[], defaults: Defaults): BodyNode[] {
  const nodes: BodyNode[] = [];
  let open: Open[] = [];
  for (const block of blocks) {
    if (block.kind === "item") {
      open = addItem(nodes, open, block, defaults);
      continue;
    }
    const item = open.at(-1)?.list.children.at(-1);
    if (item && block.kind === "paragraph" && isStyle(block, styleNames.goesOn)) {
      item.children.push({ type: "paragraph", children: inline(block, defaults) });
      continue;
    }
    open = [];
    const last = nodes.at(-1);
    if (block.kind === "paragraph" && isStyle(block, styleNames.quote)) {
      const quoted = { type: "paragraph" as const, children: inline(block, defaults) };
      if (last?.type === "blockquote") last.children.push(quoted);
      else nodes.push({ type: "blockquote", children: [quoted] });
    } else nodes.push(blockNode(block, defaults));
  }
  return nodes;
}

function blockNode(block: Exclude<FileBlock, { kind: "item" }>, defaults: Defaults): BodyNode {
  if (block.kind === "table") return tableNode(block, defaults);
  if (isStyle(block, styleNames.rule)) return { type: "thematicBreak" };
  if (isStyle(block, styleNames.code))
    return { type: "code", lang: null, meta: null, value: block.pieces.map(({ text }) => text).join("") };
  const level = Number(/^heading ([1-9])$/.exec(styleOf(block))?.[1] ?? Number.NaN);
  if (level) {
    const depth = Math.min(6, level + 1) as 2 | 3 | 4 | 5 | 6;
    return { type: "heading", depth, children: inline(block, defaults) };
  }
  return { type: "paragraph", children: inline(block, defaults) };
}

/** The words of a paragraph or item; a number that Word wrote by itself comes first. */
function inline(block: Exclude<FileBlock, { kind: "table" }>, defaults: Defaults): InlineNode[] {
  const number = block.kind === "paragraph" ? block.number : null;
  const pieces: Piece[] = number ? [{ text: `${number} ` }, ...block.pieces] : block.pieces;
  return nestInline(pieces, defaults);
}

function tableNode(block: FileBlock & { kind: "table" }, defaults: Defaults): BodyNode {
  const cells = cellsOf(block);
  return {
    type: "table",
    align: null,
    children: cells.map((row) => ({
      type: "tableRow",
      children: row.map((cell) => ({ type: "tableCell", children: nestInline(cell, defaults) as never })),
    })),
  };
}

/** What stands in each cell, its paragraphs one after another. */
function cellsOf({ cells = [] }: FileBlock & { kind: "table" }): Piece[][][] {
  return cells.map((row) =>
    row.map((cell) =>
      cell.flatMap((block, at): Piece[] =>
        block.kind === "table" ? [] : [...(at > 0 ? [{ text: " " }] : []), ...block.pieces],
      ),
    ),
  );
}

/** The plain words of the cells of a table. */
export function cellWords(block: FileBlock & { kind: "table" }): string[][] {
  return cellsOf(block).map((row) =>
    row.map((pieces) =>
      pieces
        .map(({ text }) => text)
        .join("")
        .replace(/\s+/g, " ")
        .trim(),
    ),
  );
}

/** Puts an item where its list and level say; returns the lists that are open below it. */
function addItem(
  nodes: BodyNode[],
  open: Open[],
  block: FileBlock & { kind: "item" },
  defaults: Defaults,
): Open[] {
  const { id, level } = block.list ?? { id: "", level: block.depth };
  const item: ListItem = {
    type: "listItem",
    spread: false,
    checked: null,
    children: [{ type: "paragraph", children: inline(block, defaults) }],
  };
  const still = open.filter((one) => one.level <= level);
  const top = still.at(-1);
  if (top && top.level === level && top.id === id) {
    top.list.children.push(item);
    return still;
  }
  const above = still.filter((one) => one.level < level);
  const start = Number.parseInt(block.number, 10);
  const list: List = {
    type: "list",
    ordered: !block.bullet,
    start: block.bullet ? null : Number.isNaN(start) ? 1 : start,
    spread: false,
    children: [item],
  };
  const parent = above.at(-1)?.list.children.at(-1);
  if (parent) parent.children.push(list);
  else nodes.push(list);
  return [...above, { id, level, list }];
}
