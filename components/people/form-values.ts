/** What a form holds, nested as its schema wants it: `{ startsOn: { day: "1", … }, addresses: ["…"] }`. */
export type FormValues = { [name: string]: FormValue };
export type FormValue = string | boolean | FormValue[] | { [name: string]: FormValue };

/** What an action gives back to its form: what is wrong, and what was typed. */
export type WorkingFormState = {
  problems: { field?: string; message: string }[];
  values: FormValues;
  /** People who may be the one that is being added. */
  duplicates?: { href: string; name: string; roles: string[]; sameAddress: boolean }[];
};

// Two levels are all that a form needs; anything else in a post was not put there by one of ours.
const fieldName = /^([a-zA-Z]{1,40})(?:\.([a-z]{1,20}|\d))?$/;

/** Reads a posted form by its names: `startsOn.day` becomes a part, `addresses.0` an entry. Files are left out. */
export function valuesOf(form: FormData): FormValues {
  const values: FormValues = {};
  for (const [name, value] of form) {
    const [, field, part] = fieldName.exec(name) ?? [];
    if (field === undefined || typeof value !== "string") continue;
    if (part === undefined) {
      values[field] = value;
      continue;
    }
    const kept = Object.hasOwn(values, field) ? values[field] : undefined;
    const isPosition = /^\d$/.test(part);
    const holder = (typeof kept === "object" ? kept : isPosition ? [] : {}) as Record<string, FormValue>;
    if (Array.isArray(holder) === isPosition) holder[part] = value;
    values[field] = holder;
  }
  for (const [field, value] of Object.entries(values))
    if (Array.isArray(value)) values[field] = Array.from(value, (entry) => entry ?? "");
  return values;
}

/** The value of one control, by the name it posts under. */
export function valueAt(values: FormValues, name: string): string | undefined {
  const [field = "", part] = name.split(".");
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  const found =
    part === undefined || typeof value !== "object" ? value : (value as Record<string, FormValue>)[part];
  return typeof found === "string" ? found : typeof found === "boolean" ? (found ? "on" : "") : undefined;
}
