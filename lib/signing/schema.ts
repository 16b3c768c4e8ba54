import { z } from "zod";
import type { FieldKind } from "#lib/policies/document/types.ts";

export const longestName = 200;
export const longestWords = 5000;

// Control characters have no place in a name, and direction overrides could make one read as another.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u;

const line = (what: string) =>
  z
    .string({ error: `Enter ${what}` })
    .trim()
    .min(1, `Enter ${what}`)
    .max(longestName, `${what[0]?.toUpperCase()}${what.slice(1)} must be ${longestName} characters or fewer`)
    .refine((text) => !unprintable.test(text.replace(/[\u200c\u200d]/g, "")), {
      message: `${what[0]?.toUpperCase()}${what.slice(1)} must be written in ordinary letters`,
    });

/** A field of an agreement that its signer types in; signatures and dates are made by signing itself. */
export const isTyped = (kind: FieldKind): boolean =>
  kind === "name" || kind === "tutor-group" || kind === "text";

export type SignField = { name: string; label: string; kind: FieldKind };

/**
 * The schema of one agreement's form: the tick, the printed name, and every field that is typed in.
 * `printedName` is the agreement's own name field where it has one.
 */
export function signSchema(fields: SignField[]) {
  const nameField = fields.find((field) => field.kind === "name");
  const typed = fields.filter((field) => isTyped(field.kind) && field !== nameField);
  return z.object({
    agreed: z.literal(true, {
      message: "Tick the box to say that you have read and agree to this agreement",
    }),
    printedName: line("your name"),
    answers: z.object(
      Object.fromEntries(typed.map((field) => [field.name, line(`an answer for “${field.label}”`)])),
    ),
    wordingId: z.uuid("This page was not complete: open the agreement again"),
    helper: z
      .string()
      .trim()
      .max(longestName, `The name of who helped must be ${longestName} characters or fewer`)
      .optional(),
  });
}

export type SignInput = {
  agreed: boolean;
  printedName: string;
  answers: Record<string, string>;
  wordingId: string;
  helper?: string;
};

export const questionSchema = z.object({
  words: z
    .string()
    .trim()
    .min(1, "Write your question")
    .max(longestWords, `Your question must be ${longestWords} characters or fewer`),
  formId: z.uuid("This page was not complete: open it again"),
});

export const refusalSchema = z.object({
  words: z.string().trim().max(longestWords, `Your reason must be ${longestWords} characters or fewer`),
  formId: z.uuid("This page was not complete: open it again"),
});
