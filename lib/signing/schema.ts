import { z } from "zod";
import type { FieldKind } from "#lib/policies/document/types.ts";

export const longestName = 200;
export const longestWords = 5000;

// Control characters have no place in a name, and direction overrides could make one read as another.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u;

const isPrintable = (text: string) => !unprintable.test(text.replace(/[\u200c\u200d]/g, ""));

/** One line that has to be there; `what` completes "Enter …". */
export const line = (what: string) =>
  z
    .string({ error: `Enter ${what}` })
    .trim()
    .min(1, `Enter ${what}`)
    .max(longestName, `${what[0]?.toUpperCase()}${what.slice(1)} must be ${longestName} characters or fewer`)
    .refine(isPrintable, {
      message: `${what[0]?.toUpperCase()}${what.slice(1)} must be written in ordinary letters`,
    });

// Lines and tabs are fine in somebody's own words; other control characters are not writing, and one of them
// is no text that PostgreSQL can hold.
export const ownWords = (what: string) =>
  z
    .string()
    .trim()
    .max(longestWords, `${what} must be ${longestWords} characters or fewer`)
    .refine((text) => !/[^\P{Cc}\r\n\t]/u.test(text), `${what} must be written in ordinary letters`);

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
    printedName: line("your name"),
    answers: z.object(
      Object.fromEntries(typed.map((field) => [field.name, line(`an answer for “${field.label}”`)])),
    ),
    agreed: z.literal(true, {
      message: "Tick the box to say that you have read and agree to this agreement",
    }),
    wordingId: z.uuid("This page was not complete: open the agreement again"),
    helper: z
      .string()
      .trim()
      .max(longestName, `The name of who helped must be ${longestName} characters or fewer`)
      .refine(isPrintable, "The name of who helped must be written in ordinary letters")
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
  words: ownWords("Your question").min(1, "Write your question"),
  formId: z.uuid("This page was not complete: open it again"),
});

export const refusalSchema = z.object({
  words: ownWords("Your reason"),
  formId: z.uuid("This page was not complete: open it again"),
});

export const objectionSchema = refusalSchema;

export const notMyChildSchema = z.object({
  words: ownWords("What you write"),
  formId: z.uuid("This page was not complete: open it again"),
});
