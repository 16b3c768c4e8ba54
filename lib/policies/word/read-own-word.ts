import { rolePlurals } from "#lib/people/words.ts";
import { controlFieldNames, countersignNames, fieldKindNames, signingOrderNames } from "../check/words.ts";
import { fieldOfLabel } from "../document/control-labels.ts";
import { normalBlocks } from "../document/normal-form.ts";
import { slug, slugger } from "../document/numbers.ts";
import { parseDocument } from "../document/parse-document.ts";
import { printDocument } from "../document/print-document.ts";
import {
  type AgreementField,
  AUDIENCE_ROLES,
  type BodyNode,
  CONTROL_FIELDS,
  type ControlEntry,
  type CountersignRule,
  type FieldKind,
  type PolicyAgreement,
  type PolicyDocument,
  PolicyDocumentError,
  type SigningOrder,
} from "../document/types.ts";
import type { FileBlock } from "../files/write-blocks.ts";
import {
  type AgreementPart,
  agreementParts,
  agreementRows,
  controlColumns,
  fieldColumns,
  type PartName,
  partNames,
  styleNames,
  wholeDocumentNames,
} from "./own-word.ts";
import { bodyNodes, cellWords, styleOf } from "./read-body-blocks.ts";

/** The text of a file that was downloaded here, and what whoever brings it back should know. */
export type OwnWord = { text: string; notes: string[] };

/**
 * Reads the blocks of a Word file that was downloaded here, and perhaps edited since, by its marks. Null for a file
 * that has none, or whose marks no longer make a policy: it is read as any other.
 */
export function readOwnWord(blocks: readonly FileBlock[]): OwnWord | null {
  if (!blocks.some((block) => partOf(block) !== null)) return null;
  try {
    const reader = new Reader(blocks);
    const text = printDocument(reader.document());
    parseDocument(text);
    return { text, notes: reader.notes };
  } catch (error) {
    if (error instanceof PolicyDocumentError || error instanceof MarksError) return null;
    throw error;
  }
}

class MarksError extends Error {}

/** Which part a block begins; null for one that is only words. */
function partOf(block: FileBlock): PartName | null {
  if (styleOf(block) !== styleNames.part.toLowerCase() || block.kind !== "paragraph") return null;
  const said = block.pieces
    .map(({ text }) => text)
    .join("")
    .trim()
    .toLowerCase();
  const found = Object.entries(partNames).find(([, name]) => name.toLowerCase() === said);
  return (found?.[0] as PartName | undefined) ?? null;
}

const keyOf = <Key extends string>(names: Record<Key, string>, said: string): Key | undefined =>
  (Object.entries(names) as [Key, string][]).find(
    ([, name]) => name.toLowerCase() === said.trim().toLowerCase(),
  )?.[0];

class Reader {
  readonly notes: string[] = [];
  readonly #blocks: readonly FileBlock[];
  readonly #defaults = new Map<string, string>();
  readonly #key = slugger();
  #at = 0;

  constructor(blocks: readonly FileBlock[]) {
    this.#blocks = blocks;
  }

  document(): PolicyDocument {
    const made: PolicyDocument = {
      title: null,
      control: [],
      body: [],
      agreements: [],
      history: { columns: [], rows: [] },
      related: [],
      variables: [],
    };
    const titles = this.#blocks.filter((block) => styleOf(block) === "title");
    if (titles.length > 0) made.title = titles.map(paragraphWords).join(" ").trim() || null;
    let loose: FileBlock[] = [];
    const flush = () => {
      made.body.push(...this.#nodes(loose));
      loose = [];
    };
    while (this.#at < this.#blocks.length) {
      const block = this.#blocks[this.#at] as FileBlock;
      const part = partOf(block);
      this.#at += 1;
      if (part === null) {
        if (styleOf(block) !== "title") loose.push(block);
        continue;
      }
      flush();
      if (part === "control") made.control.push(...this.#control());
      else if (part === "agreement") {
        const agreement = this.#agreement();
        made.agreements.push(agreement);
        made.body.push({ type: "agreementPlace", key: agreement.key });
      } else if (part === "history" && made.history.columns.length === 0) {
        const [columns = [], ...rows] = this.#table() ?? [];
        made.history = { columns, rows: rows.map((row) => columns.map((_, at) => row[at] ?? "")) };
        if (columns.length > 0) made.body.push({ type: "historyPlace" });
      } else if (part === "related" && made.related.length === 0) {
        made.related = this.#related();
        if (made.related.length > 0) made.body.push({ type: "relatedPlace" });
      }
      // the line of a part that stands where none can begin says nothing
    }
    flush();
    return made;
  }

  #nodes(blocks: readonly FileBlock[]): BodyNode[] {
    const nodes = bodyNodes(blocks, this.#defaults);
    return normalBlocks(nodes, { source: "", definitions: new Map(), variables: new Map() });
  }

  /** The words of the table that comes next; null where something else does. */
  #table(): string[][] | null {
    const block = this.#blocks[this.#at];
    if (block?.kind !== "table") return null;
    this.#at += 1;
    return cellWords(block);
  }

  #control(): ControlEntry[] {
    const rows = this.#table() ?? [];
    return rows.flatMap(([label = "", value = "", said = ""], at): ControlEntry[] => {
      if (at === 0 && label === controlColumns[0] && value === controlColumns[1]) return [];
      if (label === "") return value === "" ? [] : [{ label: "Note", value }];
      const chosen = keyOf(controlFieldNames, said);
      const field = chosen === "none" ? undefined : (chosen ?? fieldOfLabel(label));
      return field && CONTROL_FIELDS.includes(field) ? [{ label, value, field }] : [{ label, value }];
    });
  }

  #related(): PolicyDocument["related"] {
    const items: FileBlock[] = [];
    while (this.#blocks[this.#at]?.kind === "item") {
      items.push(this.#blocks[this.#at] as FileBlock);
      this.#at += 1;
    }
    return items.flatMap((item) => {
      if (item.kind !== "item") return [];
      const label = item.pieces
        .map(({ text }) => text)
        .join("")
        .replace(/\s+/g, " ")
        .trim();
      const link = item.pieces.every((piece) => piece.link === item.pieces[0]?.link) && item.pieces[0]?.link;
      return label === "" ? [] : [link ? { label, url: link } : { label }];
    });
  }

  /** Everything up to the line that ends the agreement. */
  #agreement(): PolicyAgreement {
    const rows = new Map((this.#table() ?? []).map(([name = "", value = ""]) => [name.toLowerCase(), value]));
    const said = (row: keyof typeof agreementRows) => rows.get(agreementRows[row].toLowerCase()) ?? "";
    const found = new Map<AgreementPart | "before", FileBlock[]>();
    const seen = new Set<AgreementPart>();
    let part: AgreementPart | "before" = "before";
    for (;;) {
      const block = this.#blocks[this.#at];
      // an agreement whose end was taken away could be anything
      if (!block) throw new MarksError();
      const begins = partOf(block);
      if (begins === "agreement" || begins === "control" || begins === "history" || begins === "related")
        throw new MarksError();
      this.#at += 1;
      if (begins === "end") break;
      if (begins) {
        part = begins as AgreementPart;
        seen.add(part);
      } else found.set(part, [...(found.get(part) ?? []), block]);
    }
    const inside = (name: AgreementPart) => this.#nodes(found.get(name) ?? []);
    const fields = (name: "fields" | "parentFields") => this.#fields(found.get(name) ?? []);
    const title = said("title");
    if (!title) throw new MarksError();
    const countersigned = agreementParts.slice(4).some((name) => seen.has(name));
    const own = fields("fields");
    const parents = fields("parentFields");
    const wholeDocument = keyOf(wholeDocumentNames, said("wholeDocument")) === "yes";
    const statements = inside("statements");
    const rule: CountersignRule =
      keyOf(countersignNames, said("countersign")) ?? (countersigned ? "one" : "none");
    return {
      key: this.#key(slug(said("key") || title)),
      title,
      audience: this.#audience(said("audience"), title),
      countersign: rule,
      countersignUntil: said("countersignUntil").trim() === "16" ? 16 : 18,
      order: (keyOf(signingOrderNames, said("order")) ?? "pupil-first") as SigningOrder,
      wholeDocument,
      introduction: [
        ...this.#nodes(found.get("before") ?? []),
        ...inside("introduction"),
        ...(wholeDocument ? statements : []),
      ],
      statements: wholeDocument ? [] : statements,
      declaration: [
        ...inside("declaration"),
        ...own.others,
        ...(rule === "none" ? [...inside("parentDeclaration"), ...parents.others] : []),
      ],
      fields: rule === "none" ? [...own.fields, ...parents.fields] : own.fields,
      countersignPart:
        countersigned && rule !== "none"
          ? { declaration: [...inside("parentDeclaration"), ...parents.others], fields: parents.fields }
          : null,
    };
  }

  #audience(said: string, title: string): PolicyAgreement["audience"] {
    const named = said
      .split(/[,;]| and (?=[A-Z])/)
      .map((one) => one.trim())
      .filter(Boolean);
    const roles = named.map((one) => keyOf(rolePlurals, one));
    const unknown = named.filter((one, at) => !roles[at] && !/^nobody/i.test(one));
    if (unknown.length > 0)
      this.notes.push(`“${unknown.join(", ")}” is no role that can sign “${title}”: say who signs it`);
    return AUDIENCE_ROLES.filter((role) => roles.includes(role));
  }

  #fields(blocks: readonly FileBlock[]): { fields: AgreementField[]; others: BodyNode[] } {
    const fields = blocks.flatMap((block) => {
      if (block.kind !== "table") return [];
      return cellWords(block).flatMap(([label = "", said = ""], at): AgreementField[] => {
        if (label === "" || (at === 0 && label === fieldColumns[0] && said === fieldColumns[1])) return [];
        return [{ label, kind: (keyOf(fieldKindNames, said) ?? "text") as FieldKind }];
      });
    });
    return { fields, others: this.#nodes(blocks.filter((block) => block.kind !== "table")) };
  }
}

const paragraphWords = (block: FileBlock): string =>
  block.kind === "paragraph"
    ? block.pieces
        .map(({ text }) => text)
        .join("")
        .replace(/\s+/g, " ")
        .trim()
    : "";
