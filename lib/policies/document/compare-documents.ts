import { diffArrays, diffWordsWithSpace } from "diff";
import { matchSeries } from "../match-series.ts";
import { linksOf } from "./links-of.ts";
import { type OutlineEntry, outline } from "./outline.ts";
import type { PolicyDocument } from "./types.ts";

/** A clause as it is compared; that of an agreement whose key was changed under the key it had. */
type Clause = OutlineEntry & { links: string };

/** One difference between two versions, for someone who signed the earlier one. */
export type ClauseChange = {
  kind: "added" | "removed" | "reworded" | "renumbered" | "moved" | "relinked";
  /** In the later document; of a removed clause, in the earlier one. */
  anchor: string;
  number: string | null;
  /** The number it had before, where it had another. */
  numberBefore?: string | null;
  /** Plain words before and after; a removed clause has no `after`, an added one no `before`. */
  before?: string;
  after?: string;
  /** The words that lead into it, which it would say something else without: `I will not:`. Absent where there are none. */
  leadIn?: string;
  /** What led into it before, where it now stands under other words. */
  leadInBefore?: string;
  /** The words of a reworded clause in reading order, with what was taken out and put in. */
  words?: { text: string; change: "same" | "added" | "removed" }[];
  /** Where the links of a clause with the same words lead now, and led before. */
  links?: { before: string[]; after: string[] };
};

/** A difference with its place among the clauses of either document, counted from 0; null where it has none. */
export type PlacedChange = { change: ClauseChange; before: number | null; after: number | null };

/** Beyond as many pairs of clauses left over, only those that stand or are numbered alike are compared by their words. */
const MOST_PAIRS = 1_000_000;
/** Words that are long enough to be the same rule wherever they stand. */
const SAME_ANYWHERE = 12;

/** How alike two clauses must be, from 0 to 1, to count as one reworded: at the same place, or anywhere. */
const ALIKE_IN_PLACE = 0.4;
const ALIKE_ELSEWHERE = 0.7;

/**
 * Compares two versions clause by clause, in the reading order of the later one. A clause that only has
 * another number is renumbered, one that only stands elsewhere is moved; neither counts as removed and added.
 * Document control and change history are not compared.
 */
export function compareDocuments(before: PolicyDocument, after: PolicyDocument): ClauseChange[] {
  return placedChanges(before, after).map(({ change }) => change);
}

/** The same with the place of each difference, from which the later text can be made of the earlier one. */
export function placedChanges(before: PolicyDocument, after: PolicyDocument): PlacedChange[] {
  const keys = new Map<string, string>();
  matchSeries(before.agreements, after.agreements).forEach((was, index) => {
    const is = after.agreements[index];
    if (was && is) keys.set(is.key, was.key);
  });
  const [old, now] = [
    outline(before).map(withLinks),
    outline(after).map((one) => ({
      ...withLinks(one),
      agreement: one.agreement && (keys.get(one.agreement) ?? `new ${one.agreement}`),
    })),
  ];
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const inOrder = new Set<number>();
  const pair = (oldIndex: number, newIndex: number) => {
    partner.set(newIndex, oldIndex);
    taken.add(oldIndex);
  };
  for (const [oldIndex, newIndex] of sameInOrder(old, now)) {
    pair(oldIndex, newIndex);
    inOrder.add(newIndex);
  }
  pairSameWords(old, now, partner, taken, pair, keyOf);
  pairSameWords(old, now, partner, taken, pair, keyAnywhere);
  pairSameNumber(old, now, partner, taken, pair);
  pairAlike(old, now, partner, taken, pair);
  return changesOf(old, now, partner, taken, inOrder);
}

const withLinks = (entry: OutlineEntry): Clause => ({ ...entry, links: linksOf(entry.source).join("\n") });

/** The longest run of clauses that stand in both in the same order with the same words. */
function sameInOrder(old: Clause[], now: Clause[]): [number, number][] {
  const pairs: [number, number][] = [];
  let [oldIndex, newIndex] = [0, 0];
  for (const part of diffArrays(old.map(keyOf), now.map(keyOf))) {
    if (part.added) newIndex += part.value.length;
    else if (part.removed) oldIndex += part.value.length;
    else for (let count = 0; count < part.value.length; count += 1) pairs.push([oldIndex++, newIndex++]);
  }
  return pairs;
}

function keyOf(clause: Clause): string {
  return `${clause.kind}\n${clause.agreement ?? ""}\n${plain(clause.text)}`;
}

/** A rule that became part of an agreement, or an item of a list, is that rule all the same. */
function keyAnywhere(clause: Clause): string | null {
  const words = plain(clause.text);
  const isRule = clause.kind === "paragraph" || clause.kind === "item" || clause.kind === "declaration";
  return isRule && words.length >= SAME_ANYWHERE ? words : null;
}

function plain(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim();
}

type Pair = (oldIndex: number, newIndex: number) => void;

/** Clauses with the same words that stand elsewhere. */
function pairSameWords(
  old: Clause[],
  now: Clause[],
  partner: Map<number, number>,
  taken: Set<number>,
  pair: Pair,
  key: (clause: Clause) => string | null,
) {
  const waiting = new Map<string | null, number[]>();
  old.forEach((clause, index) => {
    if (taken.has(index)) return;
    const own = key(clause);
    const same = waiting.get(own);
    if (same) same.push(index);
    else waiting.set(own, [index]);
  });
  waiting.delete(null);
  now.forEach((clause, index) => {
    if (partner.has(index)) return;
    const found = waiting.get(key(clause))?.shift();
    if (found !== undefined) pair(found, index);
  });
}

/** Clauses that kept their number and most of their words: the usual case, without comparing each with each. */
function pairSameNumber(
  old: Clause[],
  now: Clause[],
  partner: Map<number, number>,
  taken: Set<number>,
  pair: Pair,
) {
  const named = (clause: Clause) => `${clause.kind}\n${clause.agreement ?? ""}\n${clause.number}`;
  const waiting = new Map<string, number[]>();
  old.forEach((clause, index) => {
    if (taken.has(index) || clause.number === null) return;
    waiting.set(named(clause), [...(waiting.get(named(clause)) ?? []), index]);
  });
  now.forEach((clause, index) => {
    if (partner.has(index) || clause.number === null) return;
    const found = waiting.get(named(clause));
    const was = found?.length === 1 ? found[0] : undefined;
    if (was === undefined || taken.has(was)) return;
    if (likeness(bagOf(old[was]?.text ?? ""), bagOf(clause.text)) >= ALIKE_ELSEWHERE) pair(was, index);
  });
}

/** Clauses that were reworded: first those between the same neighbours, then the most alike anywhere. */
function pairAlike(
  old: Clause[],
  now: Clause[],
  partner: Map<number, number>,
  taken: Set<number>,
  pair: Pair,
) {
  const left = old.flatMap((clause, index) =>
    taken.has(index) ? [] : [{ clause, index, bag: bagOf(clause.text) }],
  );
  const right = now.flatMap((clause, index) =>
    partner.has(index) ? [] : [{ clause, index, bag: bagOf(clause.text) }],
  );
  const newOf = new Map([...partner].map(([newIndex, oldIndex]) => [oldIndex, newIndex]));
  const gapBefore = old.map(() => -1);
  let last = -1;
  old.forEach((_, index) => {
    gapBefore[index] = last;
    last = newOf.get(index) ?? last;
  });
  let seen = -1;
  const gapAfter = now.map((_, index) => {
    const gap = seen;
    if (partner.has(index)) seen = index;
    return gap;
  });
  const onlyNear = left.length * right.length > MOST_PAIRS;
  const candidates = left.flatMap((one) =>
    right.flatMap((other) => {
      if (one.clause.kind !== other.clause.kind || one.clause.agreement !== other.clause.agreement) return [];
      const sameGap = gapBefore[one.index] === gapAfter[other.index];
      const sameNumber = one.clause.number !== null && one.clause.number === other.clause.number;
      if (onlyNear && !sameNumber && !sameGap) return [];
      const alike = likeness(one.bag, other.bag);
      if (alike < (sameGap || sameNumber ? ALIKE_IN_PLACE : ALIKE_ELSEWHERE)) return [];
      return [
        { old: one.index, now: other.index, score: alike + (sameNumber ? 0.3 : 0) + (sameGap ? 0.2 : 0) },
      ];
    }),
  );
  candidates.sort((a, b) => b.score - a.score || a.now - b.now || a.old - b.old);
  for (const one of candidates) if (!taken.has(one.old) && !partner.has(one.now)) pair(one.old, one.now);
}

function bagOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** Shared words as a share of both texts' words: 1 for the same words, 0 for none shared. */
function likeness(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}

function changesOf(
  old: Clause[],
  now: Clause[],
  partner: Map<number, number>,
  taken: Set<number>,
  inOrder: Set<number>,
): PlacedChange[] {
  const changes: PlacedChange[] = [];
  const leadsNow = new Set(now.map(({ leadIn }) => plain(leadIn ?? "")));
  let reached = 0;
  const removedUpTo = (limit: number) => {
    for (; reached < limit; reached += 1) {
      const clause = old[reached];
      if (clause && !taken.has(reached)) {
        const { anchor, number, text } = clause;
        const change = { kind: "removed" as const, anchor, number, before: text, ...led(clause) };
        changes.push({ change, before: reached, after: null });
      }
    }
  };
  now.forEach((clause, index) => {
    const oldIndex = partner.get(index);
    const was = oldIndex === undefined ? undefined : old[oldIndex];
    if (!was || oldIndex === undefined) {
      const { anchor, number, text } = clause;
      const change = { kind: "added" as const, anchor, number, after: text, ...led(clause) };
      changes.push({ change, before: null, after: index });
      return;
    }
    if (inOrder.has(index)) removedUpTo(oldIndex);
    const change = changeOf(was, clause, inOrder.has(index), leadsNow);
    if (change) changes.push({ change, before: oldIndex, after: index });
  });
  removedUpTo(old.length);
  return changes;
}

const led = ({ leadIn }: Clause) => (leadIn ? { leadIn } : {});

/** How a clause differs from the one it was; null when it does not. */
function changeOf(
  was: Clause,
  clause: Clause,
  inPlace: boolean,
  leadsNow: ReadonlySet<string>,
): ClauseChange | null {
  const leadWas = plain(was.leadIn ?? "");
  // The same words under other ones: `send pictures` after `I will` is not what it is after `I will not`.
  const underOthers = leadWas !== plain(clause.leadIn ?? "") && leadsNow.has(leadWas);
  const base = {
    anchor: clause.anchor,
    number: clause.number,
    ...(was.number === clause.number ? {} : { numberBefore: was.number }),
    before: was.text,
    after: clause.text,
    ...led(clause),
    ...(underOthers && was.leadIn ? { leadInBefore: was.leadIn } : {}),
    ...(was.links === clause.links
      ? {}
      : { links: { before: splitLinks(was.links), after: splitLinks(clause.links) } }),
  };
  if (plain(was.text) !== plain(clause.text))
    return { kind: "reworded", ...base, words: wordChanges(was.text, clause.text) };
  if (was.number !== clause.number) return { kind: "renumbered", ...base };
  if (!inPlace || underOthers) return { kind: "moved", ...base };
  return was.links === clause.links ? null : { kind: "relinked", ...base };
}

const splitLinks = (links: string) => links.split("\n").filter(Boolean);

/** More words than this put in and taken out are shown as one text in the place of another: to tell them takes minutes. */
const MOST_WORDS_CHANGED = 2_000;

function wordChanges(before: string, after: string): NonNullable<ClauseChange["words"]> {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_WORDS_CHANGED });
  if (!parts)
    return [
      { text: before, change: "removed" },
      { text: after, change: "added" },
    ];
  return parts.map((part) => ({
    text: part.value,
    change: part.added ? "added" : part.removed ? "removed" : "same",
  }));
}
