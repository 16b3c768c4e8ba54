import type { z } from "zod";
import { wrongInput } from "#lib/errors.ts";

/** Text without what PostgreSQL cannot hold: NUL goes, half of a character becomes the sign for one that is unknown. */
const keepable = (text: string) => text.replaceAll("\0", "").toWellFormed();

/** The same of all the text in what a schema gave; anything but plain objects and lists stays as it is. */
function withKeepableText(value: unknown): unknown {
  if (typeof value === "string") return keepable(value);
  if (Array.isArray(value)) return value.map(withKeepableText);
  if (value === null || typeof value !== "object") return value;
  const kind = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [keepable(name), withKeepableText(one)]),
  );
}

/**
 * Reads input by its schema. Every rule does so itself, so that none relies on a caller who has or has not done it.
 * @throws Refusal "invalid" with a problem for each field, named as in the form (`addresses.0`)
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return withKeepableText(result.data) as z.output<Schema>;
  const problems = result.error.issues.map((issue) => ({
    field: issue.path.join("."),
    message: issue.message,
  }));
  throw wrongInput(problems);
}
