import type { ListItem, PhrasingContent } from "mdast";
import { isAlias, isMap, isScalar, parseDocument as parseYaml } from "yaml";
import { fieldOfLabel } from "./control-labels.ts";
import { LONGEST_TEXT, refuseLaboriousText, refuseLongText } from "./limits.ts";
import { parseInline } from "./markdown.ts";
import { type NormalFormContext, normalBlocks, normalInline } from "./normal-form.ts";
import { slugger } from "./numbers.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";
import { readBlocks, type TextBlock, type TextItem, type Unplaced, unmarked } from "./read-blocks.ts";
import { type AgreementFound, recogniseAgreements } from "./recognise-agreements.ts";
import { withoutContents } from "./recognise-contents.ts";
import { recogniseFrontPage } from "./recognise-control.ts";
import { recogniseHistory } from "./recognise-history.ts";
import { recogniseRelated } from "./recognise-related.ts";
import { recogniseSections } from "./recognise-sections.ts";
import type { BodyNode, ControlEntry, PolicyAgreement, PolicyDocument } from "./types.ts";

export type BroughtIn = { document: PolicyDocument; unplaced: Unplaced[] };

/**
 * Turns the text of a school's file into a policy document: plain text or Markdown as extracted from Word or
 * PDF, or a text that is in Countersign's own format already. What has no place in a document is listed with
 * its line. Throws PolicyDocumentError for a text in Countersign's format with a mistake in it, and for one longer
 * or harder to read than any policy.
 */
export function bringInText(text: string): BroughtIn {
  refuseLongText(text, LONGEST_TEXT);
  const brought = readText(text);
  // What could not be read again is refused now, not once people have to sign it.
  refuseLaboriousText(printDocument(brought.document));
  return brought;
}

function readText(text: string): BroughtIn {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (isOwnFormat(source)) return { document: parseDocument(source), unplaced: [] };
  const { matter, rest } = foreignFrontMatter(source);
  const unplaced: Unplaced[] = [];
  const tidied = withoutFurniture(readBlocks(rest), unplaced);
  const front = recogniseFrontPage(withoutContents(tidied));
  const title = matter.title ?? front.title;
  const sections = recogniseSections(front.rest);
  const related = recogniseRelated(sections);
  const history = recogniseHistory(sections);
  const placed: (TextBlock | Place)[] = sections.flatMap((block, index): (TextBlock | Place)[] => {
    if (history?.at === index) return [{ kind: "history" }];
    if (related?.at === index) {
      const [before, ...after] = related.blocks;
      return [...(before ? [before] : []), { kind: "related" }, ...after];
    }
    return [block];
  });
  const { body, agreements } = assemble(placed, title);
  return {
    document: {
      title,
      control: [...matter.control, ...front.control],
      body,
      agreements,
      history: history?.history ?? { columns: [], rows: [] },
      related: related?.related ?? [],
      variables: [],
    },
    unplaced,
  };
}

type Place = { kind: "history" } | { kind: "related" };

/**
 * Countersign's own format: one of its directives, control as a list of rows, or, where front matter has only
 * a title as other people's has too, a text that is just as it would be printed.
 */
export function isOwnFormat(source: string): boolean {
  if (/^:{3,}(agreement|history|related)\b/m.test(source)) return true;
  const matter = frontMatterOf(source);
  if (matter === null || !matter.every(([key]) => key === "title" || key === "control")) return false;
  const control = matter.find(([key]) => key === "control");
  return control ? control[1] === null : printDocument(parseDocument(source)) === source;
}

/** The pairs of a front matter; a value that is not plain text is null. Null when the text has none. */
function frontMatterOf(source: string): [string, string | null][] | null {
  const found = /^---[ \t]*\n([\s\S]*?)^---[ \t]*$/m.exec(source);
  if (found?.index !== 0) return null;
  const yaml = parseYaml(found[1] ?? "", { schema: "failsafe" });
  if (yaml.errors.length > 0) return null;
  if (yaml.contents === null) return [];
  if (!isMap(yaml.contents)) return null;
  return yaml.contents.items.map((pair) => {
    const value = pair.value;
    const plain = value === null || (isScalar(value) && !isAlias(value)) ? String(value?.value ?? "") : null;
    return [isScalar(pair.key) ? String(pair.key.value) : "", plain];
  });
}

function foreignFrontMatter(source: string): {
  matter: { title: string | null; control: ControlEntry[] };
  rest: string;
} {
  const pairs = frontMatterOf(source);
  if (pairs === null) return { matter: { title: null, control: [] }, rest: source };
  const control: ControlEntry[] = [];
  let title: string | null = null;
  for (const [key, value] of pairs) {
    if (/^title$/i.test(key) && value) title = value;
    else if (key) {
      const label = key.replace(/[_-]+/g, " ").replace(/^./, (letter) => letter.toUpperCase());
      const field = fieldOfLabel(label);
      control.push(field ? { label, value: value ?? "", field } : { label, value: value ?? "" });
    }
  }
  // The lines of the front matter are kept as empty ones, so that line numbers stay those of the file.
  const rest = source.replace(/^---[ \t]*\n[\s\S]*?^---[ \t]*$/m, (matter) => matter.replace(/[^\n]/g, ""));
  return { matter: { title, control }, rest };
}

/** Takes out what a page carries around its text: page numbers, and a name repeated at the end. */
function withoutFurniture(blocks: TextBlock[], unplaced: Unplaced[]): TextBlock[] {
  let end = blocks.length;
  const closing = blocks.at(-1);
  if (closing?.kind === "paragraph") {
    const same = (block: TextBlock | undefined) => block?.kind === "paragraph" && block.text === closing.text;
    while (same(blocks[end - 1])) end -= 1;
    if (blocks.length - end < 2 || closing.text.split(/\s+/).length > 12) end = blocks.length;
  }
  return blocks.filter((block, index) => {
    const furniture =
      index >= end ||
      (block.kind === "paragraph" && /^(page\s+)?\d{1,3}(\s*(of|\/)\s*\d{1,3})?$/i.test(block.text));
    if (furniture && "text" in block) unplaced.push({ line: block.line, text: unmarked(block.text) });
    return !furniture;
  });
}

function assemble(placed: (TextBlock | Place)[], title: string | null) {
  // Places stand as empty tables while agreements are looked for, so that they keep their position.
  const marks = new Map<TextBlock, Place>();
  const blocks = placed.map((block): TextBlock => {
    if (block.kind !== "history" && block.kind !== "related") return block;
    const mark: TextBlock = { kind: "table", line: 0, rows: [] };
    marks.set(mark, block);
    return mark;
  });
  const found = recogniseAgreements(blocks, title);
  const unique = slugger();
  const agreements: PolicyAgreement[] = [];
  const body: BodyNode[] = [];
  let index = 0;
  for (const one of found.agreements) {
    body.push(...toBody(found.blocks.slice(index, one.from), marks));
    const agreement = asAgreement(one, unique);
    agreements.push(agreement);
    body.push({ type: "agreementPlace", key: agreement.key });
    index = one.to;
  }
  body.push(...toBody(found.blocks.slice(index), marks));
  return { body, agreements };
}

function asAgreement(found: AgreementFound, unique: (text: string) => string): PolicyAgreement {
  const title = found.title ?? "Agreement";
  const blocks = (list: TextBlock[]) => toBody(list, new Map());
  return {
    key: unique(title),
    title,
    audience: found.audience,
    countersign: found.countersign ? "one" : "none",
    countersignUntil: 18,
    order: "pupil-first",
    wholeDocument: found.wholeDocument,
    introduction: blocks(found.introduction),
    statements: blocks(found.statements),
    declaration: blocks(found.declaration),
    fields: found.fields,
    countersignPart: found.countersign && {
      declaration: blocks(found.countersign.declaration),
      fields: found.countersign.fields,
    },
  };
}

function toBody(blocks: TextBlock[], marks: Map<TextBlock, Place>): BodyNode[] {
  const nodes = blocks.map((block): BodyNode => {
    const place = marks.get(block);
    if (place) return { type: place.kind === "history" ? "historyPlace" : "relatedPlace" };
    switch (block.kind) {
      case "heading": {
        const depth = Math.min(6, block.level + 1) as 2 | 3 | 4 | 5 | 6;
        return { type: "heading", depth, children: inline(block.text) };
      }
      case "list":
        return listNode(block.items, block.ordered, block.start);
      case "table": {
        const width = Math.max(...block.rows.map((row) => row.cells.length));
        const row = (cells: string[]) => ({
          type: "tableRow" as const,
          children: Array.from({ length: width }, (_, cell) => ({
            type: "tableCell" as const,
            children: inline(cells[cell] ?? ""),
          })),
        });
        return { type: "table", align: null, children: block.rows.map(({ cells }) => row(cells)) };
      }
      case "numbered":
        return { type: "paragraph", children: inline(`${block.number} ${block.text}`) };
      default:
        return { type: "paragraph", children: inline(block.text) };
    }
  });
  return normalBlocks(nodes, context());
}

function listNode(items: TextItem[], ordered: boolean, start: number): BodyNode & { type: "list" } {
  return {
    type: "list",
    ordered,
    start: ordered ? start : null,
    spread: false,
    children: items.map(
      (item): ListItem => ({
        type: "listItem",
        spread: false,
        children: [
          { type: "paragraph", children: inline(item.text) },
          ...(item.items.length > 0 ? [listNode(item.items, false, 1)] : []),
        ],
      }),
    ),
  };
}

function inline(text: string): PhrasingContent[] {
  return normalInline(parseInline(text), context());
}

function context(): NormalFormContext {
  return { source: "", definitions: new Map(), variables: new Map() };
}
