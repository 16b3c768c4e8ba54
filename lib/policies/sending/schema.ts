import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { isId } from "#lib/identifiers.ts";

const said = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} must be ${most.toLocaleString("en-GB")} characters or shorter`);

const optional = (most: number, what: string) =>
  said(most, what)
    .optional()
    .transform((text) => text || null);

const day = z.string().refine(isDay, "Enter a real date, such as 1 9 2027");

/** What is said of the next version besides its text, as far as it has been decided. */
export const aboutDraftInput = z.object({
  material: z.enum(["material", "minor"]).optional(),
  materialReason: optional(1000, "The reason"),
  summaryOfChange: optional(500, "The summary of change"),
  contact: optional(200, "The contact"),
  implementationOn: day.nullish().transform((text) => text ?? null),
});

/** The same as it must be when it is sent on; what depends on the policy is checked by `sendDraft`. */
export const sendDraftInput = z.object({
  /** The draft that the form was made for, so that a form posted twice finds what it has sent. */
  draftId: z.string().refine(isId, "Open the page again"),
  /** The revision of its text that the sender has seen. */
  revision: z.coerce.number().int().min(1),
  summaryOfChange: said(500, "The summary of change").min(1, "Say in a sentence what has changed"),
  contact: optional(200, "The contact"),
  /** Left out for a first version, which everybody signs. */
  material: z.enum(["material", "minor"]).optional(),
  materialReason: optional(1000, "The reason"),
  /** The agreements that are signed again, by their keys; counts for a material change alone. */
  again: z.array(z.string().max(200)).max(100).default([]),
  implementationOn: day,
  /** A minor change may go to the policy's delegate between meetings. */
  to: z.enum(["steps", "delegate"]).default("steps"),
  /** Whoever sends has looked at the warnings that nobody has set aside. */
  warningsSeen: z.boolean().default(false),
});

export const takeBackInput = z.object({
  reason: said(1000, "The reason").min(1, "Say why you take it back"),
});

export const withdrawInput = z.object({
  withdrawnOn: day,
  reason: said(1000, "The reason").min(1, "Say why the version is withdrawn"),
});
