/** Where the links of a clause lead, in their order; those of the lists within it belong to clauses of their own. */
export function linksOf(source: object): string[] {
  const node = source as { type?: string; url?: string; children?: object[] };
  const own = typeof node.url === "string" ? [node.url] : [];
  const inner = (node.children ?? []).filter((child) => (child as { type?: string }).type !== "list");
  return [...own, ...inner.flatMap(linksOf)];
}
