import { z } from "zod";
import { LONGEST_KEPT_TEXT } from "../document/limits.ts";

const text = z.string().max(LONGEST_KEPT_TEXT, "The text is too long to be one policy");

/** A policy that has no version yet. */
export const startPolicyInput = z.object({
  unitId: z.guid(),
  title: z
    .string()
    .trim()
    .min(1, "Enter the policy’s title")
    .max(200, "The title must be 200 characters or shorter"),
  text: text.optional(),
});

/** A save names the revision that its text started from. */
export const saveDraftInput = z.object({ text, revision: z.coerce.number().int().min(1) });
