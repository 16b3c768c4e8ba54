import { z } from "zod";
import { LONGEST_KEPT_TEXT } from "../document/limits.ts";
import { setAsideReason, writePolicyInput } from "../schema.ts";

const text = z.string().max(LONGEST_KEPT_TEXT, "The text is too long to be one policy");

/** A policy that has no version yet. */
export const startPolicyInput = writePolicyInput.extend({ text: text.optional() });

/** As many saves as the column counts. */
const mostRevisions = 2 ** 31 - 1;

/** A save names the revision that its text started from. */
export const saveDraftInput = z.object({ text, revision: z.coerce.number().int().min(1).max(mostRevisions) });

/** A finding is named by its rule and what it says, as the page showed it. */
export const setAsideInput = setAsideReason.extend({
  rule: z.string().min(1).max(100),
  about: z.string().min(1).max(5000),
});
