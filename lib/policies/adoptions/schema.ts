import { z } from "zod";
import { words } from "#lib/people/schema.ts";

/** A school's own words for each place of a version, by the place's name; a blank one takes the text's own words. */
export const fillInInput = z.object({
  versionId: z.guid("Open the page again"),
  values: z.record(
    z.string().max(100),
    z.union([
      z
        .literal("")
        .or(z.string().regex(/^\s+$/))
        .transform(() => ""),
      words("Enter the wording", 300, "The wording"),
    ]),
  ),
});

/** What the head or the chair says to a school's wording; `seen` is when what they looked at was filled in. */
export const answerWordingInput = z
  .object({
    answer: z.enum(["confirmed", "sent-back"], "Say whether you confirm the wording"),
    words: z.string().trim().max(2000, "Your words must be 2000 characters or fewer").optional(),
    seen: z.string().max(40),
  })
  .refine(({ answer, words }) => answer === "confirmed" || Boolean(words), {
    path: ["words"],
    message: "Say what is to be changed",
  });
