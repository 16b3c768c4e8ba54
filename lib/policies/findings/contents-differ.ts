import { quoted } from "./sentences.ts";
import type { ContentsLine, Found, Reading } from "./types.ts";

type Heading = { number: string | null; title: string; shown: string };
/** `titles` are the readings of its words: a number at the end may be a page or part of them. */
type Entry = { line: number; number: string | null; titles: string[]; shown: string };

/** A line of the contents list that the file came with has other words or another number than its heading. */
export function contentsDiffer({ contents, passages, document }: Reading): Found[] {
  const entries = entriesOf(contents);
  const headings = passages
    .filter(({ kind }) => kind === "section")
    .map(({ number, text }) => headingOf(number, text));
  if (entries.length < 2 || headings.length < 2) return [];
  const others = new Set([document.title ?? "", ...document.agreements.map(({ title }) => title)].map(plain));
  for (const { kind, text } of passages) if (kind !== "section" && text.length < 200) others.add(plain(text));
  const judged = entries.map((entry) => ({ entry, ...judge(entry, headings, others) }));
  const same = judged.filter(({ verdict }) => verdict === "same").length;
  // Where little fits, it is the reading of the list that can't be relied on.
  const reliable = same * 3 >= entries.length;
  return judged.flatMap(({ entry, verdict, heading }): Found[] => {
    if (verdict === "same" || !reliable) return [];
    if (verdict === "none" && same * 2 < entries.length) return [];
    const message = heading
      ? `The contents list has ${quoted(entry.shown)}, but the heading is ${quoted(heading.shown)}. Countersign makes the contents from the headings: check which is meant, and correct the heading if it is the wrong one.`
      : `The contents list has ${quoted(entry.shown)}, but no heading has those words. Countersign makes the contents from the headings: check whether a part or its heading is missing.`;
    return [{ severity: "warning", line: entry.line, anchor: null, message }];
  });
}

type Verdict = { verdict: "same" | "other" | "none"; heading?: Heading };

function judge(entry: Entry, headings: readonly Heading[], others: ReadonlySet<string>): Verdict {
  const alike = headings.filter(({ title }) => entry.titles.includes(title));
  if (alike.some(({ number }) => number === entry.number || number === null || entry.number === null))
    return { verdict: "same" };
  const numbered = entry.number === null ? undefined : headings.find(({ number }) => number === entry.number);
  if (alike[0]) return { verdict: "other", heading: alike[0] };
  if (numbered) return { verdict: "other", heading: numbered };
  if (entry.titles.some((title) => others.has(title))) return { verdict: "same" };
  const nearest = headings
    .map((heading) => ({ heading, likeness: likeness(heading.title, entry.titles) }))
    .reduce((one, other) => (other.likeness > one.likeness ? other : one));
  return nearest.likeness >= 0.6 ? { verdict: "other", heading: nearest.heading } : { verdict: "none" };
}

function headingOf(number: string | null, text: string): Heading {
  const named = numbered(text);
  const title = number === null ? named.title : text;
  return {
    number: (number ?? named.number) ? bare(number ?? named.number ?? "") : null,
    title: plain(title),
    shown: number === null ? text : `${number} ${text}`,
  };
}

const PAGE = /(?:\t|\s{2,}|\s?[.…_·]{2,}\s*|\s)((?:(?:page|pg|p)\.?\s?)?\d{1,3}|[ivx]{1,5})$/i;
const COLUMN_HEADS =
  /^(?:(?:section|contents?|page|title|heading|no|number|item|policy|topic|table|of)\b[\s.:/]*)+(?:no|number)?s?\.?$/i;

function entriesOf(lines: readonly ContentsLine[]): Entry[] {
  const cleaned = lines.map(({ line, text }) => ({ line, text: withoutMarks(text) }));
  const paged = cleaned.filter(({ text }) => PAGE.test(text)).length * 10 >= cleaned.length * 6;
  const entries: Entry[] = [];
  let begun: { line: number; text: string } | null = null;
  for (const { line, text } of cleaned) {
    if (!/\p{L}{2}/u.test(text) || COLUMN_HEADS.test(text.replace(/\t/g, " "))) continue;
    const whole: string = begun ? `${begun.text} ${text}` : text;
    const first: number = begun?.line ?? line;
    begun = null;
    // Where every entry ends in its page, one that doesn't goes on in the next line.
    if (
      paged &&
      !PAGE.test(whole) &&
      !/\p{Ll}\d{1,3}$/u.test(whole) &&
      whole === text &&
      line !== cleaned.at(-1)?.line
    ) {
      begun = { line: first, text: whole };
      continue;
    }
    entries.push(entryOf(first, whole));
  }
  if (begun) entries.push(entryOf(begun.line, begun.text));
  return entries;
}

function entryOf(line: number, text: string): Entry {
  const spaced = text.replace(/\t/g, " ").replace(/\s+/g, " ").trim();
  const { number, title } = numbered(spaced);
  const dotless = (words: string) => words.replace(/[\s.…_·]{1,200}$/, "");
  const page = PAGE.exec(text);
  const withoutPage = dotless(page ? title.slice(0, title.length - (page[1]?.length ?? 0)) : title);
  const unglued = dotless(title.replace(/(?<=[\p{Ll})\]])\d{1,3}$/u, ""));
  const titles = [dotless(title), withoutPage, unglued].map(plain).filter(Boolean);
  const shown = [number, page ? withoutPage : unglued].filter(Boolean).join(" ");
  return { line, number: number === null ? null : bare(number), titles: [...new Set(titles)], shown };
}

/** `4.1 Sanctions`, `Section 4: Sanctions`, `4) Sanctions` */
function numbered(text: string): { number: string | null; title: string } {
  const found = /^(?:section\s|part\s)?(\d{1,3}(?:\.\d{1,3}){0,4})[.):]?[\s–—:-]+(\S.*)$/iu.exec(text.trim());
  return found?.[1] && found[2]
    ? { number: found[1], title: found[2] }
    : { number: null, title: text.trim() };
}

const bare = (number: string) => number.replace(/(?:\.0)+$/, "");

function withoutMarks(line: string): string {
  return line
    .slice(0, 500)
    .replace(/([.…_·])\1{3,}/g, "....")
    .replace(/ {4,}/g, "   ")
    .replace(/<[^<>]{0,100}>/g, " ")
    .replace(/\]\([^()]{0,200}\)/g, "]")
    .replace(/[*_`[\]#]+(?=\s|$)|(?<=^|\s)[*_`[\]#]+|[[\]]|\*\*/g, "")
    .replace(/^[\s•▪●◦‣·∙■□➢✓+–-]+/, "")
    .replace(/\|/g, "\t")
    .trim();
}

/** Words alone: case, points, dashes and quotation marks don't make two titles differ. */
function plain(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/&/g, " and ")
      .replace(/['’‘]/g, "")
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? ""
  );
}

function likeness(title: string, titles: readonly string[]): number {
  const own = new Set(title.split(" "));
  return Math.max(
    0,
    ...titles.map((other) => {
      const words = new Set(other.split(" "));
      const shared = [...words].filter((word) => own.has(word)).length;
      return (2 * shared) / (own.size + words.size);
    }),
  );
}
