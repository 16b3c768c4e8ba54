import type { DraftParts } from "./parts.ts";
import { mapTexts, withContent } from "./parts.ts";

export type Renumbered = { draft: DraftParts; changes: { from: string; to: string }[] };

/** A number that begins a line: of a heading with or without points, of a clause with at least one. */
const ofHeading = /^(\s*)(\d{1,3}(?:\.\d{1,3})*)(?=[.)]?\s)/;
const ofClause = /^(\s*(?:[-*+]\s+)?)(\d{1,3}(?:\.\d{1,3})+)(?=[.)]?\s)/;

/** `1.0` is how some number their sections. */
const hasZero = (number: string) => /^\d+\.0$/.test(number);
const figuresOf = (number: string) =>
  number
    .replace(/^(\d+)\.0$/, "$1")
    .split(".")
    .map(Number);

/**
 * Numbers sections and clauses in the order in which they stand, each as deep as it was written: `4.1`, `4.3` become
 * `4.1`, `4.2`. What has no number gets none. Where the text cites a number that changed ("see section 4.3"), it follows.
 */
export function renumber(draft: DraftParts): Renumbered {
  const counters: number[] = [];
  const written: number[] = [];
  // where sections carry numbers, a clause belongs to the one it stands in; else to the one that its number names
  const ownDepths = new Set(
    draft.parts.flatMap(({ content }) => {
      const number = content.kind === "heading" ? ofHeading.exec(content.text)?.[2] : undefined;
      return number ? [figuresOf(number).length] : [];
    }),
  );
  const renamed = new Map<string, string | null>();
  const changes: Renumbered["changes"] = [];
  const next = (was: string): string => {
    const figures = figuresOf(was);
    const last = figures.length - 1;
    figures.forEach((figure, level) => {
      const isNew = level === last || (!ownDepths.has(level + 1) && written[level] !== figure);
      if (isNew) {
        const known = counters[level];
        counters.length = level;
        written.length = level;
        counters[level] = known === undefined ? (level === 0 ? figure : 1) : known + 1;
      } else counters[level] ??= figure;
      written[level] = figure;
    });
    counters.length = figures.length;
    written.length = figures.length;
    const number = counters.join(".") + (hasZero(was) ? ".0" : "");
    const known = renamed.get(was);
    // a number that stood twice cannot be followed
    renamed.set(was, known !== undefined && known !== number ? null : number);
    if (number !== was) changes.push({ from: was, to: number });
    return number;
  };
  const parts = draft.parts.map((part) => {
    if (part.content.kind === "heading")
      return withContent(part, {
        ...part.content,
        text: part.content.text.replace(
          ofHeading,
          (_, before: string, number: string) => before + next(number),
        ),
      });
    if (part.content.kind !== "text") return part;
    const text = part.content.text
      .split("\n")
      .map((line) => line.replace(ofClause, (_, before: string, number: string) => before + next(number)))
      .join("\n");
    return withContent(part, { ...part.content, text });
  });
  const cites =
    /\b((?:sections?|clauses?|paragraphs?|points?|parts?)\s+)(\d{1,3}(?:\.\d{1,3})*)(?![\d]|\.\d)/gi;
  const follow = (text: string) =>
    text.replace(cites, (whole, word: string, number: string) => {
      const to = renamed.get(number);
      return to ? word + to : whole;
    });
  if (changes.length === 0) return { draft, changes };
  return {
    draft: { ...draft, parts: parts.map((part) => withContent(part, mapTexts(part.content, follow))) },
    changes,
  };
}
