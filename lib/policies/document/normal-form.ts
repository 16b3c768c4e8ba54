import type { Definition, ListItem, Node, Parents, Root, RootContent, TableCell, TableRow } from "mdast";
import type { Directives } from "mdast-util-directive";
import { toString as plainText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { BodyNode, InlineNode } from "./types.ts";
import { PolicyDocumentError } from "./types.ts";

/** What normalising needs to know about the text that the nodes came from. */
export type NormalFormContext = {
  /** The text the positions point into. */
  source: string;
  definitions: Map<string, Definition>;
  /** Defaults of local wording seen so far, by name, in order of first use. */
  variables: Map<string, string>;
};

const VARIABLE_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** Collects what references point at. */
export function normalFormContext(root: Root, source: string): NormalFormContext {
  const definitions = new Map<string, Definition>();
  visit(root, "definition", (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  return { source, definitions, variables: new Map() };
}

/**
 * Brings blocks to the one form in which they are kept: no positions, no raw HTML, references resolved,
 * white space collapsed, neighbouring runs of the same kind joined, lists tight unless they can't be.
 * Throws PolicyDocumentError on directives that the format doesn't know.
 */
export function normalBlocks(nodes: readonly RootContent[], context: NormalFormContext): BodyNode[] {
  const out: BodyNode[] = [];
  for (const node of nodes) {
    const block = normalBlock(node, context);
    if (block) out.push(block);
  }
  return out;
}

function normalBlock(node: RootContent, context: NormalFormContext): BodyNode | null {
  switch (node.type) {
    case "paragraph": {
      const children = normalInline(node.children, context);
      return children.length > 0 ? { type: "paragraph", children } : null;
    }
    case "heading": {
      // A heading is one line: a break inside it would turn it into another kind of heading when printed.
      const children = normalInline(
        node.children.map((child) => (child.type === "break" ? { type: "text", value: " " } : child)),
        context,
      );
      return children.length > 0 ? { type: "heading", depth: node.depth, children } : null;
    }
    case "list": {
      const items = node.children.map((item) => normalItem(item, context));
      return {
        type: "list",
        ordered: node.ordered === true,
        start: node.ordered ? (node.start ?? 1) : null,
        spread: items.some((item) => item.spread),
        children: items,
      };
    }
    case "table":
      return { type: "table", align: null, children: normalRows(node.children, context) };
    case "blockquote": {
      const children = normalBlocks(node.children, context) as typeof node.children;
      return children.length > 0 ? { type: "blockquote", children } : null;
    }
    case "code":
      return { type: "code", lang: node.lang ?? null, meta: node.meta ?? null, value: node.value };
    case "thematicBreak":
      return { type: "thematicBreak" };
    case "definition":
      return null;
    case "html":
      return { type: "paragraph", children: [{ type: "text", value: node.value }] };
    case "containerDirective":
    case "leafDirective":
      throw new PolicyDocumentError(unknownDirective(node), lineOf(node));
    case "agreementPlace":
    case "historyPlace":
    case "relatedPlace":
      return node;
    default: {
      const children = normalInline([node as InlineNode], context);
      return children.length > 0 ? { type: "paragraph", children } : null;
    }
  }
}

function normalItem(item: ListItem, context: NormalFormContext): ListItem {
  const children = normalBlocks(item.children, context) as ListItem["children"];
  const first = children[0];
  if (typeof item.checked === "boolean") {
    const box: InlineNode = { type: "text", value: item.checked ? "☑ " : "☐ " };
    if (first?.type === "paragraph") first.children = joinRuns([box, ...first.children]);
    else children.unshift({ type: "paragraph", children: [{ type: "text", value: box.value.trim() }] });
  }
  const spread = children.some(
    (child, index) => index > 0 && !(child.type === "list" && children[index - 1]?.type === "paragraph"),
  );
  return { type: "listItem", spread, checked: null, children };
}

function normalRows(rows: TableRow[], context: NormalFormContext): TableRow[] {
  const width = rows[0]?.children.length ?? 0;
  return rows.map((row) => ({
    type: "tableRow",
    children: Array.from(
      { length: width },
      (_, column): TableCell => ({
        type: "tableCell",
        children: normalInline(row.children[column]?.children ?? [], context),
      }),
    ),
  }));
}

/** Normalises a run of inline nodes; see normalBlocks. */
export function normalInline(nodes: readonly InlineNode[], context: NormalFormContext): InlineNode[] {
  return trimRun(joinRuns(nodes.flatMap((node) => inlineNode(node, context))));
}

function inlineNode(node: InlineNode, context: NormalFormContext): InlineNode[] {
  switch (node.type) {
    case "text":
      return [{ type: "text", value: node.value }];
    case "html":
      return [{ type: "text", value: node.value }];
    case "inlineCode": {
      const value = node.value.replace(/\s+/g, " ").trim();
      return value ? [{ type: "inlineCode", value }] : [];
    }
    case "break":
      return [{ type: "break" }];
    case "localWording":
      return [remember(node.name, node.default, context, 1)];
    case "emphasis":
    case "strong":
    case "delete":
      return hoistSpaces(node.type, joinRuns(node.children.flatMap((child) => inlineNode(child, context))));
    case "link":
      return linkTo(node.url, node.children, context);
    case "linkReference": {
      const definition = context.definitions.get(node.identifier);
      if (definition) return linkTo(definition.url, node.children, context);
      return [{ type: "text", value: sourceOf(node, context) }];
    }
    case "image":
      return linkTo(node.url, [{ type: "text", value: node.alt || node.url }], context);
    case "imageReference": {
      const definition = context.definitions.get(node.identifier);
      const alt: InlineNode = { type: "text", value: node.alt || node.identifier };
      return definition ? linkTo(definition.url, [alt], context) : [alt];
    }
    case "textDirective":
      return textDirective(node, context);
    default:
      return [{ type: "text", value: plainText(node) }];
  }
}

function linkTo(url: string, children: InlineNode[], context: NormalFormContext): InlineNode[] {
  const label = trimRun(joinRuns(children.flatMap((child) => inlineNode(child, context))));
  // Links don't nest in Markdown; an autolink found inside a label is only its words.
  const flat = label.flatMap((child) => (child.type === "link" ? child.children : [child]));
  if (flat.length === 0) return [];
  return [{ type: "link", url, title: null, children: joinRuns(flat) as never }];
}

function textDirective(
  node: Directives & { type: "textDirective" },
  context: NormalFormContext,
): InlineNode[] {
  if (node.name !== "local" || !node.attributes?.name) {
    return [{ type: "text", value: sourceOf(node, context) }];
  }
  const line = lineOf(node);
  const name = node.attributes.name;
  if (!VARIABLE_NAME.test(name)) {
    throw new PolicyDocumentError(
      `The local wording "${name}" needs a name of small letters, digits and hyphens.`,
      line,
    );
  }
  return [remember(name, plainText(node).replace(/\s+/g, " ").trim(), context, line)];
}

function remember(name: string, given: string, context: NormalFormContext, line: number): InlineNode {
  const known = context.variables.get(name);
  if (known === undefined && given === "") {
    throw new PolicyDocumentError(
      `The local wording "${name}" needs its usual words in brackets where it is first used.`,
      line,
    );
  }
  if (known !== undefined && given !== "" && known !== given) {
    throw new PolicyDocumentError(
      `The local wording "${name}" has two different usual wordings: "${known}" and "${given}".`,
      line,
    );
  }
  if (known === undefined) context.variables.set(name, given);
  return { type: "localWording", name, default: known ?? given };
}

/** White space at the edge of emphasis belongs outside it, or the marks would not hold when printed. */
function hoistSpaces(type: "emphasis" | "strong" | "delete", children: InlineNode[]): InlineNode[] {
  const flat = children.flatMap((child) => (child.type === type ? child.children : [child]));
  const joined = joinRuns(flat);
  const first = joined[0];
  const last = joined.at(-1);
  const before = first?.type === "text" && /^\s/.test(first.value);
  const after = last?.type === "text" && /\s$/.test(last.value);
  const inner = trimRun(joined);
  const space: InlineNode = { type: "text", value: " " };
  if (inner.length === 0) return joined.length > 0 ? [space] : [];
  return [...(before ? [space] : []), { type, children: inner } as InlineNode, ...(after ? [space] : [])];
}

/** Joins neighbouring text and neighbouring marks of the same kind, and collapses white space. */
function joinRuns(nodes: readonly InlineNode[]): InlineNode[] {
  const out: InlineNode[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === "text") {
      if (node.value === "") continue;
      if (last?.type === "text") last.value += node.value;
      else out.push({ type: "text", value: node.value });
    } else if (
      last &&
      last.type === node.type &&
      (node.type === "strong" || node.type === "emphasis" || node.type === "delete")
    ) {
      const joined = joinRuns([...(last as Parents & { children: InlineNode[] }).children, ...node.children]);
      out[out.length - 1] = { type: node.type, children: joined } as InlineNode;
    } else out.push(node);
  }
  for (const node of out) {
    if (node.type === "text") node.value = node.value.replace(/[ \t\r\n\f\v]+/g, " ");
  }
  return out;
}

/** Takes white space off both ends and around line breaks; drops breaks at the ends. */
function trimRun(nodes: InlineNode[]): InlineNode[] {
  let run = nodes;
  while (run[0]?.type === "break" || blank(run[0])) run = run.slice(1);
  while (run.at(-1)?.type === "break" || blank(run.at(-1))) run = run.slice(0, -1);
  const trimmed = run.map((node, index): InlineNode => {
    if (node.type !== "text") return node;
    let value = node.value;
    if (index === 0 || run[index - 1]?.type === "break") value = value.trimStart();
    if (index === run.length - 1 || run[index + 1]?.type === "break") value = value.trimEnd();
    return { type: "text", value };
  });
  return trimmed.filter((node) => !(node.type === "text" && node.value === ""));
}

function blank(node: InlineNode | undefined): boolean {
  return node?.type === "text" && node.value.trim() === "";
}

function sourceOf(node: Node, context: NormalFormContext): string {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? plainText(node) : context.source.slice(start, end);
}

function unknownDirective(node: Directives): string {
  const marks = node.type === "containerDirective" ? ":::" : "::";
  return `"${marks}${node.name}" is not a part of a policy that is known here.`;
}

/** The line of the text that a node starts on, counted from 1. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1;
}
