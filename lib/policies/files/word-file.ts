import type { XmlElement } from "./read-xml.ts";
import type { WordNumbering } from "./word-numbering.ts";
import type { WordStyles } from "./word-styles.ts";
import type { FileBlock } from "./write-blocks.ts";
import type { Piece } from "./write-inline.ts";

export type Relation = { type: string; target: string; external: boolean };

/** What reading a paragraph needs to know of the file, and what it adds up. */
export type WordFile = {
  styles: WordStyles;
  numbering: WordNumbering;
  relations: Map<string, Relation>;
  comments: XmlElement | null;
  counts: { insertions: number; deletions: number; moves: number };
  /** Fields that are open, such as a link or a contents list: they go across runs and paragraphs. */
  fields: { code: string; result: boolean; link?: string }[];
  noteReferences: { kind: "footnote" | "endnote"; id: string }[];
};

/** What was found; `at` is the block beside which something stood. */
export type Found = {
  blocks: FileBlock[];
  notPlaced: { what: string; at: number }[];
  notes: { what: string; at: number }[];
  /** Indents of the list that goes on, outermost first. */
  list: { left: number; bullet: boolean }[];
  /** Words of a paragraph whose end was deleted: they go on in the next one. */
  carried: Piece[];
};

export const noBlocks = (): Found => ({ blocks: [], notPlaced: [], notes: [], list: [], carried: [] });
