import type { Paragraph, Root, RootContent, Table } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import { readFrontMatter } from "./front-matter.ts";
import { refuseLaboriousText } from "./limits.ts";
import { parseMarkdown } from "./markdown.ts";
import { lineOf, type NormalFormContext, normalBlocks, normalFormContext } from "./normal-form.ts";
import { parseAgreement } from "./parse-agreement.ts";
import type { BodyNode, ChangeHistory, PolicyAgreement, PolicyDocument, RelatedPolicy } from "./types.ts";
import { PolicyDocumentError } from "./types.ts";

type Parts = {
  agreements: PolicyAgreement[];
  history: ChangeHistory | null;
  related: RelatedPolicy[] | null;
};

/**
 * Reads a policy written in the format of docs/policy-format.md.
 * Throws PolicyDocumentError, with a sentence and the line, when the text breaks the format
 * or is longer or harder to read than any policy.
 */
export function parseDocument(text: string): PolicyDocument {
  const source = text
    .replace(/^\uFEFF/, "")
    .normalize("NFC")
    .replace(/\r\n?/g, "\n");
  refuseLaboriousText(source);
  const root = parseMarkdown(source);
  const context = normalFormContext(root, source);
  const first = root.children[0];
  const matter =
    first?.type === "yaml" ? readFrontMatter(first.value, lineOf(first) + 1) : { title: null, control: [] };
  const parts: Parts = { agreements: [], history: null, related: null };
  const body = parseBody(root, context, parts);
  return {
    title: matter.title,
    control: matter.control,
    body,
    agreements: parts.agreements,
    history: parts.history ?? { columns: [], rows: [] },
    related: parts.related ?? [],
    variables: [...context.variables].map(([name, usual]) => ({ name, default: usual })),
  };
}

/** Why a text cannot be read as a policy, and on which line of it. */
export type TextProblem = { line: number; sentence: string };

/** The document of a text that somebody may be in the middle of writing, or why it cannot be read at this moment. */
export function documentOrProblem(
  text: string,
): { document: PolicyDocument; problem: null } | { document: null; problem: TextProblem } {
  try {
    return { document: parseDocument(text), problem: null };
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error;
    return { document: null, problem: { line: error.line, sentence: error.sentence } };
  }
}

function parseBody(root: Root, context: NormalFormContext, parts: Parts): BodyNode[] {
  const body: BodyNode[] = [];
  const children = hasTitleHeading(root.children) ? lowerHeadings(root.children) : root.children;
  for (const node of children) {
    if (node.type === "yaml") continue;
    if (node.type === "containerDirective" && node.name === "agreement") {
      const agreement = parseAgreement(node, context);
      if (parts.agreements.some((other) => other.key === agreement.key)) {
        throw new PolicyDocumentError(`Two agreements have the key "${agreement.key}".`, lineOf(node));
      }
      parts.agreements.push(agreement);
      body.push({ type: "agreementPlace", key: agreement.key });
    } else if (node.type === "containerDirective" && node.name === "history") {
      if (parts.history) throw new PolicyDocumentError("A policy has one change history.", lineOf(node));
      parts.history = parseHistory(node.children, lineOf(node));
      body.push({ type: "historyPlace" });
    } else if (node.type === "containerDirective" && node.name === "related") {
      if (parts.related)
        throw new PolicyDocumentError("A policy has one list of related policies.", lineOf(node));
      parts.related = parseRelated(node.children, context, lineOf(node));
      body.push({ type: "relatedPlace" });
    } else body.push(...normalBlocks([node], context));
  }
  return body;
}

/** The title is the only heading of the first level, so sections start at the second. */
function lowerHeadings(nodes: RootContent[]): RootContent[] {
  return nodes.map((node): RootContent => {
    if (node.type === "heading") return { ...node, depth: Math.min(6, node.depth + 1) as 2 | 3 | 4 | 5 | 6 };
    if (node.type !== "containerDirective") return node;
    return { ...node, children: lowerHeadings(node.children) as typeof node.children };
  });
}

function hasTitleHeading(nodes: RootContent[]): boolean {
  return nodes.some((node) =>
    node.type === "heading"
      ? node.depth === 1
      : node.type === "containerDirective" && hasTitleHeading(node.children),
  );
}

function parseHistory(children: RootContent[], line: number): ChangeHistory {
  const table = children[0];
  if (children.length !== 1 || table?.type !== "table") {
    throw new PolicyDocumentError("The change history has to be one table.", line);
  }
  const [head, ...rows] = (table as Table).children.map((row) =>
    row.children.map((cell) => plainText(cell).replace(/\s+/g, " ").trim()),
  );
  const columns = head ?? [];
  return { columns, rows: rows.map((row) => columns.map((_, index) => row[index] ?? "")) };
}

function parseRelated(children: RootContent[], context: NormalFormContext, line: number): RelatedPolicy[] {
  const list = children[0];
  if (children.length !== 1 || list?.type !== "list") {
    throw new PolicyDocumentError("The related policies have to be one list.", line);
  }
  return list.children.map((item): RelatedPolicy => {
    const [paragraph] = normalBlocks(item.children, context) as Paragraph[];
    const only =
      paragraph?.type === "paragraph" && paragraph.children.length === 1 ? paragraph.children[0] : undefined;
    const label = item.children
      .map((child) => plainText(child))
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();
    if (!label) throw new PolicyDocumentError("A related policy has no name.", lineOf(item));
    return only?.type === "link" ? { label, url: only.url } : { label };
  });
}
