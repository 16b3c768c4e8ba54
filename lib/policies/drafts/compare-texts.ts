import { diffArrays, diffWordsWithSpace } from "diff";
import { joinParts, type Part, printPart } from "./parts.ts";
import { readParts } from "./read-parts.ts";

/** A stretch of two texts, part by part: the same in both, or other words in each (either may be empty). */
export type Stretch =
  | { same: true; text: string }
  | { same: false; here: string; there: string; words: { text: string; in: "both" | "here" | "there" }[] };

/** How much is compared word by word; longer than any clause. */
const longest = 20_000;

/** Two texts of one draft beside each other, in their order. Any text can be compared, whether it can be read or not. */
export function compareTexts(here: string, there: string): Stretch[] {
  return stretches(readParts(here).parts, readParts(there).parts).map(({ own, other }) => {
    const [one, two] = [textOf(own), textOf(other)];
    if (one === two) return { same: true, text: one };
    const words =
      one.length + two.length > longest
        ? []
        : diffWordsWithSpace(one, two).map(({ value, added, removed }) => ({
            text: value,
            in: added ? ("there" as const) : removed ? ("here" as const) : ("both" as const),
          }));
    return { same: false, here: one, there: two, words };
  });
}

export type Choice = "here" | "there" | "both";

/**
 * One text made of two: for each stretch in which they differ, in order, whose words are kept. A stretch without a
 * choice keeps both, so that nothing is lost.
 */
export function mergeTexts(here: string, there: string, choices: readonly (Choice | undefined)[]): string {
  const [one, two] = [readParts(here), readParts(there)];
  let number = 0;
  const chosen = stretches(one.parts, two.parts).flatMap(({ own, other, same }) => {
    if (same) return own;
    const choice = choices[number++] ?? "both";
    return [...(choice === "there" ? [] : own), ...(choice === "here" ? [] : other.map(asNew))];
  });
  return joinParts({ parts: onlyOneControl(chosen), tail: one.tail || two.tail }).text;
}

/** A part of the other text: its identifier says nothing about what it follows here. */
const asNew = (part: Part): Part => ({ ...part, id: `other ${part.id}`, follows: `other ${part.follows}` });

/** Document control stands once; of two the first is kept. */
function onlyOneControl(parts: Part[]): Part[] {
  const first = parts.find(({ content }) => content.kind === "control");
  return parts.filter((part) => part.content.kind !== "control" || part === first);
}

type Pair = { own: Part[]; other: Part[]; same: boolean };

function stretches(here: Part[], there: Part[]): Pair[] {
  const pairs: Pair[] = [];
  let [at, otherAt] = [0, 0];
  const key = (part: Part) => printPart(part).trim();
  for (const { value, added, removed } of diffArrays(here.map(key), there.map(key))) {
    const count = value.length;
    const own = added ? [] : here.slice(at, at + count);
    const other = removed ? [] : there.slice(otherAt, otherAt + count);
    if (!added) at += count;
    if (!removed) otherAt += count;
    const last = pairs.at(-1);
    const same = !added && !removed;
    if (last && !same && !last.same) {
      last.own.push(...own);
      last.other.push(...other);
    } else pairs.push({ own, other, same });
  }
  return pairs.flatMap((pair) => (pair.same ? [pair] : byClause(pair)));
}

/** As many parts on both sides: clause for clause; else one stretch, because nobody can say which belongs to which. */
function byClause({ own, other }: Pair): Pair[] {
  if (own.length !== other.length) return [{ own, other, same: false }];
  return own.map((part, index) => ({ own: [part], other: other.slice(index, index + 1), same: false }));
}

const textOf = (parts: Part[]) =>
  parts
    .map(printPart)
    .filter((text) => text !== "")
    .join("\n\n");
