import { findingsOf } from "#lib/policies/findings/find.ts";
import { agreementFields, agreementStatements, declarationText } from "./agreement-parts.ts";
import { bringInText } from "./bring-in-text.ts";
import { words } from "./markdown.ts";
import { outline } from "./outline.ts";
import { parseReviewDate } from "./review-date.ts";
import type { Inspection, PolicyDocument, ReviewDate } from "./types.ts";

/** Says what a policy text holds and what is wrong with it. `today` is an ISO date, against which dates are held. */
export function inspect(text: string, { today }: { today: string }): Inspection {
  const { document } = bringInText(text);
  const findings = findingsOf(document, { today, text });
  return {
    ...inspectDocument(document),
    findings: findings.map(({ rule, severity, line, message }) => ({ rule, severity, line, message })),
  };
}

/** Says what a document holds. */
export function inspectDocument(document: PolicyDocument): Omit<Inspection, "findings"> {
  const review = reviewDateOf(document);
  return {
    title: document.title,
    control: document.control,
    ...(review ? { review } : {}),
    sections: sectionsOf(document),
    agreements: document.agreements.map((agreement) => {
      const parent = words(agreement.countersignPart?.declaration ?? []) || null;
      return {
        key: agreement.key,
        title: agreement.title,
        audience: agreement.audience,
        statements: agreementStatements(document, agreement),
        declaration: declarationText(agreement),
        fields: agreementFields(agreement).map(({ label, kind, by }) => ({ label, kind, by })),
        countersign: agreement.countersign === "none" ? null : { declaration: parent },
      };
    }),
    history: document.history.rows.map((row) => ({
      cells: Object.fromEntries(document.history.columns.map((column, index) => [column, row[index] ?? ""])),
    })),
    related: document.related.map(({ label }) => label),
  };
}

/** The review date of document control; undefined when it has none or its words name no day. */
function reviewDateOf(document: PolicyDocument): ReviewDate | undefined {
  for (const entry of document.control) {
    const found = entry.field === "review" ? parseReviewDate(entry.value) : null;
    if (found) return found;
  }
  return undefined;
}

function sectionsOf(document: PolicyDocument): Inspection["sections"] {
  const sections = new Map<string, Inspection["sections"][number]>();
  for (const entry of outline(document)) {
    if (entry.kind === "section") {
      const depth = (entry.source as { depth: number }).depth;
      sections.set(entry.anchor, { number: entry.number, title: entry.text, level: depth - 1, clauses: 0 });
    } else if (
      entry.section &&
      (entry.kind === "paragraph" || entry.kind === "item" || entry.kind === "declaration")
    ) {
      const section = sections.get(entry.section);
      if (section) section.clauses += 1;
    }
  }
  return [...sections.values()];
}
