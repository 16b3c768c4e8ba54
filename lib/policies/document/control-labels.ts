import type { ControlField } from "./types.ts";

/**
 * The common words of document control, tried in order: the more particular come first, so that
 * "Next review by" is a review date and "Reviewed by" is a person.
 */
const RULES: readonly [RegExp, ControlField | null][] = [
  [/\b(non[ -]?)?statutory\b/, "statutory"],
  [/\breview (cycle|frequency|period|interval|schedule)\b|\b(frequency|cycle) of review\b/, null],
  [/\bnext\b.*\breview|\breview\b.*\b(due|deadline|by)\b|\b(due|renew(al|ed)?|expiry|expires)\b/, "review"],
  [/\bto be reviewed\b|\breview before\b|\bsubject to review\b/, "review"],
  [
    /\b(reviewed|revised|updated|amended|written|created|drafted|prepared|produced|compiled) by\b/,
    "reviewer",
  ],
  [/\b(authors?|reviewers?|writers?)\b/, "reviewer"],
  [
    /\b(last|latest|previous|date of|date of last|most recent) (policy )?(review|revision|update)\b/,
    "reviewed",
  ],
  [/\b(reviewed|revised|updated|amended)\b/, "reviewed"],
  [/\breview\b/, "review"],
  [
    /\b(implement\w*|effective|in force|into (force|effect)|operative|start date|applies from)\b/,
    "implementation",
  ],
  [/\bratif\w*|\badopt(ed|ion)\b/, "ratified"],
  [/\b(approv\w*|agreed|authoris\w*|signed off|sign-off|passed by)\b/, "approved"],
  [/\b(publi(shed|cation)|issued?|released?)\b/, "published"],
  [/\b(created|creation|drafted|originated|written|first (adopted|produced))\b|^date of policy$/, "created"],
  [
    /\b(ref|reference|references)\b|\b(policy|document|doc)( control)? ?(no|num|number|code|id)\b/,
    "reference",
  ],
  [
    /\b(owners?|owned by|lead|leads|responsib\w+|accountable|policy holder|maintained by|held by|contact)\b/,
    "owner",
  ],
  [
    /^(name of )?(the )?(school|academy|college|setting|trust|federation|organisation)( name)?( s)?$/,
    "school",
  ],
  [/^(school|academy|trust|organisation) name$|^establishment$/, "school"],
];

/** The field that a label of document control stands for, by its common words; undefined when none fits. */
export function fieldOfLabel(label: string): ControlField | undefined {
  const plain = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  for (const [words, field] of RULES) {
    if (words.test(plain)) return field ?? undefined;
  }
  return undefined;
}
