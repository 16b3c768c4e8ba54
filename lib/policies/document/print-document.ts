import type { ListItem, PhrasingContent, RootContent, TableCell } from "mdast";
import type { ContainerDirective, LeafDirective, TextDirective } from "mdast-util-directive";
import { printFrontMatter } from "./front-matter.ts";
import { printMarkdown } from "./markdown.ts";
import type {
  AgreementField,
  BodyNode,
  ChangeHistory,
  PolicyAgreement,
  PolicyDocument,
  RelatedPolicy,
} from "./types.ts";

/**
 * Writes a document in the format of docs/policy-format.md. Printing is canonical: two texts that hold
 * the same document print alike, and what is printed reads back as the same document.
 */
export function printDocument(document: PolicyDocument): string {
  const body = printMarkdown(document.body.flatMap((node) => bodyNode(node, document)));
  return `${printFrontMatter(document)}${body.trim() ? `\n${body}` : ""}`;
}

/** Writes one agreement as it stands in a document. */
export function printAgreement(agreement: PolicyAgreement): string {
  return printMarkdown([agreementDirective(agreement)]);
}

function bodyNode(node: BodyNode, document: PolicyDocument): RootContent[] {
  switch (node.type) {
    case "agreementPlace": {
      const agreement = document.agreements.find((one) => one.key === node.key);
      return agreement ? [agreementDirective(agreement)] : [];
    }
    case "historyPlace":
      if (document.history.columns.length === 0) return [];
      return [container("history", {}, [historyTable(document.history)])];
    case "relatedPlace":
      if (document.related.length === 0) return [];
      return [container("related", {}, [relatedList(document.related)])];
    default:
      return [withDirectives(node)];
  }
}

function agreementDirective(agreement: PolicyAgreement): RootContent {
  const parts = [
    ...part("introduction", agreement.introduction),
    ...part("statements", agreement.statements),
    ...part("declaration", agreement.declaration),
    ...fields(agreement.fields),
  ];
  if (agreement.countersignPart) {
    parts.push(
      container("countersign", {}, [
        ...part("declaration", agreement.countersignPart.declaration),
        ...fields(agreement.countersignPart.fields),
      ]),
    );
  }
  const attributes = {
    key: agreement.key,
    ...(agreement.audience.length > 0 ? { audience: agreement.audience.join(" ") } : {}),
    ...(agreement.countersign === "none" ? {} : { countersign: agreement.countersign }),
    ...(agreement.countersignUntil === 16 ? { "countersign-until": "16" } : {}),
    ...(agreement.order === "free" ? { order: "free" } : {}),
    ...(agreement.wholeDocument ? { "whole-document": "" } : {}),
  };
  return container("agreement", attributes, parts, agreement.title);
}

function part(name: string, content: BodyNode[]): RootContent[] {
  return content.length > 0 ? [container(name, {}, content.map(withDirectives))] : [];
}

function fields(list: AgreementField[]): RootContent[] {
  if (list.length === 0) return [];
  const lines = list.map(
    ({ label, kind }): LeafDirective => ({
      type: "leafDirective",
      name: "field",
      attributes: { kind },
      children: [labelText(label)],
    }),
  );
  return [container("fields", {}, lines)];
}

function container(name: string, attributes: Record<string, string>, content: RootContent[], label?: string) {
  const children = label
    ? [{ type: "paragraph", data: { directiveLabel: true }, children: [labelText(label)] }, ...content]
    : content;
  return { type: "containerDirective", name, attributes, children } as ContainerDirective;
}

function historyTable({ columns, rows }: ChangeHistory): RootContent {
  const row = (cells: string[]) => ({
    type: "tableRow" as const,
    children: cells.map((cell): TableCell => ({ type: "tableCell", children: cell ? [text(cell)] : [] })),
  });
  return { type: "table", align: null, children: [columns, ...rows].map(row) };
}

function relatedList(related: RelatedPolicy[]): RootContent {
  const items = related.map(
    ({ label, url }): ListItem => ({
      type: "listItem",
      spread: false,
      children: [
        {
          type: "paragraph",
          children: [url === undefined ? text(label) : { type: "link", url, children: [text(label)] }],
        },
      ],
    }),
  );
  return { type: "list", ordered: false, spread: false, children: items };
}

function text(value: string): PhrasingContent & { type: "text" } {
  return { type: "text", value };
}

function labelText(value: string): PhrasingContent {
  return { type: "labelText", value } as unknown as PhrasingContent;
}

/** Local wording is printed as the text directive it was read from. */
function withDirectives<Node extends RootContent>(node: Node): Node {
  if (node.type === "localWording") {
    const directive: TextDirective = {
      type: "textDirective",
      name: "local",
      attributes: { name: node.name },
      children: node.default ? [text(node.default)] : [],
    };
    return directive as unknown as Node;
  }
  if (!("children" in node)) return node;
  return { ...node, children: (node.children as RootContent[]).map(withDirectives) } as Node;
}
