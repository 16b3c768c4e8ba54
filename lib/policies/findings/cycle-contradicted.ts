import { type Cycle, cycleIn, sayMonths } from "./cycles.ts";
import { madeOn, nextReview, type Period } from "./periods.ts";
import { foundAt, quoted, sentencesOf } from "./sentences.ts";
import { isThisPolicy, SUBJECT } from "./this-policy.ts";
import type { Found, Passage, Reading } from "./types.ts";

/** "This policy is reviewed …", but not "access under this policy is reviewed …". */
const IS_REVIEWED = new RegExp(
  `(?<!\\b(?:under|of|in|with|on|by|for|to|about|from|and|within|alongside)\\s)\\b${SUBJECT}(?:\\s[\\w’',-]{1,25}){0,8}?\\s(?:reviewed|review)\\b`,
  "i",
);
/** "The governors review this policy …", "A review of the policy takes place …". */
const REVIEWS = new RegExp(
  `\\breview(?:s|ed|ing)?\\s(?:and (?:update|approve)s?\\s)?(?:of\\s)?${SUBJECT}\\b(?!\\s(?:and|or)\\s(?:its|the)\\b)`,
  "i",
);
/** "It is reviewed …", after a sentence about the policy. */
const IT_IS_REVIEWED = /^it (?:is|will be|shall be|must be|should be|is to be)(?: next| also)? reviewed\b/i;
const OF_POLICY = new RegExp(`^${SUBJECT}\\b`, "i");
const REVIEW_LABEL = /\breview/i;

/** The policy says how often it is reviewed, and the dates of document control say otherwise. */
export function cycleContradicted({ document, passages }: Reading): Found[] {
  const next = nextReview(document);
  const made = madeOn(document).filter(({ period }) => next && period.first < next.period.first);
  if (!next || made.length === 0) return [];
  const found: Found[] = [];
  for (const { passage, offset, cycle } of cyclesOf(passages, document.title)) {
    if (made.some(({ period }) => agrees(cycle, period, next.period))) continue;
    const latest = made.reduce((one, other) => (other.period.last > one.period.last ? other : one));
    const gap = (shortest(latest.period, next.period) + longest(latest.period, next.period)) / 2;
    found.push(
      foundAt(
        passage,
        offset,
        "warning",
        `This says that the policy is reviewed ${quoted(cycle.words)}, but document control has about ${sayMonths(gap)} between ${quoted(`${latest.row.label}: ${latest.row.value}`)} and ${quoted(`${next.row.label}: ${next.row.value}`)}. Change the words or the date, so that they agree.`,
      ),
    );
  }
  return found;
}

type Stated = { passage: Passage; offset: number; cycle: Cycle };

function cyclesOf(passages: readonly Passage[], title: string | null): Stated[] {
  const ofThis = (found: RegExpExecArray | null) => found !== null && isThisPolicy(found[1] ?? "", title);
  return passages.flatMap((passage) => {
    if (passage.kind === "control") {
      const { label } = passage.source as { label: string };
      const cycle = REVIEW_LABEL.test(label) ? cycleIn(passage.text) : null;
      return cycle ? [{ passage, offset: cycle.start, cycle }] : [];
    }
    if (passage.kind !== "paragraph" && passage.kind !== "item" && passage.kind !== "row") return [];
    let policyBefore = false;
    return sentencesOf(passage.text).flatMap(({ text, start }) => {
      const itself = policyBefore && IT_IS_REVIEWED.test(text);
      policyBefore = itself || ofThis(OF_POLICY.exec(text.slice(0, 200)));
      if (text.length > 600 || !(itself || ofThis(IS_REVIEWED.exec(text)) || ofThis(REVIEWS.exec(text))))
        return [];
      const cycle = cycleIn(text);
      return cycle ? [{ passage, offset: start + cycle.start, cycle }] : [];
    });
  });
}

/** Whether dates fit a cycle. A review a few weeks early or late keeps to it: a sixth of the cycle, at least two months. */
function agrees(cycle: Cycle, from: Period, to: Period): boolean {
  const [least, most] = [shortest(from, to), longest(from, to)];
  const leeway = (months: number) => Math.max(2, months / 6);
  if (least > cycle.most + leeway(cycle.most)) return false;
  return cycle.orSooner || most >= cycle.least - leeway(cycle.least);
}

const shortest = (from: Period, to: Period) => months(to.first) - months(from.last);
const longest = (from: Period, to: Period) => months(to.last) - months(from.first);

function months(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return year * 12 + month + date / 31;
}
