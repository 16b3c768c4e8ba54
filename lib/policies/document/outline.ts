import type { List, Table } from "mdast";
import { itemWords, leadInBefore } from "./agreement-parts.ts";
import { words } from "./markdown.ts";
import { clauseNumber, headingNumber, type Numbered, slugger } from "./numbers.ts";
import type { BodyNode, LocalWordingValues, PolicyAgreement, PolicyDocument } from "./types.ts";

/** The smallest parts of a policy that can be pointed at, read alone or compared. */
export type Clause = {
  /** The id of its element on a page: `clause-5-1-10`, `section-4`, or made of its words. */
  anchor: string;
  /** As written, without a closing point: `5.1.10`; null when it has none. */
  number: string | null;
  /** Plain words without the number. */
  text: string;
  kind: "section" | "agreement" | "paragraph" | "item" | "row" | "declaration" | "field";
  /** The words that lead into the list it stands in. */
  leadIn: string | null;
  /** The anchor of the section it stands in. */
  section: string | null;
  /** The key of the agreement it belongs to. */
  agreement: string | null;
};

/** A clause with the object of the document that it comes from. */
export type OutlineEntry = Clause & { source: object };

/**
 * Walks a document in reading order. Anchors come from the usual words, never from a school's own, so that
 * they are the same in every school.
 */
export function outline(document: PolicyDocument, wording: LocalWordingValues = {}): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const unique = slugger();
  let section: string | null = null;
  let agreement: string | null = null;

  const add = (
    source: object,
    kind: Clause["kind"],
    usual: Numbered,
    text: string,
    leadIn: string | null = null,
  ): string => {
    const prefix = kind === "section" ? "section-" : kind === "agreement" ? "agreement-" : "clause-";
    const cited = usual.number !== null && (kind === "section" || /[.]/.test(usual.number));
    const name = kind === "agreement" ? (agreement ?? "") : cited ? (usual.number ?? "") : usual.text;
    const anchor = unique(name, prefix);
    entries.push({ source, anchor, number: usual.number, text, kind, leadIn, section, agreement });
    return anchor;
  };

  const addList = (list: List, leadIn: string | null) => {
    list.children.forEach((item, index) => {
      const own = item.children.filter((child) => child.type !== "list");
      const usual = numberOfItem(list, index, itemWords(item));
      const text = numberOfItem(list, index, words(own, wording)).text;
      add(item, "item", usual, text, leadIn);
      const inner = [leadIn, text].filter(Boolean).join(" ") || null;
      for (const child of item.children) if (child.type === "list") addList(child, inner);
    });
  };

  const addBlocks = (blocks: readonly BodyNode[], kind: "paragraph" | "declaration" = "paragraph") => {
    blocks.forEach((node, index) => {
      if (node.type === "heading") {
        const usual = headingNumber(words(node));
        section = null;
        section = add(node, "section", usual, headingNumber(words(node, wording)).text);
      } else if (node.type === "list") addList(node, leadInBefore(blocks, index, wording));
      else if (node.type === "table") {
        for (const row of (node as Table).children) {
          const cells = (values: LocalWordingValues) =>
            row.children.map((cell) => words(cell, values)).join(" | ");
          add(row, "row", { number: null, text: cells({}) }, cells(wording));
        }
      } else if (node.type === "blockquote") addBlocks(node.children, kind);
      else if (node.type === "agreementPlace") {
        const found = document.agreements.find((one) => one.key === node.key);
        if (found) addAgreement(found);
      } else if (node.type === "relatedPlace") {
        for (const related of document.related)
          add(related, "item", { number: null, text: related.label }, related.label);
      } else if (node.type === "paragraph" || node.type === "code") {
        add(node, kind, clauseNumber(words(node)), clauseNumber(words(node, wording)).text);
      }
    });
  };

  const addAgreement = (found: PolicyAgreement) => {
    const around = section;
    agreement = found.key;
    add(found, "agreement", { number: null, text: found.title }, found.title);
    addBlocks(found.introduction);
    addBlocks(found.statements);
    addBlocks(found.declaration, "declaration");
    for (const field of found.fields) add(field, "field", { number: null, text: field.label }, field.label);
    addBlocks(found.countersignPart?.declaration ?? [], "declaration");
    for (const field of found.countersignPart?.fields ?? []) {
      add(field, "field", { number: null, text: field.label }, field.label);
    }
    agreement = null;
    section = around;
  };

  addBlocks(document.body);
  return entries;
}

function numberOfItem(list: List, index: number, text: string): Numbered {
  const written = clauseNumber(text);
  if (written.number !== null || !list.ordered) return written;
  return { number: String((list.start ?? 1) + index), text };
}

/**
 * The clauses of a document in reading order, flat: for comparing two versions and for reading rules one at
 * a time. Text has local wording filled in where values are given.
 */
export function clauses(
  document: PolicyDocument,
  options: { localWording?: LocalWordingValues } = {},
): Clause[] {
  return outline(document, options.localWording).map(({ source: _, ...clause }) => clause);
}
