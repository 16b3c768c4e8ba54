import { bringInText } from "#lib/policies/document/bring-in-text.ts";
import { findingsOf } from "./find.ts";
import type { Finding, FindingRule } from "./types.ts";

export const TODAY = "2026-11-22";

/** What one rule finds in a text as a school wrote it. */
export function found(rule: FindingRule, text: string, today = TODAY): Finding[] {
  return findingsOf(bringInText(text).document, { today, text }).filter((one) => one.rule === rule);
}

/** The words of the line that each finding of a rule stands at. */
export function foundLines(rule: FindingRule, text: string, today = TODAY): string[] {
  const lines = text.split("\n");
  return found(rule, text, today).map(({ line }) => lines[line - 1] ?? "");
}

/** A short policy around some words, with dates that contradict nothing. */
export function policyOf(body: string, control = "Approved: 4 May 2026\nNext review: May 2028"): string {
  return `Loan of Equipment Policy\n\n${control}\n\n1. Why we lend\n\nThe library lends equipment.\n\n2. Borrowing\n\n${body}\n\n3. Returning\n\nEquipment comes back clean.\n`;
}
