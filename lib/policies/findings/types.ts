import type { OutlineEntry } from "#lib/policies/document/outline.ts";
import type { PolicyDocument } from "#lib/policies/document/types.ts";

/** What is looked for in a policy's text; each rule has its page in docs/findings. */
export const FINDING_RULES = [
  "reference-missing",
  "contents-differ",
  "review-overdue",
  "cycle-contradicted",
  "history-pending",
  "audience-without-agreement",
  "template-residue",
  "stale-legislation",
  "empty-link",
  "appendix-without-heading",
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

/** An error keeps a draft from being sent for ratification; a warning asks to be looked at; a note informs. */
export type Severity = "error" | "warning" | "note";

export type Finding = {
  rule: FindingRule;
  severity: Severity;
  /** Of the text that was looked through, counted from 1. */
  line: number;
  /** The clause it stands beside; null for title, document control, contents and change history. */
  anchor: string | null;
  /** What is wrong and what to do. */
  message: string;
};

/** What a rule gives back; which rule it was is added by whoever runs it. */
export type Found = Omit<Finding, "rule">;

/** A piece of a policy that a rule reads: a clause, or a row of document control or change history. */
export type Passage = {
  kind: OutlineEntry["kind"] | "title" | "control" | "history";
  /** Plain words, without the number that it begins with. */
  text: string;
  number: string | null;
  anchor: string | null;
  /** The words that lead into the list it stands in. */
  leadIn: string | null;
  section: string | null;
  agreement: string | null;
  /** The node or row that it comes from. */
  source: object;
  /** The line of the text on which the character at `offset` of `text` stands. */
  lineAt: (offset?: number) => number;
};

/** A line of the contents list that a file came with. */
export type ContentsLine = { line: number; text: string };

/** A policy as the rules read it. */
export type Reading = {
  document: PolicyDocument;
  /** In reading order: title, document control, the body, change history. */
  passages: readonly Passage[];
  contents: readonly ContentsLine[];
  /** ISO date. */
  today: string;
};

export type Rule = (reading: Reading) => Found[];
