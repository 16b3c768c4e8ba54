import type { List, ListItem } from "mdast";
import { words } from "./markdown.ts";
import { slugger } from "./numbers.ts";
import type { BodyNode, FieldKind, LocalWordingValues, PolicyAgreement, PolicyDocument } from "./types.ts";

/** One thing that a signatory promises, with the words that lead into it. Plain text. */
export type Statement = { text: string; leadIn: string | null };

/** A field to fill in; `name` is unique in its agreement and stable while its label is. */
export type NamedField = { label: string; kind: FieldKind; by: "signatory" | "parent"; name: string };

/** The fields of an agreement in order: the signatory's, then the parent's or carer's. */
export function agreementFields(agreement: PolicyAgreement): NamedField[] {
  const unique = slugger();
  const named = (by: "signatory" | "parent") => (field: { label: string; kind: FieldKind }) => ({
    ...field,
    by,
    name: unique(field.label, by === "parent" ? "parent-" : ""),
  });
  return [
    ...agreement.fields.map(named("signatory")),
    ...(agreement.countersignPart?.fields ?? []).map(named("parent")),
  ];
}

/**
 * The statements of an agreement in order: each list item, nested ones included, with the words that lead
 * into its list, and each first-person paragraph. A whole-document agreement takes them from those sections
 * of the body that speak in the first person.
 */
export function agreementStatements(document: PolicyDocument, agreement: PolicyAgreement): Statement[] {
  if (!agreement.wholeDocument) return statementsIn(agreement.statements);
  return statementSections(document.body).flatMap((section) => statementsIn(section));
}

/** The words of the declaration; null when the agreement has none. */
export function declarationText(agreement: PolicyAgreement): string | null {
  return words(agreement.declaration) || null;
}

/** The blocks of those sections of a body that hold statements in the first person. */
function statementSections(body: readonly BodyNode[]): BodyNode[][] {
  const sections: BodyNode[][] = [[]];
  for (const node of body) {
    if (node.type === "heading") sections.push([]);
    else sections.at(-1)?.push(node);
  }
  return sections.filter((section) => section.some((node) => firstPersonBlock(node)));
}

/** Whether a sentence speaks for the person who signs: "I will …", "I'm …", "… my password". */
export function inFirstPerson(text: string): boolean {
  return /(^|[\s("'“‘])I(['’](m|ll|ve|d))?(?=[\s,])/.test(text);
}

/** Whether a block speaks for the person who signs, itself or in most of its items. */
function firstPersonBlock(node: BodyNode): boolean {
  if (node.type === "paragraph") return inFirstPerson(words(node));
  if (node.type !== "list") return false;
  const own = node.children.filter((item) => inFirstPerson(itemWords(item)));
  return own.length * 2 >= node.children.length;
}

/** Statements of a run of blocks; see agreementStatements. */
function statementsIn(blocks: readonly BodyNode[]): Statement[] {
  const statements: Statement[] = [];
  blocks.forEach((node, index) => {
    if (node.type === "list") statements.push(...listStatements(node, leadInBefore(blocks, index)));
    else if (node.type === "paragraph") {
      const text = words(node);
      const leads = blocks[index + 1]?.type === "list" && leadsIn(text);
      if (!leads && inFirstPerson(text)) statements.push({ text, leadIn: null });
    }
  });
  return statements;
}

/** The words that lead into the list at `index`: a paragraph before it that isn't a sentence of its own. */
export function leadInBefore(
  blocks: readonly BodyNode[],
  index: number,
  wording: LocalWordingValues = {},
): string | null {
  const before = blocks[index - 1];
  if (before?.type !== "paragraph") return null;
  return leadsIn(words(before)) ? words(before, wording) : null;
}

/** Words above a list lead into it unless they are a sentence of their own. */
function leadsIn(text: string): boolean {
  return !/[.?!]["'”’)]?$/.test(text) && !text.startsWith("(");
}

function listStatements(list: List, leadIn: string | null): Statement[] {
  return list.children.flatMap((item) => {
    const text = itemWords(item);
    const nested = item.children.filter((child): child is List => child.type === "list");
    const inner = [leadIn, text].filter(Boolean).join(" ") || null;
    return [...(text ? [{ text, leadIn }] : []), ...nested.flatMap((child) => listStatements(child, inner))];
  });
}

/** The words of an item itself, without the lists inside it. */
export function itemWords(item: ListItem): string {
  return words(item.children.filter((child) => child.type !== "list"));
}
