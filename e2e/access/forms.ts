/** One form of a page as a browser without JavaScript would post it: its hidden fields and what stands in the others. */
export type Form = Record<string, string>;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" };
const plain = (text: string) => text.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? plain(found[1] ?? "") : undefined;
};

/**
 * The form on a page whose button has these words.
 * @throws when there is none
 */
export function formOf(html: string, button: RegExp): Form {
  for (const [form] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
    const buttons = [...form.matchAll(/<button\b[\s\S]*?<\/button>/g)].map(([one]) =>
      plain(one.replace(/<[^>]*>/g, "")),
    );
    if (!buttons.some((words) => button.test(words))) continue;
    const fields: Form = {};
    for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(tag, "name");
      const ticked = !/type="(checkbox|radio)"/.test(tag) || attribute(tag, "checked") !== undefined;
      if (name && ticked) fields[name] = attribute(tag, "value") ?? "on";
    }
    return fields;
  }
  throw new Error(`There is no form with a button ${button}.`);
}
