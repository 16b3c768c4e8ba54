import type { Link } from "mdast";
import { words } from "#lib/policies/document/markdown.ts";
import { slug } from "#lib/policies/document/numbers.ts";
import type { BodyNode, RelatedPolicy } from "#lib/policies/document/types.ts";
import { foundAt, quoted } from "./sentences.ts";
import type { Found, Passage, Reading } from "./types.ts";

const NOWHERE =
  /^(?:#?|#!?\/?|https?:\/{0,2}|www\.|about:blank|javascript:.*|mailto:|tel:|tbc|url|link|insert.*|x+)$/i;

/** A link that leads nowhere. */
export function emptyLink({ passages }: Reading): Found[] {
  const targets = new Set<string>();
  for (const { anchor, kind, number, text } of passages) {
    if (anchor) targets.add(anchor);
    if (kind === "section") for (const name of [text, `${number ?? ""} ${text}`]) targets.add(slug(name));
  }
  return passages.flatMap((passage) => {
    let from = 0;
    return linksOf(passage).flatMap(({ url, label }) => {
      const at = passage.text.indexOf(label, from);
      if (at >= 0) from = at + label.length;
      const bare = url.trim();
      const inside = bare.startsWith("#") && bare.length > 1 && !targets.has(bare.slice(1).toLowerCase());
      if (!NOWHERE.test(bare) && !inside) return [];
      const where = inside ? `to ${quoted(bare)}, which isn't in the policy` : "nowhere";
      return [
        foundAt(
          passage,
          Math.max(0, at),
          "warning",
          `The link on ${quoted(label)} leads ${where}. Put in the address that is meant, or take the link off.`,
        ),
      ];
    });
  });
}

function linksOf({ kind, source }: Passage): { url: string; label: string }[] {
  if (
    kind === "title" ||
    kind === "control" ||
    kind === "history" ||
    kind === "agreement" ||
    kind === "field"
  )
    return [];
  if ("label" in source) {
    const { url, label } = source as RelatedPolicy;
    return url === undefined ? [] : [{ url, label }];
  }
  const links: Link[] = [];
  const visit = (node: BodyNode, top: boolean) => {
    if (node.type === "link") links.push(node);
    // The lists inside an item are passages of their own.
    else if ("children" in node && (top || node.type !== "list"))
      for (const child of node.children as BodyNode[]) visit(child, false);
  };
  visit(source as BodyNode, true);
  return links.map((link) => ({ url: link.url, label: words(link) }));
}
