import type { Element, ElementContent, Root as HtmlRoot } from "hast";
import type { Root, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import rehypeSanitize, { type Options as SanitizeSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

/**
 * Only what a policy is made of. Ids and classes can't come from the text (there is no raw HTML in the
 * format), so they keep their names; links go to the web, to a mail address or within the site.
 */
const SCHEMA: SanitizeSchema = {
  tagNames: [
    ..."h2 h3 h4 h5 h6 p ul ol li strong em del a code pre blockquote hr br".split(" "),
    ..."table thead tbody tr th td div section".split(" "),
  ],
  attributes: { "*": ["id", "className"], a: ["href"], ol: ["start"], section: ["ariaLabel"] },
  protocols: { href: ["http", "https", "mailto"] },
  clobberPrefix: "",
  clobber: [],
  required: {},
  strip: ["script", "style"],
};

const toHtml = unified()
  .use(remarkRehype)
  .use(rehypeSanitize, SCHEMA)
  .use(() => finishPage)
  .use(rehypeStringify)
  .freeze();

/** Renders prepared mdast blocks as sanitised HTML with scrollable, labelled tables. */
export function renderBlocks(children: RootContent[]): string {
  if (children.length === 0) return "";
  const root: Root = { type: "root", children };
  return toHtml.stringify(toHtml.runSync(root) as HtmlRoot);
}

function finishPage(tree: HtmlRoot): void {
  linkAddresses(tree);
  let heading = "";
  visit(tree, "element", (node, index, parent) => {
    if (/^h[1-6]$/.test(node.tagName)) heading = plainText(node);
    else if (node.tagName === "a" && parent && index !== undefined) {
      // A link that leads nowhere, or somewhere that isn't allowed, stays as its words.
      const href = String(node.properties.href ?? "").trim();
      if (href === "" || href === "#") {
        parent.children.splice(index, 1, ...(node.children as never[]));
        return [SKIP, index];
      }
    } else if (node.tagName === "table" && parent && index !== undefined) {
      for (const row of node.children) markHeaderCells(row);
      (parent.children as ElementContent[])[index] = scrollRegion(node, heading);
      return SKIP;
    }
  });
}

// A mail address is looked for once in each word, not from each of its letters.
const ADDRESS =
  /https?:\/\/[^\s<>"]*[^\s<>"'’”.,;:!?()[\]]|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+(?![\w-])/g;

/** Web and mail addresses written out in the text become links. */
function linkAddresses(tree: HtmlRoot): void {
  visit(tree, (node, index, parent) => {
    if (node.type === "element" && /^(a|code|pre)$/.test(node.tagName)) return SKIP;
    if (node.type !== "text" || !parent || index === undefined) return;
    const parts: ElementContent[] = [];
    let end = 0;
    for (const { 0: address, index: start } of node.value.matchAll(ADDRESS)) {
      if (start > end) parts.push({ type: "text", value: node.value.slice(end, start) });
      const href = address.includes("://") ? address : `mailto:${address}`;
      const label: ElementContent = { type: "text", value: address };
      parts.push({ type: "element", tagName: "a", properties: { href }, children: [label] });
      end = start + address.length;
    }
    if (parts.length === 0) return;
    if (end < node.value.length) parts.push({ type: "text", value: node.value.slice(end) });
    (parent.children as ElementContent[]).splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

function markHeaderCells(part: ElementContent): void {
  if (part.type !== "element" || part.tagName !== "thead") return;
  visit(part, "element", (cell) => {
    if (cell.tagName === "th") cell.properties.scope = "col";
  });
}

/** A wide table scrolls by itself on a phone, also by keyboard. */
function scrollRegion(table: Element, heading: string): Element {
  return {
    type: "element",
    tagName: "div",
    properties: {
      className: ["table-scroll"],
      role: "region",
      tabIndex: 0,
      ariaLabel: heading ? `Table in ${heading}` : "Table",
    },
    children: [table],
  };
}
