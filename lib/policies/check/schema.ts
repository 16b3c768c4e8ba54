import { z } from "zod";
import {
  AUDIENCE_ROLES,
  CONTROL_FIELDS,
  COUNTERSIGN_RULES,
  COUNTERSIGN_UNTIL,
  FIELD_KINDS,
  SIGNING_ORDERS,
} from "../document/types.ts";

/** A line of text: what a box of a form holds, without breaks. */
const line = (most: number) =>
  z
    .string()
    .max(most, `This must be ${most} characters or shorter`)
    .transform((text) => text.replace(/\s+/g, " ").trim());

const named = (what: string, most = 200) => line(most).refine((text) => text !== "", `Enter ${what}`);

const place = z.coerce.number().int().min(0).max(100_000);
const key = z.string().min(1).max(80);

/** What is brought in, and as what: a new policy of a unit, or the next draft of a policy. */
export const bringInFileInput = z
  .object({
    unitId: z.guid().optional(),
    policyId: z.guid().optional(),
    title: line(200).optional(),
    fileName: z.string().transform((name) => name.replace(/^.*[\\/]/, "").slice(-255) || "file"),
  })
  .refine(({ unitId, policyId }) => (unitId === undefined) !== (policyId === undefined), {
    path: ["as"],
    message: "Choose what the file is brought in as",
  });

/** One correction of what was understood of a file, naming the revision of the draft that it was made on. */
export const correctionInput = z.discriminatedUnion("part", [
  z.object({ part: z.literal("title"), title: named("the policy’s title") }),
  z.object({
    part: z.literal("control"),
    /** In order. A row without label and value goes; `none` is a row that means nothing to Countersign. */
    rows: z
      .array(
        z.object({
          label: line(200),
          value: line(2000),
          field: z.enum([...CONTROL_FIELDS, "none"]),
        }),
      )
      .max(200),
  }),
  z.object({
    part: z.literal("agreement"),
    key,
    title: named("the agreement’s title"),
    audience: z.array(z.enum(AUDIENCE_ROLES)),
    countersign: z.enum(COUNTERSIGN_RULES),
    countersignUntil: z.enum(COUNTERSIGN_UNTIL).transform((text): 16 | 18 => (text === "16" ? 16 : 18)),
    order: z.enum(SIGNING_ORDERS),
    /** In order; one without a label goes. */
    fields: z
      .array(z.object({ label: line(200), kind: z.enum(FIELD_KINDS), by: z.enum(["signatory", "parent"]) }))
      .max(100),
    /** Which paragraph is the declaration, by its place among the agreement's own; -1 is none. */
    declaration: z.coerce.number().int().min(-1).max(100_000).optional(),
  }),
  /** What was taken for an agreement is only text. */
  z.object({ part: z.literal("no-agreement"), key }),
  /** The section below the heading at this place of the body is an agreement. */
  z.object({
    part: z.literal("new-agreement"),
    /** -1 is the whole document. */
    section: z.coerce.number().int().min(-1).max(100_000),
    audience: z.array(z.enum(AUDIENCE_ROLES)),
  }),
  z.object({ part: z.literal("history"), columns: z.array(named("the heading of the column")).max(50) }),
  z.object({ part: z.literal("no-history") }),
  z.object({ part: z.literal("new-history"), table: place }),
]);
export type Correction = z.infer<typeof correctionInput>;

export const revisionInput = z.coerce.number().int().min(1);

/** What becomes of something that was not placed. */
export const notPlacedInput = z.discriminatedUnion("as", [
  z.object({ as: z.literal("seen") }),
  z.object({
    as: z.literal("paragraph"),
    text: named("the words to put in", 5000),
    /** The place of a heading in the body, at the end of whose section it goes; -1 is the end. */
    section: z.coerce.number().int().min(-1).max(100_000),
  }),
  z.object({ as: z.literal("control"), label: named("the label"), value: line(2000) }),
]);
export type NotPlacedDecision = z.infer<typeof notPlacedInput>;
