import { z } from "zod";
import { addDays, type Day, isDay } from "#lib/dates.ts";
import { membershipRoles } from "#lib/people/words.ts";
import { visitReasons } from "./words.ts";

/** The longest that anyone is let in for by themselves, in days. */
export const longestStay = 365;
export const longestLine = 100;

// Control characters and direction overrides have no place in a name.
const printable = (text: string) => !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(text.replace(/[\u200c\u200d]/g, ""));

const line = (what: string) =>
  z
    .string()
    .trim()
    .max(longestLine, `${what} must be ${longestLine} characters or fewer`)
    .refine(printable, `${what} must be written in ordinary letters`);

/** What somebody says of themselves on arriving. @param today the day it is at the school */
export const arrivalSchema = (today: Day) =>
  z.object({
    reason: z.enum(visitReasons, "Choose why you are here"),
    name: line("Your name")
      .min(1, "Enter your name")
      .transform((name) => name.replace(/\s+/g, " ")),
    firm: line("Firm or agency").transform((text) => text || null),
    expectedBy: line("Who is expecting you").transform((text) => text || null),
    until: z
      .string()
      .trim()
      .superRefine((until, context) => {
        const wrong = untilProblem(until, today);
        if (wrong) context.addIssue({ code: "custom", message: wrong });
      }),
  });

export type Arrival = z.output<ReturnType<typeof arrivalSchema>>;

/** What the form of arriving holds, as it was typed. */
export type ArrivalValues = Record<"reason" | "name" | "firm" | "expectedBy" | "until", string>;

function untilProblem(until: string, today: Day): string | null {
  if (until === "") return "Enter the last day you are here";
  if (!isDay(until)) return "The last day you are here must be a real date";
  if (until < today) return "The last day you are here must be today or later";
  return until > addDays(today, longestStay) ? "The last day you are here must be within a year" : null;
}

export const notWhoTheySaidSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(1, "Enter what was wrong")
    .max(500, "What was wrong must be 500 characters or fewer")
    .refine((text) => !/[^\P{Cc}\r\n\t]/u.test(text), "What was wrong must be written in ordinary letters"),
});

export const visitsQuery = z.object({
  search: z.string().trim().max(100).catch(""),
});

/** The search of those to turn away, and which of them are ticked to begin with. */
export const turnAwayQuery = visitsQuery.extend({
  tick: z.enum(["all", "elsewhere", "none"]).catch("none"),
});

/** The filters of who is cleared. */
export const clearedQuery = z.object({
  role: z.enum(membershipRoles).exclude(["parent"]).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
  all: z.literal(false).catch(false) as z.ZodType<boolean>,
});

export type ClearedQuery = z.output<typeof clearedQuery>;
