import { z } from "zod";
import { isDay } from "#lib/dates.ts";
import { dayField } from "#lib/people/schema.ts";
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

/** What a policy that is begun in the browser needs. */
export const writePolicyInput = z.object({
  unitId: z.guid("Choose whose policy it is"),
  title: z
    .string()
    .trim()
    .min(1, "Enter the policy’s title")
    .max(200, "The title must be 200 characters or shorter"),
});

const sentenceBox = (missing: string, what: string, most = 2000) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(most, `${what} must be ${most} characters or fewer`)
    .refine((text) => !/[^\P{Cc}\r\n\t]/u.test(text), `${what} must be written in ordinary letters`);

const blankIsAbsent = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : (value ?? undefined);

/** Three empty boxes are no day. */
const noDay = (value: unknown) =>
  value !== null && typeof value === "object" && Object.values(value).every((part) => part === "")
    ? undefined
    : blankIsAbsent(value);

/** A recorded review: it changes nothing, or says that the policy is to be revised. */
export const reviewInput = z
  .object({
    reviewedOn: dayField("The date of the review"),
    outcome: z.enum(["unchanged", "to-be-revised"], "Choose what came of the review"),
    nextReview: z.preprocess(
      blankIsAbsent,
      z.string().trim().max(100, "The next review date must be 100 characters or fewer").optional(),
    ),
    contact: z.preprocess(
      blankIsAbsent,
      z.string().trim().max(200, "The contact must be 200 characters or fewer").optional(),
    ),
    summary: sentenceBox("Say in a few words what was looked at", "The summary", 500),
    /** The review that this one corrects. */
    replaces: z.preprocess(blankIsAbsent, z.guid().optional()),
  })
  .refine(({ outcome, nextReview }) => outcome === "to-be-revised" || nextReview !== undefined, {
    path: ["nextReview"],
    message: "Enter the next review date, such as October 2028",
  });

/** A request to depart from a clause. `personId` is absent in one's own. */
export const exemptionInput = z
  .object({
    clause: z.string("Choose the clause").min(1, "Choose the clause").max(200, "Choose the clause"),
    unitId: z.guid("Choose the school"),
    personId: z.preprocess(blankIsAbsent, z.guid("Choose whom it is for").optional()),
    reason: sentenceBox("Say why the exemption is needed", "The reason"),
    startsOn: dayField("The first day"),
    endsOn: z.preprocess(noDay, dayField("The last day").optional()),
    formId: z.guid("Open the page again"),
  })
  .refine(({ startsOn, endsOn }) => endsOn === undefined || endsOn >= startsOn, {
    path: ["endsOn"],
    message: "The last day must be the first day or after",
  });

/** What the approver says to a request. */
export const exemptionAnswerInput = z
  .object({
    answer: z.enum(["approved", "refused"], "Choose whether you approve it"),
    reason: z.string().trim().max(2000, "The reason must be 2000 characters or fewer").default(""),
  })
  .refine(({ answer, reason }) => answer === "approved" || reason !== "", {
    path: ["reason"],
    message: "Say why you refuse it",
  });

export const exemptionRevokeInput = z.object({
  reason: sentenceBox("Say why the exemption is revoked", "The reason"),
});

/** Why a finding about a draft can stay as it is. */
export const setAsideReason = z.object({
  reason: z
    .string()
    .trim()
    .min(1, "Say why this can stay as it is")
    .max(1000, "The reason must be 1,000 characters or shorter"),
});
