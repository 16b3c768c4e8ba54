import type { Node, Paragraph, Parent, RootContent, Table, Yaml } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { toString as plainText } from "mdast-util-to-string";
import { fieldOfLabel } from "../document/control-labels.ts";
import { readFrontMatter } from "../document/front-matter.ts";
import { refuseLaboriousText } from "../document/limits.ts";
import { parseMarkdown } from "../document/markdown.ts";
import {
  AUDIENCE_ROLES,
  COUNTERSIGN_RULES,
  FIELD_KINDS,
  PolicyDocumentError,
  SIGNING_ORDERS,
} from "../document/types.ts";
import type { AgreementContent, ControlRow, DraftParts, FieldRow, Part, PartContent } from "./parts.ts";

const settings = ["key", "audience", "countersign", "countersign-until", "order", "whole-document"];

/**
 * Takes a text apart for its editor. Never refuses: what cannot be read as what it should be is a part of plain text,
 * and a text that would take minutes to read is one such part. Line ends become line feeds; nothing else changes.
 */
export function readParts(text: string): DraftParts {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const parts: Part[] = [];
  let end = 0;
  for (const node of blocksOf(source)) {
    const from = lineStart(source, node.position?.start.offset ?? end, end);
    const to = node.position?.end.offset ?? from;
    const own = source.slice(from, to);
    const id = `p${parts.length}`;
    parts.push({
      id,
      content: contentOf(node, source) ?? { kind: "text", text: own },
      source: own,
      gap: source.slice(end, from),
      follows: parts.at(-1)?.id ?? null,
    });
    end = to;
  }
  const tail = source.slice(end);
  if (tail.trim() === "") return { parts, tail };
  // nothing that the parser passes over may be lost
  const id = `p${parts.length}`;
  const content = { kind: "text", text: tail } as const;
  parts.push({ id, content, source: tail, gap: "", follows: parts.at(-1)?.id ?? null });
  return { parts, tail: "" };
}

function blocksOf(source: string): RootContent[] {
  try {
    refuseLaboriousText(source);
  } catch (error) {
    if (error instanceof PolicyDocumentError) return [];
    throw error;
  }
  return parseMarkdown(source).children;
}

/** Spaces before a block belong to it: the lines of a list are told apart by them. */
function lineStart(source: string, offset: number, least: number): number {
  const start = Math.max(least, source.lastIndexOf("\n", offset - 1) + 1);
  return source.slice(start, offset).trim() === "" ? start : offset;
}

/** What a block says; null for one that is best shown as it is written. */
function contentOf(node: RootContent, source: string): PartContent | null {
  switch (node.type) {
    case "yaml":
      return controlOf(node);
    case "heading":
      return { kind: "heading", depth: node.depth, text: inside(node, source).replace(/\s*\n\s*/g, " ") };
    case "table":
      return { kind: "table", rows: rowsOf(node, source) };
    case "containerDirective":
      if (node.name === "history") return historyOf(node, source);
      if (node.name === "related") return { kind: "related", text: inside(node, source) };
      return node.name === "agreement" ? agreementOf(node, source) : null;
    default:
      return null;
  }
}

function controlOf(node: Yaml): PartContent | null {
  try {
    const { title, control } = readFrontMatter(node.value, 2);
    const rows = control.map(({ label, value, field }): ControlRow => {
      return { label, value, field: field === fieldOfLabel(label) ? "" : (field ?? "none") };
    });
    return { kind: "control", title: title ?? "", rows };
  } catch (error) {
    if (error instanceof PolicyDocumentError) return null;
    throw error;
  }
}

/** The words of a block's children as they are written. */
function inside(node: Parent, source: string): string {
  const from = node.children[0]?.position?.start.offset;
  const to = node.children.at(-1)?.position?.end.offset;
  if (from === undefined || to === undefined) return "";
  return source.slice(lineStart(source, from, node.position?.start.offset ?? 0), to);
}

function rowsOf(table: Table, source: string): string[][] {
  const rows = table.children.map((row) =>
    row.children.map((cell) => inside(cell, source).trim().replace(/\\\|/g, "|")),
  );
  const width = rows[0]?.length ?? 0;
  return rows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? ""));
}

function historyOf(node: ContainerDirective, source: string): PartContent | null {
  const [table] = node.children;
  if (node.children.length !== 1 || table?.type !== "table") return null;
  return { kind: "history", rows: rowsOf(table, source) };
}

/** Null for an agreement with anything in it that the form has no place for. */
function agreementOf(node: ContainerDirective, source: string): AgreementContent | null {
  const attributes = node.attributes ?? {};
  const { title, children } = withoutLabel(node);
  const parts = partsNamed(children, ["introduction", "statements", "declaration", "fields", "countersign"]);
  const parent = parts?.get("countersign");
  const parentParts = parent
    ? partsNamed(withoutLabel(parent).children, ["declaration", "fields"])
    : new Map();
  const fields = fieldsOf(parts?.get("fields"));
  const parentFields = fieldsOf(parentParts?.get("fields"));
  const named = (attributes.audience ?? "").split(/[\s,]+/).filter(Boolean);
  const audience = AUDIENCE_ROLES.filter((role) => named.includes(role));
  const countersign = oneOf(attributes.countersign, COUNTERSIGN_RULES, parent ? "one" : "none");
  const order = oneOf(attributes.order, SIGNING_ORDERS, "pupil-first");
  const until = oneOf(attributes["countersign-until"], ["16", "18"] as const, "18");
  if (!title || !parts || !parentParts || !fields || !parentFields || !countersign || !order || !until)
    return null;
  if (Object.keys(attributes).some((name) => !settings.includes(name))) return null;
  if (named.length !== audience.length || !attributes.key) return null;
  const words = (part: ContainerDirective | undefined) => (part ? inside(part, source) : "");
  return {
    kind: "agreement",
    key: attributes.key,
    title,
    audience,
    countersign,
    until: until === "16" ? 16 : 18,
    order,
    wholeDocument: "whole-document" in attributes,
    introduction: words(parts.get("introduction")),
    statements: words(parts.get("statements")),
    declaration: words(parts.get("declaration")),
    fields,
    parentDeclaration: words(parentParts.get("declaration")),
    parentFields,
  };
}

function withoutLabel(node: ContainerDirective): { title: string; children: Node[] } {
  const [first, ...rest] = node.children as RootContent[];
  const data = (first as Paragraph | undefined)?.data as { directiveLabel?: boolean } | undefined;
  if (!first || !data?.directiveLabel) return { title: "", children: node.children };
  return { title: plainText(first).replace(/\s+/g, " ").trim(), children: rest };
}

function partsNamed(children: Node[], names: string[]): Map<string, ContainerDirective> | null {
  const parts = new Map<string, ContainerDirective>();
  for (const child of children as RootContent[]) {
    if (child.type !== "containerDirective" || !names.includes(child.name) || parts.has(child.name))
      return null;
    parts.set(child.name, child);
  }
  return parts;
}

function fieldsOf(node: ContainerDirective | undefined): FieldRow[] | null {
  const rows: FieldRow[] = [];
  for (const child of node?.children ?? []) {
    if (child.type !== "leafDirective" || child.name !== "field") return null;
    const label = plainText(child).replace(/\s+/g, " ").trim();
    const kind = oneOf(child.attributes?.kind, FIELD_KINDS, "text");
    if (!label || !kind) return null;
    rows.push({ label, kind });
  }
  return rows;
}

function oneOf<Word extends string>(
  value: string | null | undefined,
  allowed: readonly Word[],
  otherwise: Word,
): Word | null {
  if (!value) return otherwise;
  return allowed.includes(value as Word) ? (value as Word) : null;
}
