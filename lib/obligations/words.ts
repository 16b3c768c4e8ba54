import { type Day, sayDay } from "#lib/dates.ts";
import { type MembershipRole, rolePlurals } from "#lib/people/words.ts";

/** Why a signature that is asked for is not there. */
export const reasons = [
  "not-signed",
  "parent-awaited",
  "question",
  "declined",
  "away",
  "excused",
  "not-started",
] as const;
export type Reason = (typeof reasons)[number];

/** A reason as a filter names it; `sayReason` says it of one row. */
export const reasonNames: Record<Reason, string> = {
  "not-signed": "Not signed",
  "parent-awaited": "Parent or carer awaited",
  question: "Asked a question",
  declined: "Declined",
  away: "Away",
  excused: "Excused",
  "not-started": "Not due until they start",
};

/** Beside the reason, where no message can reach whoever is awaited. Never why. */
export const noAddress = "No address that may be used";

/** The reason of one row, as lists and files say it. */
export function sayReason(row: { reason: Reason; signsThemselves: boolean; startsOn: Day }): string {
  if (row.reason === "not-started") return `Not due until they start on ${sayDay(row.startsOn)}`;
  if (row.reason === "parent-awaited" && row.signsThemselves) return "Pupil signed, parent or carer awaited";
  return reasonNames[row.reason];
}

/** Reasons for which nothing is due on the day: counted apart from those who should have signed. */
export const notDue: readonly Reason[] = ["away", "excused", "not-started"];

/** Whose signature is missing: the person's own, or that of a parent or carer for them. One row may lack both. */
export const signers = ["own", "parent"] as const;
export type Signer = (typeof signers)[number];

export const signerNames: Record<Signer, string> = { own: "Their own", parent: "A parent’s or carer’s" };

/**
 * Whom a count is about: a role's own signatures, the parents and carers who sign for pupils (`countersign`), or
 * everyone once, complete with whoever has to countersign (`any`).
 */
export type Part = MembershipRole | "countersign" | "any";

/** A part as the label of its figures. */
export const sayPart = (part: Part): string =>
  part === "any" ? "Everyone" : part === "countersign" ? "Parents and carers, for pupils" : rolePlurals[part];

/**
 * Signatures of one part of one agreement. `bound` leaves out those who are away or excused and have not signed;
 * they are `away`. `responded` are those of the unsigned who asked a question or declined.
 */
export type Count = { bound: number; signed: number; away: number; responded: number };

export const noCount: Count = { bound: 0, signed: 0, away: 0, responded: 0 };

export const addCounts = (one: Count, other: Count): Count => ({
  bound: one.bound + other.bound,
  signed: one.signed + other.signed,
  away: one.away + other.away,
  responded: one.responded + other.responded,
});
