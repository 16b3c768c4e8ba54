import type { MembershipRole } from "#lib/people/words.ts";

/** How long a session stays open: an hour, or to the end of a day. */
export const sessionLengths = ["lesson", "today", "week", "two-weeks"] as const;
export type SessionLength = (typeof sessionLengths)[number];

export const sessionLengthNames: Record<SessionLength, string> = {
  lesson: "A lesson (one hour)",
  today: "Today",
  week: "One week",
  "two-weeks": "Two weeks",
};

/** Grown-ups who can sign together on shared tablets; parents and carers sign from their own telephone. */
export const staffSessionRoles = [
  "staff",
  "agency",
  "volunteer",
  "governor",
  "trustee",
  "contractor",
  "trainee",
  "visitor",
] as const satisfies MembershipRole[];
export type StaffSessionRole = (typeof staffSessionRoles)[number];

/** How long an unanswered tablet goes on asking. */
export const askingMinutes = 60;
/** How many tablets of one network may ask at once: twice a class, each with one that gave up. */
export const mostAskingFromOneNetwork = 60;
/** How many may ask at once from everywhere; five networks together. */
export const mostAsking = 300;
/** A tablet that asks and whose screen nobody has looked at for so long gives its place to another that asks. */
export const unseenMinutes = 3;
