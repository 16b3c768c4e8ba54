/** Joins the class names that apply; `undefined`, `false` and empty ones are left out. */
export function classNames(...names: (string | false | undefined)[]): string | undefined {
  return names.filter(Boolean).join(" ") || undefined;
}
