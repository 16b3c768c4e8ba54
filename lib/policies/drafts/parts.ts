import type {
  AudienceRole,
  ControlField,
  CountersignRule,
  CountersignUntil,
  FieldKind,
  SigningOrder,
} from "../document/types.ts";

/*
 * A draft's text taken apart for its editor, and put together again. A part that nobody touched keeps the very
 * characters that it was written with. Runs in the browser as well, so it needs no parser.
 */

export type ControlRow = { label: string; value: string; field: ControlField | "none" | "" };
export type FieldRow = { label: string; kind: FieldKind };

export type AgreementContent = {
  kind: "agreement";
  key: string;
  title: string;
  audience: AudienceRole[];
  countersign: CountersignRule;
  until: CountersignUntil;
  order: SigningOrder;
  wholeDocument: boolean;
  introduction: string;
  statements: string;
  declaration: string;
  fields: FieldRow[];
  parentDeclaration: string;
  parentFields: FieldRow[];
};

/** What one part says. Texts are Markdown; the first row of a table is its header. */
export type PartContent =
  | { kind: "control"; title: string; rows: ControlRow[] }
  | { kind: "heading"; depth: number; text: string }
  | { kind: "text"; text: string }
  | { kind: "table"; rows: string[][] }
  | { kind: "history"; rows: string[][] }
  | { kind: "related"; text: string }
  | AgreementContent;

export type Part = {
  /** On this page alone. */
  id: string;
  content: PartContent;
  /** As it was written; null once it is changed, and for a new one. */
  source: string | null;
  /** What stood between it and the part before it, and which one that was. */
  gap: string;
  follows: string | null;
};

export type DraftParts = { parts: Part[]; tail: string };

/** The text that the parts make, and the lines (from 1) that each part takes up; an empty part takes none. */
export function joinParts({ parts, tail }: DraftParts): {
  text: string;
  lines: Map<string, [number, number]>;
} {
  let text = "";
  let line = 1;
  let last: Part | null = null;
  const lines = new Map<string, [number, number]>();
  const add = (more: string) => {
    text += more;
    line += more.split("\n").length - 1;
  };
  for (const part of parts) {
    const own = printPart(part);
    if (own === "") continue;
    add(gapBefore(part, last));
    const from = line;
    add(own);
    lines.set(part.id, [from, line]);
    last = part;
  }
  if (last === null) add(parts.length === 0 ? tail : "");
  else add(last.source === null ? tail || "\n" : tail);
  return { text, lines };
}

/** As it was between two parts that nobody touched; else an empty line, so that no two become one. */
function gapBefore(part: Part, last: Part | null): string {
  const asItWas = part.follows === (last?.id ?? null);
  if (!last) return asItWas ? part.gap : "";
  const touched = part.source === null || last.source === null;
  if (asItWas && (!touched || /\n[ \t]*\n/.test(part.gap))) return part.gap;
  return "\n\n";
}

/** A part as it stands in the text, without the line feed after it. */
export function printPart({ source, content }: Part): string {
  return source ?? printContent(content);
}

function printContent(content: PartContent): string {
  switch (content.kind) {
    case "control":
      return printControl(content);
    case "heading": {
      const text = oneLine(content.text);
      return text && `${"#".repeat(content.depth)} ${text}`;
    }
    case "text":
      return block(content.text);
    case "table":
      return printTable(content.rows);
    case "history":
      return wrapped(":::", "history", printTable(content.rows));
    case "related":
      return wrapped(":::", "related", block(content.text));
    case "agreement":
      return printAgreement(content);
  }
}

function printControl({ title, rows }: PartContent & { kind: "control" }): string {
  const kept = rows.filter(({ label }) => label.trim() !== "");
  // a string of JSON is one of YAML
  const control = kept.map(
    ({ label, value, field }) =>
      `  - label: ${JSON.stringify(oneLine(label))}\n    value: ${JSON.stringify(oneLine(value))}\n${
        field ? `    field: ${field}\n` : ""
      }`,
  );
  const head = title.trim() ? `title: ${JSON.stringify(oneLine(title))}\n` : "";
  return `---\n${head}${control.length > 0 ? `control:\n${control.join("")}` : ""}---`;
}

function printTable(rows: string[][]): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return "";
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, index) => oneLine(cells[index] ?? "").replace(/\\?\|/g, "\\|")).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(Array.from({ length: width }, () => "-")), ...body.map(line)].join("\n");
}

function printAgreement(one: AgreementContent): string {
  const settings = [
    `key="${one.key}"`,
    one.audience.length > 0 ? `audience="${one.audience.join(" ")}"` : "",
    one.countersign === "none" ? "" : `countersign="${one.countersign}"`,
    one.until === 16 ? 'countersign-until="16"' : "",
    one.order === "free" ? 'order="free"' : "",
    one.wholeDocument ? "whole-document" : "",
  ].filter(Boolean);
  const part = (name: string, text: string) => wrapped(":::", name, block(text));
  const parent = [part("declaration", one.parentDeclaration), printFields(one.parentFields)].filter(Boolean);
  const parts = [
    part("introduction", one.introduction),
    part("statements", one.statements),
    part("declaration", one.declaration),
    printFields(one.fields),
    wrapped("::::", "countersign", parent.join("\n\n")),
  ].filter(Boolean);
  return [`:::::agreement[${label(one.title)}]{${settings.join(" ")}}`, parts.join("\n\n"), ":::::"]
    .filter(Boolean)
    .join("\n");
}

function printFields(fields: FieldRow[]): string {
  const kept = fields.filter((field) => field.label.trim() !== "");
  return wrapped(
    ":::",
    "fields",
    kept.map((field) => `::field[${label(field.label)}]{kind="${field.kind}"}`).join("\n\n"),
  );
}

const wrapped = (marks: string, name: string, text: string) =>
  text ? `${marks}${name}\n${text}\n${marks}` : "";
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
/** Without empty lines around it; the spaces that begin its first line are part of a list. */
const block = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
/**
 * Words between the brackets of a directive, with every character that could be a mark made plain; composed first, as
 * the parser reads them, because `<` and a stroke over it are one character that is no mark.
 */
export const label = (text: string): string =>
  oneLine(text)
    .normalize("NFC")
    .replace(/[\\[\]*_`<>&~:{}|]/g, "\\$&");

/** The same content with every text in it changed by `change`, which gets one text at a time. */
export function mapTexts(content: PartContent, change: (text: string) => string): PartContent {
  switch (content.kind) {
    case "control":
      return content;
    case "heading":
    case "text":
    case "related":
      return { ...content, text: change(content.text) };
    case "table":
    case "history":
      return { ...content, rows: content.rows.map((row) => row.map(change)) };
    case "agreement":
      return {
        ...content,
        introduction: change(content.introduction),
        statements: change(content.statements),
        declaration: change(content.declaration),
        parentDeclaration: change(content.parentDeclaration),
      };
  }
}

/** Puts other content into a part; its own characters are given up only when it says something else. */
export function withContent(part: Part, content: PartContent): Part {
  return sameContent(part.content, content) ? part : { ...part, content, source: null };
}

const sameContent = (one: PartContent, other: PartContent): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
