import type { Root, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkStringify from "remark-stringify";
import { type Processor, unified } from "unified";
import { countMarks } from "./limits.ts";
import type { BodyNode, InlineNode, LocalWording, LocalWordingValues } from "./types.ts";

/**
 * Constructs of Markdown that policies do without. Raw HTML stays plain text, so none can reach a page;
 * indented text stays a paragraph, because Word and PDF extraction indent at random.
 */
const LEFT_OUT = [
  "htmlFlow",
  "htmlText",
  "codeIndented",
  "gfmFootnoteDefinition",
  "gfmFootnoteCall",
  "gfmPotentialFootnoteCall",
];
const FLOW = [
  "headingAtx",
  "setextUnderline",
  "blockQuote",
  "list",
  "thematicBreak",
  "codeFenced",
  "definition",
  "table",
  "directiveContainer",
  "directiveLeaf",
  "directiveText",
];

function leaveOut(this: Processor, names: string[]) {
  const data = this.data() as { micromarkExtensions?: unknown[] };
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ disable: { null: names } });
}

type Unsafe = { character: string; before?: string; after?: string };
type GfmData = {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
  toMarkdownExtensions?: { extensions?: { unsafe?: Unsafe[] }[]; unsafe?: Unsafe[] }[];
};

/**
 * An address in the text stays plain words and becomes a link only on the page: whether it counts as a link
 * depends on its neighbours, and a text must read back as it was printed.
 */
function withoutBareLinks(this: Processor) {
  const data = this.data() as GfmData;
  data.micromarkExtensions?.push({ disable: { null: ["wwwAutolink", "protocolAutolink", "emailAutolink"] } });
  data.fromMarkdownExtensions = data.fromMarkdownExtensions
    ?.flat()
    .filter((extension) => !(extension as { transforms?: unknown }).transforms);
  for (const all of data.toMarkdownExtensions ?? []) {
    all.extensions = all.extensions?.filter((one) => !one.unsafe?.some((unsafe) => unsafe.character === "@"));
  }
}

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(withoutBareLinks)
  .use(remarkDirective)
  .use(remarkFrontmatter, ["yaml"])
  .use(leaveOut, LEFT_OUT)
  .freeze();

const inlineParser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(withoutBareLinks)
  .use(leaveOut, [...LEFT_OUT, ...FLOW])
  .freeze();

/**
 * The directive extension escapes every colon after a letter or digit; only one before a letter can begin a
 * directive, so "10:30" and "note: this" stay readable.
 */
function plainColons(this: Processor) {
  const data = this.data() as GfmData;
  for (const extension of data.toMarkdownExtensions ?? []) {
    for (const unsafe of extension.unsafe ?? []) {
      if (unsafe.character !== ":" || !unsafe.after?.includes("\\p{P}")) continue;
      unsafe.after = "[^\\s\\p{P}\\p{S}\\d]";
      // With a condition on what stands before, the escape is left out after another escaped character.
      delete unsafe.before;
    }
  }
}

type PrintState = {
  enter(construct: string): () => void;
  safe(value: string, info: unknown): string;
};

/** The words of a directive's label, escaped like any other words; the extension itself leaves marks bare. */
function labelText(node: { value: string }, _parent: unknown, state: PrintState, info: unknown): string {
  const leave = state.enter("phrasing");
  const text = state.safe(node.value, info);
  leave();
  return text;
}

const printer = unified()
  .use(remarkGfm, { tablePipeAlign: false, singleTilde: false })
  .use(withoutBareLinks)
  .use(remarkDirective)
  .use(plainColons)
  .use(remarkStringify, {
    bullet: "-",
    bulletOther: "*",
    emphasis: "*",
    strong: "*",
    rule: "*",
    fence: "`",
    listItemIndent: "one",
    incrementListMarker: true,
    resourceLink: false,
    handlers: { labelText } as never,
  })
  .freeze();

/** Parses Markdown with front matter, tables and directives; positions are kept for error messages. */
export function parseMarkdown(text: string): Root {
  return parser.parse(text) as Root;
}

/** A longer paragraph, or more marks in it, than any policy has; making sense of them could take minutes. */
const LONGEST_MARKED = 20_000;
const MOST_MARKS = 500;

/** What anything but plain words begins with; most lines of a policy have none of it, and need no parser. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the parser puts another character in the place of NUL
const MAY_MARK = /[\\`*_~<[\]&\n\r\t\u0000]/;

/** Parses one line of prose: emphasis, links and code, but no headings, lists or tables. */
export function parseInline(text: string): InlineNode[] {
  const plain = text.trim();
  if (plain !== "" && !MAY_MARK.test(plain)) return [{ type: "text", value: plain }];
  if (text.length > LONGEST_MARKED || countMarks(text) > MOST_MARKS)
    return [{ type: "text", value: text.trim() }];
  const root = inlineParser.parse(text.trim()) as Root;
  const first = root.children[0];
  if (!first) return [];
  if (first.type === "paragraph" && root.children.length === 1) return first.children;
  return [{ type: "text", value: text.trim() }];
}

/** Prints mdast blocks as Markdown, ending with one line feed. */
export function printMarkdown(children: RootContent[]): string {
  return printer.stringify({ type: "root", children });
}

/** The words of a node, without marks, white space collapsed. Local wording reads as its usual words or as given. */
export function words(node: BodyNode | readonly BodyNode[], wording: LocalWordingValues = {}): string {
  const raw = Array.isArray(node)
    ? (node as BodyNode[]).map((one) => rawWords(one, wording)).join(" ")
    : rawWords(node, wording);
  return raw.replace(/\s+/g, " ").trim();
}

function rawWords(node: unknown, wording: LocalWordingValues): string {
  const one = node as { type?: string; children?: unknown[] };
  if (one.type === "localWording") return filledWording(one as LocalWording, wording);
  if (one.type === "break") return " ";
  if (!one.children) return plainText(node);
  const between = INLINE_PARENTS.has(one.type ?? "") ? "" : " ";
  return one.children.map((child) => rawWords(child, wording)).join(between);
}

const INLINE_PARENTS = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "tableCell"]);

/** What a school put in a place that it words itself, or the usual words when it put nothing. */
function filledWording(place: LocalWording, wording: LocalWordingValues): string {
  const given = Object.hasOwn(wording, place.name) ? wording[place.name]?.replace(/\s+/g, " ").trim() : "";
  return given || place.default;
}

/** A copy of a node with its local wording filled in as plain text. */
export function fillWording<Node extends BodyNode>(node: Node, wording: LocalWordingValues): Node {
  if (node.type === "localWording") {
    return { type: "text", value: filledWording(node, wording) } as unknown as Node;
  }
  if (!("children" in node)) return node;
  return {
    ...node,
    children: (node.children as BodyNode[]).map((child) => fillWording(child, wording)),
  } as Node;
}
