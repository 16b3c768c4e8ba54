import type { DraftParts, Part, PartContent } from "./parts.ts";
import { label, mapTexts, printPart, withContent } from "./parts.ts";

/*
 * What the buttons beside a part do. The same in the browser and, for a form posted without scripts, on the server.
 */

export const newKinds = ["text", "heading", "list", "table", "agreement", "related", "history"] as const;
export type NewKind = (typeof newKinds)[number];

/** What can be done to a part, as its buttons post it: `up 3`, `add-table 3`, `row 5`. */
export type Change =
  | { do: "up" | "down" | "remove"; at: number }
  | { do: "add"; what: NewKind; at: number }
  | { do: "row" | "column" | "remove-row" | "remove-column"; at: number; place?: number };

/** Does one of them; `words` says whether a new part begins with words, where it cannot be kept empty. */
export function changeParts(draft: DraftParts, change: Change, words = false): DraftParts & { at: number } {
  const parts = [...draft.parts];
  const part = parts[change.at];
  if (!part) return { ...draft, at: change.at };
  let at = change.at;
  switch (change.do) {
    case "up":
    case "down": {
      const to = change.do === "up" ? at - 1 : at + 1;
      const other = parts[to];
      // document control stays at the top
      if (!other || other.content.kind === "control" || part.content.kind === "control") break;
      parts[at] = other;
      parts[to] = part;
      at = to;
      break;
    }
    case "remove":
      if (part.content.kind === "control") break;
      parts.splice(at, 1);
      at = Math.max(0, at - 1);
      break;
    case "add":
      at += 1;
      parts.splice(at, 0, newPart(draft, newContent(change.what, draft, words)));
      break;
    default:
      parts[at] = changeTable(part, change.do, change.place);
  }
  return { parts, tail: draft.tail, at };
}

/** A part that the draft’s text does not have yet, under an id that no part of it has. */
export function newPart({ parts }: DraftParts, content: PartContent): Part {
  const taken = new Set(parts.map(({ id }) => id));
  let number = parts.length;
  while (taken.has(`n${number}`)) number += 1;
  return { id: `n${number}`, content, source: null, gap: "", follows: null };
}

function newContent(what: NewKind, draft: DraftParts, words: boolean): PartContent {
  switch (what) {
    case "heading":
      return { kind: "heading", depth: topDepth(draft.parts), text: words ? "New section" : "" };
    case "list":
      return { kind: "text", text: words ? "- New item" : "- " };
    case "table":
      return {
        kind: "table",
        rows: [
          ["Heading", "Heading"],
          ["", ""],
        ],
      }; // prettier to fill in than one cell
    case "related":
      return { kind: "related", text: words ? "- Name of a policy" : "- " };
    case "history":
      return {
        kind: "history",
        rows: [
          ["Date", "Summary of change", "Contact"],
          ["", "", ""],
        ],
      };
    case "agreement":
      return {
        kind: "agreement",
        key: newKey(draft.parts),
        title: "Agreement",
        audience: [],
        countersign: "none",
        until: 18,
        order: "pupil-first",
        wholeDocument: false,
        introduction: "",
        statements: "",
        declaration: "I have read this agreement and will keep to it.",
        fields: [
          { label: "Name", kind: "name" },
          { label: "Signed", kind: "signature" },
          { label: "Date", kind: "date" },
        ],
        parentDeclaration: "",
        parentFields: [],
      };
    default:
      return { kind: "text", text: words ? "New clause" : "" };
  }
}

/** How many `#` the sections of this text begin with. */
export function topDepth(parts: readonly Part[]): number {
  const depths = parts.flatMap(({ content }) => (content.kind === "heading" ? [content.depth] : []));
  return depths.length > 0 ? Math.min(...depths) : 2;
}

function newKey(parts: readonly Part[]): string {
  const taken = new Set(parts.map(({ content }) => (content.kind === "agreement" ? content.key : "")));
  let number = 1;
  while (taken.has(`agreement-${number}`)) number += 1;
  return `agreement-${number}`;
}

function changeTable(
  part: Part,
  what: "row" | "column" | "remove-row" | "remove-column",
  place?: number,
): Part {
  const { content } = part;
  if (content.kind !== "table" && content.kind !== "history") return part;
  const width = content.rows[0]?.length ?? 1;
  const rows = content.rows.map((row) => [...row]);
  const row = place ?? rows.length - 1;
  const column = place ?? width - 1;
  if (what === "row")
    rows.splice(
      row + 1,
      0,
      Array.from({ length: width }, () => ""),
    );
  if (what === "column") for (const cells of rows) cells.splice(column + 1, 0, "");
  if (what === "remove-row" && rows.length > 1 && row > 0) rows.splice(row, 1);
  if (what === "remove-column" && width > 1) for (const cells of rows) cells.splice(column, 1);
  return withContent(part, { ...content, rows });
}

const directive = /:local\[((?:\\.|[^\]\\])*)\]\{name="?([a-z][a-z0-9-]{0,63})"?\}/g;

export type Wording = { name: string; usual: string; uses: number };

/** The places that each school words for itself, in order of first use. */
export function wordingsOf(parts: readonly Part[]): Wording[] {
  const found = new Map<string, Wording>();
  for (const part of parts) {
    for (const [, usual = "", name = ""] of printPart(part).matchAll(directive)) {
      const known = found.get(name);
      if (known) known.uses += 1;
      else found.set(name, { name, usual: usual.replace(/\\(.)/g, "$1"), uses: 1 });
    }
  }
  return [...found.values()];
}

/** Gives a place other usual words, wherever it is used. */
export function reword(draft: DraftParts, name: string, usual: string): DraftParts {
  const words = label(usual);
  const change = (text: string) =>
    text.replace(directive, (whole, was: string, named: string) =>
      named === name && was !== "" ? `:local[${words}]{name="${name}"}` : whole,
    );
  return {
    ...draft,
    parts: draft.parts.map((part) => withContent(part, mapTexts(part.content, change))),
  };
}

/** A name for new local wording: its own words in small letters and hyphens, with a number when it is taken. */
export function wordingName(words: string, taken: readonly string[]): string {
  const base =
    words
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+/, "")
      .slice(0, 40)
      .replace(/-+$/, "") || "wording";
  let name = base;
  for (let number = 2; taken.includes(name); number += 1) name = `${base}-${number}`;
  return name;
}
