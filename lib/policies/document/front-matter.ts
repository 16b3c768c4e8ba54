import { isMap, isScalar, isSeq, parseDocument as parseYaml, stringify } from "yaml";
import { fieldOfLabel } from "./control-labels.ts";
import type { ControlEntry, ControlField } from "./types.ts";
import { CONTROL_FIELDS, PolicyDocumentError } from "./types.ts";

export type FrontMatter = { title: string | null; control: ControlEntry[] };

const KEYS = new Set(["title", "control"]);

/**
 * Reads the front matter: `title`, and `control` as a list of label, value and field. A field that isn't
 * named follows from the label's words; `field: none` says that the row means nothing to Countersign.
 * `firstLine` is the line of the text on which the YAML starts. Throws PolicyDocumentError.
 */
export function readFrontMatter(yaml: string, firstLine: number): FrontMatter {
  const document = parseYaml(yaml, { schema: "failsafe", prettyErrors: true });
  const lineAt = (offset: number) => firstLine + yaml.slice(0, offset).split("\n").length - 1;
  const problem = document.errors[0];
  if (problem) {
    throw new PolicyDocumentError(
      "The document control at the top can't be read as YAML.",
      lineAt(problem.pos[0]),
    );
  }
  if (document.contents === null) return { title: null, control: [] };
  if (!isMap(document.contents)) {
    throw new PolicyDocumentError(
      "The document control at the top has to be a list of names and values.",
      firstLine,
    );
  }
  for (const pair of document.contents.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    if (!KEYS.has(key)) {
      const offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
      throw new PolicyDocumentError(
        `"${key}" is not known at the top of a policy: put it under control, with a label and a value.`,
        lineAt(offset),
      );
    }
  }
  const title = text(document.contents.get("title", true));
  const control = document.contents.get("control", true);
  if (control === undefined || (isScalar(control) && text(control) === ""))
    return { title: title || null, control: [] };
  if (!isSeq(control)) throw new PolicyDocumentError("The control has to be a list of rows.", firstLine);
  const rows = control.items.map((item): ControlEntry => {
    const line = lineAt((item as { range?: [number, number, number] }).range?.[0] ?? 0);
    if (!isMap(item)) throw new PolicyDocumentError("Each row of control needs a label and a value.", line);
    const label = text(item.get("label", true));
    if (!label) throw new PolicyDocumentError("A row of control has no label.", line);
    const value = text(item.get("value", true));
    const named = text(item.get("field", true));
    if (named && named !== "none" && !CONTROL_FIELDS.includes(named as ControlField)) {
      throw new PolicyDocumentError(
        `"${named}" is not a field of document control; it can be ${CONTROL_FIELDS.join(", ")} or none.`,
        line,
      );
    }
    const field = named === "none" ? undefined : named ? (named as ControlField) : fieldOfLabel(label);
    return field ? { label, value, field } : { label, value };
  });
  return { title: title || null, control: rows };
}

/** Prints front matter with its fences, leaving out each field that follows from its label anyway. */
export function printFrontMatter({ title, control }: FrontMatter): string {
  const yaml = stringify(
    {
      ...(title === null ? {} : { title }),
      ...(control.length === 0
        ? {}
        : {
            control: control.map(({ label, value, field }) => ({
              label,
              value,
              ...(field === fieldOfLabel(label) ? {} : { field: field ?? "none" }),
            })),
          }),
    },
    { lineWidth: 0, defaultStringType: "PLAIN" },
  );
  return `---\n${yaml === "{}\n" ? "" : yaml}---\n`;
}

function text(node: unknown): string {
  return isScalar(node)
    ? String(node.value ?? "")
        .replace(/\s+/g, " ")
        .trim()
    : "";
}
