import type { RootContent } from "mdast";
import { fillWording, words } from "./markdown.ts";
import { type OutlineEntry, outline } from "./outline.ts";
import { renderBlocks } from "./render-blocks.ts";
import type {
  AgreementField,
  BodyNode,
  ChangeHistory,
  LocalWordingValues,
  PolicyAgreement,
  PolicyDocument,
} from "./types.ts";

export type RenderOptions = {
  /** What the school put where the text leaves room for its own words. */
  localWording?: LocalWordingValues;
  /** Added to every heading's level; sections start at h2 without it. */
  headingOffset?: number;
  /** Put before every id, for a page that shows the same words twice. */
  idPrefix?: string;
  /** The id of the change history on a page that has more of it than the text: a link stands in the text's place for it. */
  historyAt?: string;
};

/** The whole document as accessible HTML: control, contents, body with its agreements, change history. */
export function renderDocument(document: PolicyDocument, options: RenderOptions = {}): string {
  const placed = document.body.some((node) => node.type === "historyPlace");
  return [
    renderControl(document.control),
    renderContents(document),
    renderBody(document, options),
    placed ? "" : renderHistory(document.history),
  ]
    .filter(Boolean)
    .join("\n");
}

/** Document control as a description list; a row without a value is a flag that holds. Empty without rows. */
export function renderControl(rows: readonly { label: string; value: string }[]): string {
  if (rows.length === 0) return "";
  const list = rows.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value || "Yes")}</dd></div>`,
  );
  return `<dl class="document-control">${list.join("")}</dl>`;
}

/** The contents, made from the headings: links to the sections and those inside them. Empty without sections. */
export function renderContents(document: PolicyDocument): string {
  const levels = headingLevels(document);
  const entries = outline(document).filter((entry) => entry.kind === "section");
  if (entries.length === 0) return "";
  let html = "";
  let depth = 1;
  entries.forEach((entry, index) => {
    const level = levels.get(entry.source) ?? 2;
    while (depth < level) {
      html += "<ul>";
      depth += 1;
    }
    while (depth > level) {
      html += "</li></ul>";
      depth -= 1;
      if (depth === level) html += "</li>";
    }
    if (index > 0 && html.endsWith("</a>")) html += "</li>";
    const title = entry.number === null ? entry.text : `${entry.number} ${entry.text}`;
    html += `<li><a href="#${entry.anchor}">${escapeHtml(title)}</a>`;
  });
  while (depth > 1) {
    html += "</li></ul>";
    depth -= 1;
  }
  return `<nav class="document-contents" aria-label="Contents">${html}</nav>`;
}

/** The body in reading order, each agreement and the change history in their places. */
export function renderBody(document: PolicyDocument, options: RenderOptions = {}): string {
  return renderer(document, options).blocks(document.body);
}

/**
 * What one agreement asks: introduction, statements and declaration, word for word, without its fields, for
 * the page where it is signed; its ids begin with `signing-`, because the body shows the same words. Of an agreement on the whole document it is the declaration: the statements
 * are the body's. Empty when there is no such agreement.
 */
export function renderAgreement(document: PolicyDocument, key: string, options: RenderOptions = {}): string {
  const found = document.agreements.find((one) => one.key === key);
  if (!found) return "";
  return renderer(document, { idPrefix: "signing-", ...options }).blocks(agreementWords(found));
}

/** What a parent or carer agrees to when countersigning; empty when the text has no words for them. */
export function renderCountersignDeclaration(
  document: PolicyDocument,
  key: string,
  options: RenderOptions = {},
): string {
  const found = document.agreements.find((one) => one.key === key);
  return renderer(document, { idPrefix: "signing-", ...options }).blocks(
    found?.countersignPart?.declaration ?? [],
  );
}

/** The change history as a table with a caption; empty without columns. */
export function renderHistory(history: ChangeHistory, options: { caption?: string } = {}): string {
  if (history.columns.length === 0) return "";
  const caption = escapeHtml(options.caption ?? "Change history");
  const head = history.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const rows = history.rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`,
  );
  return (
    `<div class="table-scroll" role="region" tabindex="0" aria-label="Table: ${caption}">` +
    `<table class="change-history"><caption>${caption}</caption><thead><tr>${head}</tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table></div>`
  );
}

/** Levels by nesting, so that a text that skips from its second to its fourth doesn't skip on the page. */
function headingLevels(document: PolicyDocument): Map<object, number> {
  const levels = new Map<object, number>();
  const open: number[] = [];
  const visit = (nodes: readonly BodyNode[]) => {
    for (const node of nodes) {
      if (node.type === "agreementPlace") {
        const found = document.agreements.find((one) => one.key === node.key);
        if (found) visit(agreementWords(found));
      } else if (node.type === "heading") {
        while ((open.at(-1) ?? 0) >= node.depth) open.pop();
        open.push(node.depth);
        levels.set(node, open.length + 1);
      }
    }
  };
  visit(document.body);
  return levels;
}

function agreementWords(agreement: PolicyAgreement): BodyNode[] {
  return [...agreement.introduction, ...agreement.statements, ...declarationBlock(agreement.declaration)];
}

function declarationBlock(declaration: BodyNode[]): BodyNode[] {
  return declaration.length > 0 ? [block("div", "declaration", declaration)] : [];
}

/** A block that becomes an element of its own; mdast carries it to HTML by its data. */
function block(
  name: string,
  className: string,
  children: BodyNode[],
  properties: Record<string, unknown> = {},
) {
  return {
    type: "blockquote",
    data: { hName: name, hProperties: { className: [className], ...properties } },
    children,
  } as unknown as RootContent;
}

function renderer(document: PolicyDocument, options: RenderOptions) {
  const { localWording = {}, headingOffset = 0 } = options;
  const anchors = new Map<object, OutlineEntry>(outline(document).map((entry) => [entry.source, entry]));
  const levels = headingLevels(document);
  const offset = Math.max(0, Math.floor(headingOffset));

  const anchorOf = (source: object): string | undefined => {
    const anchor = anchors.get(source)?.anchor;
    return anchor && `${options.idPrefix ?? ""}${anchor}`;
  };
  const withId = <Node extends object>(source: Node): Node => {
    const anchor = anchorOf(source);
    return anchor
      ? {
          ...source,
          data: { ...("data" in source ? (source.data as object) : {}), hProperties: { id: anchor } },
        }
      : source;
  };
  const prepared = (node: BodyNode): BodyNode => {
    const own = node.data?.hProperties ? node : withId(node);
    if (!("children" in own)) return own;
    const copy = { ...own, children: (own.children as BodyNode[]).map(prepared) } as BodyNode;
    if (copy.type === "heading")
      copy.depth = Math.min(6, (levels.get(node) ?? 2) + offset) as 1 | 2 | 3 | 4 | 5 | 6;
    return copy;
  };

  const expand = (node: BodyNode, context: { level: number; heading: BodyNode | null }): BodyNode[] => {
    switch (node.type) {
      case "agreementPlace": {
        const found = document.agreements.find((one) => one.key === node.key);
        return found ? [agreementSection(found, context)] : [];
      }
      case "relatedPlace":
        return [relatedList()];
      default:
        return [prepared(node)];
    }
  };

  const agreementSection = (
    found: PolicyAgreement,
    { level, heading }: { level: number; heading: BodyNode | null },
  ) => {
    const same = heading !== null && words(heading).toLowerCase().endsWith(found.title.toLowerCase());
    const children: BodyNode[] = [];
    if (!same && !found.wholeDocument) {
      const depth = Math.min(6, level + 1 + offset) as 1 | 2 | 3 | 4 | 5 | 6;
      children.push({ type: "heading", depth, children: [{ type: "text", value: found.title }] });
    }
    children.push(...agreementWords(found).map(prepared), ...fieldLabels(found.fields));
    if (found.countersignPart) {
      const { declaration, fields } = found.countersignPart;
      children.push(
        block("div", "countersign", [...declarationBlock(declaration).map(prepared), ...fieldLabels(fields)]),
      );
    }
    return block("section", "agreement", children, { id: anchorOf(found), ariaLabel: found.title });
  };

  const fieldLabels = (fields: readonly AgreementField[]): BodyNode[] => {
    if (fields.length === 0) return [];
    const items = fields.map((field) => withId({ ...item(field.label), ...keyOf(field) }));
    return [
      {
        type: "list",
        ordered: false,
        spread: false,
        children: items,
        data: { hProperties: { className: ["agreement-fields"] } },
      } as never,
    ];
  };
  const keyOf = (field: object) => ({ data: { hProperties: { id: anchorOf(field) } } });

  const relatedList = (): BodyNode => {
    const items = document.related.map((related) => ({
      ...item(related.label, related.url),
      ...keyOf(related),
    }));
    return { type: "list", ordered: false, spread: false, children: items } as never;
  };

  return {
    blocks(nodes: readonly BodyNode[]): string {
      const context: { level: number; heading: BodyNode | null } = { level: 1, heading: null };
      const html: string[] = [];
      let run: BodyNode[] = [];
      const flush = () => {
        html.push(renderBlocks(run.map((node) => fillWording(node, localWording))));
        run = [];
      };
      for (const node of nodes) {
        if (node.type === "heading") {
          context.level = levels.get(node) ?? 2;
          context.heading = node;
        }
        if (node.type === "historyPlace") {
          flush();
          html.push(
            options.historyAt
              ? `<p><a href="#${escapeHtml(options.historyAt)}">See the change history at the end</a></p>`
              : renderHistory(document.history),
          );
        } else run.push(...expand(node, context));
      }
      flush();
      return html.filter(Boolean).join("\n");
    },
  };
}

function item(label: string, url?: string) {
  const text = { type: "text", value: label };
  const children = [url === undefined ? text : { type: "link", url, children: [text] }];
  return { type: "listItem", spread: false, children: [{ type: "paragraph", children }] };
}

/** Escapes text for HTML, in element content and in double-quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
