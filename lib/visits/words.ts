import type { MembershipRole } from "#lib/people/words.ts";

/** Why somebody comes to a school, in the order in which reception asks. */
export const visitReasons = ["agency", "volunteer", "contractor", "visitor", "other"] as const;
export type VisitReason = (typeof visitReasons)[number];

export const reasonNames: Record<VisitReason, string> = {
  agency: "Supply or agency",
  volunteer: "Volunteer",
  contractor: "Contractor",
  visitor: "Visitor",
  other: "Other",
};

/** What helps somebody to choose. */
export const reasonHints: Partial<Record<VisitReason, string>> = {
  agency: "Teaching or working here for a while, sent by an agency or on supply",
  volunteer: "Helping without pay",
  contractor: "Repairs, deliveries, cleaning, building, IT",
  visitor: "A meeting, a talk, an inspection, a look round",
};

/** Whom somebody counts as while they are here; it decides what they are asked to sign. */
export const roleOfReason = (reason: VisitReason): MembershipRole =>
  reason === "other" ? "visitor" : reason;

/** A pass as it is shown and read out: `BCD-2345`. */
export const sayPass = (pass: string): string => `${pass.slice(0, 3)}-${pass.slice(3)}`;
