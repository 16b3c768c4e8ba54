import type { InlineNode } from "../document/types.ts";
import type { Piece } from "../files/write-inline.ts";

type Mark = "delete" | "emphasis" | "strong" | "link";
type Leaf = { node: InlineNode; marks: Map<Mark, string> };

/** Outermost first, where two begin and end together. */
const order: Mark[] = ["delete", "emphasis", "strong", "link"];

/** Words that look alike throughout, as the nested nodes that they were written from. `defaults` gathers local wording. */
export function nestInline(pieces: readonly Piece[], defaults: Map<string, string>): InlineNode[] {
  return nest(pieces.flatMap((piece) => leavesOf(piece, defaults)));
}

function leavesOf(piece: Piece, defaults: Map<string, string>): Leaf[] {
  const marks = new Map<Mark, string>();
  if (piece.struck) marks.set("delete", "");
  if (piece.italic) marks.set("emphasis", "");
  if (piece.bold) marks.set("strong", "");
  if (piece.link !== undefined) marks.set("link", piece.link);
  if (piece.local) {
    const usual = defaults.get(piece.local) ?? piece.text.replace(/\s+/g, " ").trim();
    defaults.set(piece.local, usual);
    return [{ node: { type: "localWording", name: piece.local, default: usual }, marks }];
  }
  if (piece.code) return [{ node: { type: "inlineCode", value: piece.text }, marks }];
  return piece.text
    .split("\n")
    .flatMap((value, at): Leaf[] => [
      ...(at > 0 ? [{ node: { type: "break" } as InlineNode, marks }] : []),
      ...(value ? [{ node: { type: "text", value } as InlineNode, marks }] : []),
    ]);
}

function nest(leaves: readonly Leaf[]): InlineNode[] {
  const nodes: InlineNode[] = [];
  for (let at = 0; at < leaves.length; ) {
    const { marks, node } = leaves[at] as Leaf;
    let best: Mark | undefined;
    let end = at;
    for (const mark of order) {
      if (!marks.has(mark)) continue;
      let to = at + 1;
      while (to < leaves.length && leaves[to]?.marks.get(mark) === marks.get(mark)) to += 1;
      if (to > end) [best, end] = [mark, to];
    }
    if (!best) {
      nodes.push(node);
      at += 1;
      continue;
    }
    const mark = best;
    const inside = leaves
      .slice(at, end)
      .map((leaf): Leaf => ({ ...leaf, marks: new Map([...leaf.marks].filter(([one]) => one !== mark)) }));
    const children = nest(inside) as never;
    nodes.push(
      mark === "link"
        ? { type: "link", url: marks.get("link") ?? "#", title: null, children }
        : ({ type: mark, children } as InlineNode),
    );
    at = end;
  }
  return nodes;
}
