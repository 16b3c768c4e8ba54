import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { membershipRoles } from "#lib/people/words.ts";
import { firstYear, lastYear, pupilRequirements } from "./words.ts";

const day = (what: string) =>
  z.string().refine(isDay, `${what} must be a date that exists, written year-month-day, such as 2026-09-01`);

/** A version's number as people write it: `2` or `2.1`. */
export const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}(\.\d{1,3})?$/, "A version number is written like 2 or 2.1")
  .transform((text) => {
    const [major, minor] = text.split(".");
    return { major: Number(major), minor: Number(minor ?? 0) };
  });

const remark = z.object({
  what: z.string().min(1),
  where: z.union([z.object({ line: z.int().min(1) }), z.object({ page: z.int().min(1) })]).nullable(),
});

/** What bringing in a policy already in force needs; shared by the command line and the demonstration. */
export const bringInSchema = z.object({
  text: z.string().min(1, "The file is empty"),
  fileName: z.string().min(1).max(255),
  /**
   * What reading the file gave besides its text (`readPolicyFile`); left out for a text that is its own file, in
   * UTF-8. `hash` is the SHA-256 of the bytes as they came.
   */
  file: z
    .object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      notPlaced: z.array(remark),
      notes: z.array(remark),
    })
    .optional(),
  policySlug: z
    .string()
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      "The policy's short name may only have small letters, digits and single hyphens",
    )
    .max(80)
    .optional(),
  /** The school that owns the policy; the organisation when absent. */
  unitId: z.uuid().optional(),
  version: z.object({ major: z.int().min(1), minor: z.int().min(0) }).optional(),
  /** Whether everyone bound signs again; needed from the second version on. */
  material: z.boolean().optional(),
  implementationOn: day("The implementation date"),
  ratifiedOn: day("The date of ratification").optional(),
  minuteReference: z.string().trim().min(1).max(200).optional(),
  bodyName: z.string().trim().min(1).max(200).optional(),
  summaryOfChange: z.string().trim().min(1).max(2000).optional(),
});

export type BringIn = z.input<typeof bringInSchema>;

/** Who is asked for a standard acknowledgement. */
export const acknowledgementInput = z.object({
  roles: z.array(z.enum(membershipRoles)).min(1, "Choose who is asked to acknowledge the policy"),
});

const schoolYear = z.coerce
  .number("Choose a year")
  .int("Choose a year")
  .min(firstYear, "Choose a year")
  .max(lastYear, "Choose a year");

/** Whether the pupils of some years sign themselves. */
export const pupilSigningInput = z
  .object({
    yearFrom: schoolYear,
    yearTo: schoolYear,
    requirement: z.enum(pupilRequirements, "Choose whether these pupils sign"),
  })
  .refine(({ yearFrom, yearTo }) => yearTo >= yearFrom, {
    path: ["yearTo"],
    message: "The last year must be the first one or above",
  });
