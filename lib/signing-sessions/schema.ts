import { z } from "zod";
import { longestName } from "#lib/signing/schema.ts";
import { sessionLengths, staffSessionRoles } from "./words.ts";

const common = {
  seriesId: z.guid("Choose an agreement"),
  length: z.enum(sessionLengths, "Choose how long the session stays open"),
};

export const openClassSessionInput = z.object({
  classGroupId: z.guid("Choose a class or tutor group"),
  ...common,
});

export const openStaffSessionInput = z.object({
  role: z.enum(staffSessionRoles, "Choose who signs"),
  ...common,
});

/** What becomes of turns that nobody has confirmed, and which of them whoever closes has seen. */
export const closeSessionInput = z.object({
  unconfirmed: z.enum(["confirm", "leave"]).optional().catch(undefined),
  turns: z.string().max(60_000).optional(),
});

/** Identifiers as a hidden field carries them, with commas between. */
export const listOfTurns = z
  .string()
  .max(60_000)
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(z.guid()).max(1_000));

/** A child's answer to one field on the last page of their turn. */
export const childAnswer = (label: string) =>
  z
    .string({ error: `Fill in “${label}”` })
    .trim()
    .min(1, `Fill in “${label}”`)
    .max(longestName, `“${label}” must be ${longestName} letters or fewer`)
    .refine((text) => !/[\p{Cc}\p{Co}\p{Cn}]/u.test(text), `“${label}” must be written in ordinary letters`);
