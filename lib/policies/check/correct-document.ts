import { fieldOfLabel } from "../document/control-labels.ts";
import { words } from "../document/markdown.ts";
import type { BodyNode, ChangeHistory, ControlEntry, PolicyDocument } from "../document/types.ts";
import { correctAgreement, intoAgreement, outOfAgreement } from "./correct-agreement.ts";
import type { Correction, NotPlacedDecision } from "./schema.ts";

/**
 * The document with one correction made; the text that it came from is left alone. Null when the part that it is
 * about is no longer there.
 */
export function correctDocument(document: PolicyDocument, correction: Correction): PolicyDocument | null {
  switch (correction.part) {
    case "title":
      return { ...document, title: correction.title };
    case "control":
      return { ...document, control: correction.rows.flatMap(asEntry) };
    case "agreement":
      return correctAgreement(document, correction);
    case "no-agreement":
      return outOfAgreement(document, correction.key);
    case "new-agreement":
      return intoAgreement(document, correction);
    case "history":
      return correction.columns.length === document.history.columns.length
        ? { ...document, history: { ...document.history, columns: correction.columns } }
        : null;
    case "no-history":
      return withoutHistory(document);
    case "new-history":
      return intoHistory(document, correction.table);
  }
}

/** The document with something that found no place put into it. */
export function putIn(
  document: PolicyDocument,
  decision: Exclude<NotPlacedDecision, { as: "seen" }>,
): PolicyDocument {
  if (decision.as === "control") {
    const field = fieldOfLabel(decision.label);
    const entry = { label: decision.label, value: decision.value, ...(field ? { field } : {}) };
    return { ...document, control: [...document.control, entry] };
  }
  const paragraph: BodyNode = { type: "paragraph", children: [{ type: "text", value: decision.text }] };
  const at = decision.section < 0 ? document.body.length : ownEnd(document.body, decision.section);
  return { ...document, body: document.body.toSpliced(at, 0, paragraph) };
}

type Row = (Correction & { part: "control" })["rows"][number];

function asEntry({ label, value, field }: Row): ControlEntry[] {
  if (label === "") return value === "" ? [] : [{ label: "Note", value }];
  return [field === "none" ? { label, value } : { label, value, field }];
}

/** Where the text directly below a heading ends: at the next heading of any level. */
function ownEnd(body: readonly BodyNode[], heading: number): number {
  const next = body.findIndex((node, index) => index > heading && node.type === "heading");
  return next < 0 ? body.length : next;
}

function asTable({ columns, rows }: ChangeHistory): BodyNode {
  const row = (cells: string[]) => ({
    type: "tableRow" as const,
    children: cells.map((cell) => ({
      type: "tableCell" as const,
      children: cell ? [{ type: "text" as const, value: cell }] : [],
    })),
  });
  return { type: "table", align: null, children: [columns, ...rows].map(row) };
}

/** The change history becomes the table that it was. */
function withoutHistory(document: PolicyDocument): PolicyDocument | null {
  if (document.history.columns.length === 0) return null;
  return {
    ...document,
    history: { columns: [], rows: [] },
    body: document.body.map((node) => (node.type === "historyPlace" ? asTable(document.history) : node)),
  };
}

/** A table of the body becomes the change history; one that was it before becomes a table again. */
function intoHistory(document: PolicyDocument, at: number): PolicyDocument | null {
  const table = document.body[at];
  if (table?.type !== "table") return null;
  const cells = table.children.map((row) => row.children.map((cell) => words(cell)));
  const [columns = [], ...rows] = cells;
  const before = withoutHistory(document) ?? document;
  return {
    ...before,
    history: { columns, rows },
    body: before.body.with(at, { type: "historyPlace" }),
  };
}
