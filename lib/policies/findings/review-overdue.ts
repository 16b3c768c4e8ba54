import { sayDay } from "#lib/dates.ts";
import { nextReview, periodOf } from "./periods.ts";
import { foundAt, quoted, sentencesOf } from "./sentences.ts";
import { isThisPolicy, SUBJECT } from "./this-policy.ts";
import type { Found, Reading } from "./types.ts";

/** A sentence that gives the review of the policy itself a date. */
const DUE = new RegExp(
  `\\b${SUBJECT}\\b[^.;]{0,60}\\b(?:next review(?:ed)?|review date|due (?:for|to be) review(?:ed)?|(?:will|to|shall|must|should)(?: next)? be(?: next)? reviewed(?: again)?(?: next)?)\\b[^.;,]{0,25}?\\b(?:is|on|in|by|before|during|of|:)\\s([^.;,]{4,40})`,
  "i",
);

/** The day by which the policy was to be reviewed is past. */
export function reviewOverdue(reading: Reading): Found[] {
  const { document, passages, today } = reading;
  const next = nextReview(document);
  if (next) {
    const passage = passages.find(({ source }) => source === next.row);
    if (!passage || next.period.last >= today) return [];
    return [foundAt(passage, 0, "error", sayOverdue(next.row.value, next.period.last))];
  }
  for (const passage of passages) {
    if (passage.kind !== "paragraph" && passage.kind !== "item") continue;
    for (const sentence of sentencesOf(passage.text)) {
      const due = DUE.exec(sentence.text.slice(0, 600));
      const date = due && isThisPolicy(due[1] ?? "", document.title) ? due[2] : undefined;
      const period = date ? periodOf(date) : null;
      if (!date || !period) continue;
      if (period.last >= today) return [];
      return [foundAt(passage, sentence.start, "error", sayOverdue(date, period.last))];
    }
  }
  return [];
}

function sayOverdue(words: string, last: string): string {
  return `The review was due by ${sayDay(last)} (${quoted(words)}), which has passed. Review the policy, then put in the date of the next review.`;
}
