import { foundAt, type Sentence, sentencesOf } from "./sentences.ts";
import type { Found, Passage, Reading } from "./types.ts";

const NUMBER = "\\d{1,3}(?:\\.\\d{1,3}){0,4}(?:\\s?\\([a-z0-9]{1,3}\\))?";
const NOT_MORE = "(?![\\d%]|\\.\\d)";
const JOINS = "\\s?(?:,|&|and|or|to|[–—-])\\s?(?:and |or )?";
const CITED = new RegExp(
  `(?<![\\p{L}\\p{N}-])(sections?|sub-?sections?|paragraphs?|paras?\\.?|clauses?|§{1,2})\\s?(${NUMBER}(?:${JOINS}${NUMBER}){0,10})${NOT_MORE}`,
  "giu",
);
/** `see 5.5`, without the word section: only a number with a point in it is one for certain. */
const DOTTED = "\\d{1,2}(?:\\.\\d{1,2}){1,4}(?![\\d%]|\\.\\d|\\s?(?:[GMk]B|GHz|mm|cm|kg|million|[ap]m)\\b)";
const SEEN = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:see|refer to|as per|(?:set out|described|listed|outlined|explained) (?:in|at))\\s(?:also\\s)?(${DOTTED}(?:(?:\\s(?:above|below))?${JOINS}${DOTTED}){0,10})`,
  "giu",
);

const ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
const SPELT = ONES.flatMap((word) => [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`]);
const MARK = `(?:\\d{1,2}|[IVX]{1,4}|[A-Z]|[a-h](?=[).,;:]|$)|${SPELT.join("|")})(?![\\p{L}\\p{N}])`;
const APPENDED = "(?:[Aa]ppendi(?:x|ces)|APPENDI(?:X|CES)|[Aa]nnex(?:es?)?|ANNEX|Schedules?)";
const APPENDIX = new RegExp(`(?<![\\p{L}\\p{N}])${APPENDED}\\s(${MARK}(?:${JOINS}${MARK}){0,6})`, "gu");
const APPENDIX_TITLE = new RegExp(`^(?:${APPENDED}|[Aa]ppendic)\\s(${MARK})(.*)$`, "u");

const DOCUMENT =
  "(?:acts?|regulations?|order|polic(?:y|ies)|handbook|codes?|guidance|procedures?|standards?|education|kcsie|directive|gdpr|framework|guide|manual|contract|scheme|strategy|terms)";
/** `section 175 of the Education Act 2002`: a place in something else. */
const ELSEWHERE_AFTER = new RegExp(
  `^\\)?\\s(?:\\([^()]{0,30}\\)\\s)?(?:of|in|to the|from|under|within)\\s(?!this\\b|the present\\b|these\\b|line with|accordance|order to|addition|respect|(?:the|our) (?:policy|agreement|document)\\b)[^.;:]{0,90}?\\b${DOCUMENT}\\b`,
  "i",
);
/** `Keeping Children Safe in Education 2025, paragraph 141`; with "see" before it, it is a place of this policy. */
const ELSEWHERE_BEFORE = new RegExp(
  `\\b${DOCUMENT}["”’']?(?:\\s?\\(?(?:19|20)\\d\\d\\)?)?["”’']?\\s?[,(:–—-]{0,2}\\s?(?:(?:at|under|in|and|part \\w{1,5}|chapter \\w{1,5}),?\\s){0,2}$`,
  "i",
);
const THIS_BEFORE = /\b(?:this|these|present|our)\s[^\s,(]{1,20}[,(:\s–—-]{0,3}$/i;
/** Powers and duties known by their section of an Act: "section 47 enquiry". */
const OF_THE_LAW =
  /^\s?(?:enquir|inquir|assessment|direction|check|notice|order|agreement|dut|child|plan\b|meeting|investigation|power)/i;
const GUIDANCE =
  /\bKCSIE\b|\bkeeping children safe\b|\bworking together\b|\bstatutory (?:guidance|framework)\b/i;

type Missing = { passage: Passage; offset: number; name: string };

/** A section, clause or appendix that is cited and that the policy doesn't have. */
export function referenceMissing(reading: Reading): Found[] {
  const sections = missingSections(reading).map(({ passage, offset, name }) =>
    foundAt(
      passage,
      offset,
      "error",
      `This refers to ${name}, but nothing in the policy has that number. Put in the number that is meant, or take the reference out.`,
    ),
  );
  if (hasUnheadedMatter(reading)) return sections;
  const appendices = missingAppendices(reading).map(({ passage, offset, name }) =>
    foundAt(
      passage,
      offset,
      "error",
      `This refers to ${name}, but the policy has no such part. Add it, or take the reference out.`,
    ),
  );
  return [...sections, ...appendices];
}

/** An appendix that is cited, where the policy has parts that could be it but no heading that says so. */
export function appendixWithoutHeading(reading: Reading): Found[] {
  if (!hasUnheadedMatter(reading)) return [];
  return missingAppendices(reading).map(({ passage, offset, name }) =>
    foundAt(
      passage,
      offset,
      "warning",
      `This refers to ${name}, but no part of the policy has that heading. Put the heading “${name}” above the part that is meant.`,
    ),
  );
}

/** Passages in which a citation is one of this policy as it is now. */
function citing({ passages }: Reading): Passage[] {
  return passages.filter(
    ({ kind }) => kind === "paragraph" || kind === "item" || kind === "row" || kind === "declaration",
  );
}

function missingSections(reading: Reading): Missing[] {
  const { sections, items } = numbersOf(reading);
  const top = Math.max(0, ...[...sections].map((number) => Number.parseInt(number, 10)));
  const missing: Missing[] = [];
  for (const passage of citing(reading)) {
    const check = (noun: string, cited: string, start: number, end: number) => {
      const number = bare(cited);
      const loose = /^(?:para|clause)/i.test(noun);
      if (sections.has(number) || (loose && items.has(number))) return;
      if (!number.includes(".") && Number(number) > top * 2 + 10) return;
      if (isElsewhere(passage.text, start, end) || OF_THE_LAW.test(passage.text.slice(end))) return;
      const word = /^para/i.test(noun) ? "paragraph" : /^clause/i.test(noun) ? "clause" : "section";
      missing.push({ passage, offset: start, name: `${word} ${cited}` });
    };
    for (const found of passage.text.matchAll(CITED)) {
      const [whole, noun = "", list = ""] = found;
      const numbers = list.match(new RegExp(NUMBER, "g")) ?? [];
      numbers.forEach((number, index) => {
        // "section 3 and 10 days later": only plural nouns and dotted numbers make the second one a section.
        if (index > 0 && !/s\.?$|§§/i.test(noun) && !number.includes(".")) return;
        check(noun, number, found.index, found.index + whole.length);
      });
    }
    for (const found of passage.text.matchAll(SEEN)) {
      for (const number of found[1]?.match(/\d+(?:\.\d+)+/g) ?? [])
        check("section", number, found.index, found.index + found[0].length);
    }
  }
  return missing;
}

/** `8.0` is section 8, and `4.2(b)` stands in 4.2. */
function bare(number: string): string {
  return number.replace(/\s?\(.*$/, "").replace(/(?:\.0)+$/, "");
}

/** The numbers of headings and clauses, those above them included, and apart from them those of list items. */
function numbersOf({ passages }: Reading) {
  const sections = new Set<string>();
  const items = new Set<string>();
  const add = (written: string) => {
    const parts = bare(written).split(".");
    for (let length = 1; length <= parts.length; length += 1)
      sections.add(bare(parts.slice(0, length).join(".")));
  };
  for (const { kind, number, text } of passages) {
    if (kind === "title" || kind === "control" || kind === "history") continue;
    const own = number && /^\d/.test(number) ? number : null;
    if (own && (kind !== "item" || own.includes("."))) add(own);
    if (own && kind === "item") items.add(bare(own));
    const named = namedSection({ kind, text });
    if (named) add(named);
    const begins =
      /^(\d{1,3}(?:\.\d{1,3})+)\b/.exec(text) ?? (kind === "row" ? /^(\d{1,3})\.?\s\|/.exec(text) : null);
    if (begins?.[1]) add(begins[1]);
  }
  return { sections, items };
}

/** `Section 4: Fees`, as a heading or as a short line that wasn't taken for one: its number; null for other words. */
function namedSection({ kind, text }: Pick<Passage, "kind" | "text">): string | null {
  const found = /^(?:section|part|paragraph|clause|chapter)\s(\d{1,3}(?:\.\d{1,3})*)\b(.*)$/i.exec(text);
  if (!found?.[1]) return null;
  const titled =
    kind === "paragraph" &&
    text.split(/\s+/).length <= 16 &&
    /^\s?[:.–—-]\s?\p{Lu}.*[^.;,]$/u.test(found[2] ?? "");
  return kind === "section" || titled ? found[1] : null;
}

function isElsewhere(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 100), start);
  if (ELSEWHERE_AFTER.test(text.slice(end, end + 140))) return true;
  return ELSEWHERE_BEFORE.test(before) && !THIS_BEFORE.test(before);
}

function missingAppendices(reading: Reading): Missing[] {
  const known = new Set<string>();
  for (const passage of reading.passages) {
    for (const mark of titleMarks(passage)) known.add(mark);
  }
  const missing: Missing[] = [];
  for (const passage of citing(reading)) {
    if (titleMarks(passage).length > 0) continue;
    let sentences: Sentence[] | null = null;
    for (const found of passage.text.matchAll(APPENDIX)) {
      const [whole, list = ""] = found;
      const end = found.index + whole.length;
      if (isElsewhere(passage.text, found.index, end)) continue;
      const noun = whole.slice(0, whole.indexOf(" "));
      if (/^annex|^schedule/i.test(noun)) {
        sentences ??= sentencesOf(passage.text);
        if (ofGuidance(sentences, found.index)) continue;
      }
      for (const mark of list.match(new RegExp(MARK, "gu")) ?? []) {
        if (marksOf(mark).some((one) => known.has(one))) continue;
        const name = /^annex/i.test(noun) ? "Annex" : /^schedule/i.test(noun) ? "Schedule" : "Appendix";
        missing.push({ passage, offset: found.index, name: `${name} ${mark}` });
      }
    }
  }
  return missing;
}

/** The annexes that schools cite most are those of the guidance they work under. */
function ofGuidance(sentences: readonly Sentence[], offset: number): boolean {
  const sentence = sentences.findLast(({ start }) => start <= offset);
  return sentence !== undefined && GUIDANCE.test(sentence.text);
}

/** What the title of an appendix is cited as; nothing for any other passage. */
function titleMarks({ kind, text }: Passage): string[] {
  if (kind !== "section" && kind !== "agreement" && kind !== "paragraph") return [];
  if (
    kind === "section" &&
    /^(?:appendix|appendices)\b[\s:.–—-]*(?![\dA-Z]\b)/i.test(text) &&
    !APPENDIX_TITLE.test(text)
  )
    return ["1", "A"];
  const found = APPENDIX_TITLE.exec(text);
  if (!found?.[1]) return [];
  const titled = text.split(/\s+/).length <= 16 && !/[.;,]$/.test(text);
  return kind !== "paragraph" || (titled && /^(?:\s?[:.–—-]|\s\p{Lu}|$)/u.test(found[2] ?? ""))
    ? marksOf(found[1])
    : [];
}

/** `I` may be the letter or the number; `one` is 1. */
function marksOf(mark: string): string[] {
  const upper = mark.toUpperCase();
  const word = ONES.indexOf(mark.toLowerCase());
  const roman = ROMAN.indexOf(upper);
  return [upper, ...(word >= 0 ? [String(word + 1)] : []), ...(roman >= 0 ? [String(roman + 1)] : [])];
}

/**
 * Whether some part of the policy could be an appendix that has lost its heading: an agreement that doesn't stand
 * under one, a heading without number after the numbered ones, or clauses without number after numbered ones.
 */
function hasUnheadedMatter({ passages }: Reading): boolean {
  const body = passages.filter(({ kind }) => kind !== "title" && kind !== "control" && kind !== "history");
  let appendix = false;
  let lastNumbered = -1;
  body.forEach((passage, index) => {
    if (passage.kind === "section" && passage.number !== null) lastNumbered = index;
  });
  let dotted = false;
  for (const [index, passage] of body.entries()) {
    if (passage.kind === "section") {
      if (titleMarks(passage).length > 0) appendix = true;
      else if (passage.number !== null) appendix = false;
      else if (!appendix && index > lastNumbered && isBeside(passage, body[lastNumbered])) return true;
    }
    if (passage.kind === "agreement" && !appendix && titleMarks(passage).length === 0) return true;
    if (index <= lastNumbered || appendix || lastNumbered < 0) continue;
    if (passage.number !== null && /^\d{1,3}\.\d/.test(passage.number)) dotted = true;
    else if (dotted && passage.kind === "paragraph" && passage.agreement === null && passage.text.length > 80)
      return true;
  }
  return false;
}

/** Whether a heading stands at the level of another, and not for what every policy ends with. */
function isBeside(passage: Passage, other: Passage | undefined): boolean {
  const depth = ({ source }: Passage) => (source as { depth?: number }).depth ?? 6;
  return other !== undefined && depth(passage) <= depth(other) && !FURTHER.test(passage.text);
}

const FURTHER =
  /\b(?:history|version|amendments?|changes|related|links?|linked|signatures?|signed|review|approval|document control|contents|references|glossary)\b/i;
