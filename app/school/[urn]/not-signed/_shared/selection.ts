import type { Selection } from "#lib/obligations/selected-rows.ts";

const filterNames = ["name", "role", "class", "agreement", "reason", "whose", "day"];
const all = (value: unknown) => (value === "page" || value === "filter" ? value : undefined);

/** What was ticked on the list, out of its posted form or the query of an address. */
export function readSelection(form: FormData | URLSearchParams): Selection {
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  const ticked = texts("all");
  return {
    rows: texts("row"),
    // all that the filters show is more than the page
    all: ticked.includes("filter") ? "filter" : all(ticked[0]),
    shown: (texts("shown")[0] ?? "").split(" ").filter(Boolean),
    filters: filtersOf(form),
  };
}

/** The filters of the list that the form came from. */
export function filtersOf(form: FormData | URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = form.get(`filter-${name}`);
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
}

export type Query = Record<string, string | string[] | undefined>;

/** The query of a page as the entries that its form posted. */
export function entriesOf(query: Query): URLSearchParams {
  const entries = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
      entries.append(name, one);
  return entries;
}
