import { sayDay, sayTime } from "#lib/dates.ts";
import type { DraftReading } from "#lib/policies/drafts/open-findings.ts";

/** A finding as the editor shows it. */
export type SaidFinding = {
  key: string;
  rule: string;
  about: string;
  severity: "error" | "warning" | "note";
  line: number;
  message: string;
  /** Null while it stands. */
  aside: { id: string; reason: string; words: string } | null;
};

export type SaidReading = {
  problem: { line: number; sentence: string } | null;
  findings: SaidFinding[];
  mayBeSent: boolean;
};

/** What a save is answered with where scripts run. */
export type SaveAnswer =
  | { kind: "saved"; revision: number; at: string; reading: SaidReading }
  | { kind: "conflict"; copyId: string; by: string; at: string }
  | { kind: "refused"; sentence: string };

/** How far the kept draft is, for a page that is open. */
export type Standing = { revision: number; by: string; at: string };

/** The reading of a draft as the editor shows it, with times of the organisation’s zone in words. */
export function sayReading({ problem, findings, mayBeSent }: DraftReading, timeZone: string): SaidReading {
  return {
    problem,
    mayBeSent,
    findings: findings.map(({ rule, about, severity, line, message, setAside }, index) => ({
      key: `${index}-${rule}`,
      rule,
      about,
      severity,
      line,
      message,
      aside: setAside && {
        id: setAside.id,
        reason: setAside.reason,
        words: `Set aside ${setAside.by ? `by ${setAside.by} ` : ""}on ${sayDay(setAside.at)} at ${sayTime(setAside.at, timeZone)}`,
      },
    })),
  };
}
