import type { z } from "zod";
import { wrongInput } from "#lib/errors.ts";

/**
 * Reads input by its schema. Every rule does so itself, so that none relies on a caller who has or has not done it.
 * @throws Refusal "invalid" with a problem for each field, named as in the form (`addresses.0`)
 */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    field: issue.path.join("."),
    message: issue.message,
  }));
  throw wrongInput(problems);
}
