import { type Day, sayDay } from "#lib/dates.ts";

/** What a request for an exemption, or the exemption, is on a day. */
export type ExemptionState =
  | "waiting"
  | "to-come"
  | "running"
  | "run-out"
  | "refused"
  | "revoked"
  /** Nobody decided before its last day had passed. */
  | "lapsed";

export const exemptionStateNames: Record<ExemptionState, string> = {
  waiting: "Waiting for a decision",
  "to-come": "Approved",
  running: "In force",
  "run-out": "Ran out",
  refused: "Refused",
  revoked: "Revoked",
  lapsed: "Not decided in time",
};

/** `From 1 May 2026 until 31 July 2026`, or open-ended. */
export const sayStretch = (startsOn: Day, endsOn: Day | null): string =>
  endsOn ? `from ${sayDay(startsOn)} to ${sayDay(endsOn)}` : `from ${sayDay(startsOn)} until revoked`;

/** How a clause is said in a sentence: `clause 4.1` where it has a number, else its first words. */
export const sayClause = (words: string): string => {
  const [, number] = /^([\d.]+|\([a-z]+\)|[a-z]\))\s/.exec(words) ?? [];
  return number ? `clause ${number.replace(/\.$/, "")}` : `“${shorten(words, 60)}”`;
};

/** Cut between words, with three points for what is left out. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2)).replace(/[\s,;:.]+$/, "")}…`;
}
