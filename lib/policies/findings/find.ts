import { printDocument } from "#lib/policies/document/print-document.ts";
import type { PolicyDocument } from "#lib/policies/document/types.ts";
import { audienceWithoutAgreement } from "./audience-without-agreement.ts";
import { contentsDiffer } from "./contents-differ.ts";
import { cycleContradicted } from "./cycle-contradicted.ts";
import { emptyLink } from "./empty-link.ts";
import { historyPending } from "./history-pending.ts";
import { readForRules } from "./reading.ts";
import { appendixWithoutHeading, referenceMissing } from "./references.ts";
import { reviewOverdue } from "./review-overdue.ts";
import { staleLegislation } from "./stale-legislation.ts";
import { templateResidue } from "./template-residue.ts";
import { FINDING_RULES, type Finding, type FindingRule, type Rule } from "./types.ts";

const rules: Record<FindingRule, Rule> = {
  "reference-missing": referenceMissing,
  "contents-differ": contentsDiffer,
  "review-overdue": reviewOverdue,
  "cycle-contradicted": cycleContradicted,
  "history-pending": historyPending,
  "audience-without-agreement": audienceWithoutAgreement,
  "template-residue": templateResidue,
  "stale-legislation": staleLegislation,
  "empty-link": emptyLink,
  "appendix-without-heading": appendixWithoutHeading,
};

/**
 * What a careful clerk would say of a policy, in the order of its lines. `today` is an ISO date. `text` is what
 * the document was made from, whose lines are given; without it they are those of the document as printed.
 */
export function findingsOf(
  document: PolicyDocument,
  { today, text = printDocument(document) }: { today: string; text?: string },
): Finding[] {
  const reading = readForRules(document, text, today);
  return FINDING_RULES.flatMap((rule) =>
    rules[rule](reading).map((found): Finding => ({ rule, ...found })),
  ).sort((one, other) => one.line - other.line);
}
