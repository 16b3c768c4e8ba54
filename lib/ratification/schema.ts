import { z } from "zod";
import { isId } from "#lib/identifiers.ts";
import { dayField, optionalNumber, tick, words } from "#lib/people/schema.ts";
import {
  adoptionRules,
  answers,
  bodyKinds,
  delegateDuties,
  exemptionApprovers,
  parts,
  renewals,
  writtenRules,
} from "./words.ts";

/*
 * What the forms about bodies, proposals and a policy's approval post: one schema for browser and server.
 */

const blankIsNone = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : (value ?? undefined);
const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "object" ? Object.values(value).every(isBlank) : String(value).trim() === "");
const optionalDay = (what: string) =>
  z.preprocess((value) => (isBlank(value) ? undefined : value), dayField(what).optional());

/** Several lines of words; a blank box is none. */
const text = (what: string) =>
  z.preprocess(
    blankIsNone,
    z.string().trim().max(4000, `${what} must be 4,000 characters or fewer`).optional(),
  );
const demandedText = (missing: string, what: string) =>
  z.string(missing).trim().min(1, missing).max(4000, `${what} must be 4,000 characters or fewer`);

const quorum = optionalNumber(1, 100, "Quorum must be a whole number from 1 to 100");

export const bodyInput = z.object({
  name: words("Enter the body’s name", 200, "Name"),
  kind: z.enum(bodyKinds, "Choose what kind of body it is"),
  quorum,
  /** Where it is not offered, nothing is posted. */
  writtenRule: z.preprocess(
    blankIsNone,
    z.enum(writtenRules, "Choose whether it may decide by written resolution").default("none"),
  ),
  articles: z.preprocess(blankIsNone, words("Enter words", 300, "Where the articles say so").optional()),
});
export const newBodyInput = bodyInput.extend({
  unitId: z.string("Choose whose body it is").refine(isId, "Choose whose body it is"),
});

export const seatInput = z
  .object({
    personId: z.string("Choose who takes the seat").refine(isId, "Choose who takes the seat"),
    part: z.enum(parts, "Choose their part"),
    startsOn: dayField("First day"),
    endsOn: optionalDay("Last day of the term"),
  })
  .refine(({ startsOn, endsOn }) => endsOn === undefined || endsOn >= startsOn, {
    path: ["endsOn"],
    message: "Last day of the term must be the first day or later",
  });

export const endSeatInput = z.object({ on: dayField("Last day") });

const votes = optionalNumber(0, 1000, "Votes must be a whole number");

/** What a meeting decided, as far as a browser can look at it. */
export const minuteFields = z.object({
  outcome: z.enum(["agreed", "returned"], "Choose what the meeting decided"),
  metOn: dayField("Date of the meeting"),
  minuteReference: words("Enter the minute’s reference", 200, "Minute reference"),
  implementationOn: optionalDay("Implementation date"),
  /** The minutes themselves give an implementation date that has passed. */
  pastDate: tick,
  reasons: text("Reasons"),
  votesFor: votes,
  votesAgainst: votes,
  abstained: votes,
  /** A seat, or "other" with a name. */
  chair: z.string("Choose who was in the chair").min(1, "Choose who was in the chair"),
  chairName: z.preprocess(blankIsNone, words("Enter a name", 200, "Name").optional()),
});

/** The same with who was there, by seat. */
export const minuteInput = minuteFields.extend({
  attendance: z.record(
    z.string(),
    z.object({
      present: tick,
      conflict: z.preprocess(blankIsNone, words("Enter words", 500, "Conflict of interest").optional()),
    }),
  ),
});
export type MinuteInput = z.output<typeof minuteInput>;

export const notRightInput = z.object({
  words: demandedText("Say what is not right", "What you write"),
});

export const resolutionInput = z.object({ closesOn: dayField("Last day to answer") });

export const voteInput = z.object({
  answer: z.enum(answers, "Choose for, against or abstain"),
  reason: text("Reason"),
});

export const returnInput = z.object({
  reasons: demandedText("Give the reasons, so that the owner can change the draft", "Reasons"),
});

export const reportInput = z.object({
  reportedOn: dayField("Date of the meeting"),
  minuteReference: z.preprocess(blankIsNone, words("Enter words", 200, "Minute reference").optional()),
});

const approver = z.preprocess(
  blankIsNone,
  z
    .string()
    .regex(/^(body:[0-9a-f-]{36}|duty:head)$/, "Choose who decides")
    .optional(),
);

/** Who approves a policy, and what else is set for it. */
export const policySettingsInput = z
  .object({
    first: approver,
    last: approver,
    minorDuty: z.preprocess(blankIsNone, z.enum(delegateDuties, "Choose who may approve it").optional()),
    adoptionRule: z.enum(adoptionRules, "Choose whether schools adopt it"),
    renewal: z.enum(renewals, "Choose how often it is signed"),
    signWithinDays: z.preprocess(
      (value) => (typeof value === "string" ? Number(value.trim() || Number.NaN) : value),
      z
        .number("Days to sign must be a whole number from 0 to 365")
        .int("Days to sign must be a whole number from 0 to 365")
        .min(0, "Days to sign must be a whole number from 0 to 365")
        .max(365, "Days to sign must be a whole number from 0 to 365"),
    ),
    exemptionBy: z.enum(exemptionApprovers, "Choose who approves an exemption"),
    indexable: tick,
  })
  .refine(({ first, last }) => !first || last, {
    path: ["last"],
    message: "Choose who ratifies it after the first approval",
  })
  .refine(({ first, last }) => !first || first !== last, {
    path: ["first"],
    message: "The two steps must be taken by two bodies: choose another, or none",
  });
