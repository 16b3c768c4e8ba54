import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";

const words = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} must be ${most.toLocaleString("en-GB")} characters or shorter`);

export const askReviewerInput = z.object({
  reviewerId: z.string().refine(isId, "Choose who is to read it"),
});

export const answerReviewInput = z
  .object({
    answer: z.enum(["agreed", "sent-back"], "Choose whether you agree or send it back"),
    comments: words(5000, "Your comments").optional(),
    /** SHA-256 of the text that the reviewer has read, as their page gave it. */
    textHash: z.string().regex(/^[0-9a-f]{64}$/, "Open the page again"),
  })
  .superRefine(({ answer, comments }, context) => {
    if (answer === "sent-back" && !comments)
      context.addIssue({
        code: "custom",
        path: ["comments"],
        message: "Write what should be different, so that it can be worked on",
      });
  });

const day = z.string().refine(isDay, "Enter a real date, such as 1 9 2027");

export const consultationInput = z
  .object({
    withWhom: words(300, "Who was consulted").min(1, "Say who was consulted"),
    startsOn: day,
    endsOn: day.nullish().transform((text) => text || null),
    outcome: words(2000, "The outcome").min(1, "Say what came of it"),
    /** The record that this one corrects. */
    replacesId: z.string().refine(isId, "Open the page again").optional(),
  })
  .superRefine(({ startsOn, endsOn }, context) => {
    if (endsOn && endsOn < startsOn)
      context.addIssue({
        code: "custom",
        path: ["endsOn"],
        message: "The last day must be the first one or later",
      });
  });
