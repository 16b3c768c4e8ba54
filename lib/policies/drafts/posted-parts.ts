import {
  AUDIENCE_ROLES,
  CONTROL_FIELDS,
  COUNTERSIGN_RULES,
  FIELD_KINDS,
  SIGNING_ORDERS,
} from "../document/types.ts";
import type { ControlRow, DraftParts, FieldRow, Part, PartContent } from "./parts.ts";
import { withContent } from "./parts.ts";
import { readParts } from "./read-parts.ts";

/** More parts, rows or fields than a form of ours has. */
const most = 20_000;

/**
 * The parts of the editor's form as posted without scripts (`part.3.text`, `part.7.cell.0.1`). Where `text` is what
 * the form was made from, whatever was not changed keeps its own characters.
 */
export function postedParts(form: FormData, text: string | null): DraftParts {
  // FormData looks through all its fields for each name
  const posted = Map.groupBy(form.entries(), ([name]) => name);
  const valuesOf = (name: string) => (posted.get(name) ?? []).map(([, value]) => value);
  const get = (name: string) => {
    const value = posted.get(name)?.[0]?.[1];
    return typeof value === "string" ? value.replace(/\r\n?/g, "\n") : undefined;
  };
  const base = text === null ? null : readParts(text);
  const parts: Part[] = [];
  for (let index = 0; index < most; index += 1) {
    const content = contentPosted(valuesOf, get, `part.${index}`);
    if (!content) break;
    const was = base?.parts[index];
    parts.push(
      was && was.content.kind === content.kind
        ? withContent(was, content)
        : { id: `n${index}`, content, source: null, gap: "", follows: null },
    );
  }
  return { parts, tail: base?.tail ?? "\n" };
}

type Get = (name: string) => string | undefined;

function contentPosted(valuesOf: (name: string) => unknown[], get: Get, name: string): PartContent | null {
  const text = get(`${name}.text`) ?? "";
  switch (get(`${name}.kind`)) {
    case "control":
      return { kind: "control", title: get(`${name}.title`) ?? "", rows: controlRows(get, name) };
    case "heading": {
      const depth = Math.min(6, Math.max(1, Math.trunc(Number(get(`${name}.depth`))) || 2));
      return { kind: "heading", depth, text };
    }
    case "text":
      return { kind: "text", text };
    case "related":
      return { kind: "related", text };
    case "table":
      return { kind: "table", rows: cells(get, name) };
    case "history":
      return { kind: "history", rows: cells(get, name) };
    case "agreement": {
      const roles = valuesOf(`${name}.audience`);
      return {
        kind: "agreement",
        key: (get(`${name}.key`) ?? "").replace(/[^a-z0-9-]/g, "").slice(0, 80) || "agreement",
        title: get(`${name}.title`) ?? "",
        audience: AUDIENCE_ROLES.filter((role) => roles.includes(role)),
        countersign: oneOf(get(`${name}.countersign`), COUNTERSIGN_RULES) ?? "none",
        until: get(`${name}.until`) === "16" ? 16 : 18,
        order: oneOf(get(`${name}.order`), SIGNING_ORDERS) ?? "pupil-first",
        wholeDocument: get(`${name}.whole`) !== undefined,
        introduction: get(`${name}.introduction`) ?? "",
        statements: get(`${name}.statements`) ?? "",
        declaration: get(`${name}.declaration`) ?? "",
        fields: fieldRows(get, `${name}.field`),
        parentDeclaration: get(`${name}.parentDeclaration`) ?? "",
        parentFields: fieldRows(get, `${name}.parentField`),
      };
    }
    default:
      return null;
  }
}

/** Rows of a form; the empty one at its end is there to be filled in. */
function rowsPosted<Row extends { label: string }>(read: (index: number) => Row | null): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < most; index += 1) {
    const row = read(index);
    if (!row) break;
    if (row.label.trim() !== "") rows.push(row);
  }
  return rows;
}

const controlRows = (get: Get, name: string): ControlRow[] =>
  rowsPosted((index) => {
    const label = get(`${name}.row.${index}.label`);
    if (label === undefined) return null;
    const field = get(`${name}.row.${index}.field`);
    return {
      label,
      value: get(`${name}.row.${index}.value`) ?? "",
      field: oneOf(field, [...CONTROL_FIELDS, "none"] as const) ?? "",
    };
  });

const fieldRows = (get: Get, name: string): FieldRow[] =>
  rowsPosted((index) => {
    const label = get(`${name}.${index}.label`);
    return label === undefined
      ? null
      : { label, kind: oneOf(get(`${name}.${index}.kind`), FIELD_KINDS) ?? "text" };
  });

function cells(get: Get, name: string): string[][] {
  const rows: string[][] = [];
  for (let row = 0; row < most && get(`${name}.cell.${row}.0`) !== undefined; row += 1) {
    const cell = (column: number) => get(`${name}.cell.${row}.${column}`);
    const own: string[] = [];
    for (let column = 0; column < most; column += 1) {
      const words = cell(column);
      if (words === undefined) break;
      own.push(words);
    }
    rows.push(own);
  }
  return rows;
}

const oneOf = <Word extends string>(value: string | undefined, allowed: readonly Word[]): Word | undefined =>
  allowed.find((one) => one === value);
