import { academicYear, sayDay } from "#lib/dates.ts";
import { madeOn } from "./periods.ts";
import { foundAt } from "./sentences.ts";
import { SUPERSEDED } from "./superseded.ts";
import type { Found, Passage, Reading } from "./types.ts";

/** The text itself says that it is gone: "… replaced the Data Protection Act 1998". */
const GONE_BEFORE =
  /\b(?:replac\w{1,4}|supersed\w{1,4}|repeal\w{0,3}|revok\w{1,4}|former(?:ly)?|previous(?:ly)?|in place of|instead of|prior to)\b[^.;]{0,40}$/i;
const GONE_AFTER =
  /^[^.;]{0,60}?\b(?:(?:was|were|has been|have been|is|are|now|since)\s(?:now\s|since\s)?(?:replaced|superseded|repealed|revoked|withdrawn))\b|^\s?[([](?:now )?(?:repealed|revoked|withdrawn|replaced|superseded)/i;

const MONTHS =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const KEEPING_SAFE = new RegExp(
  `(?:\\bkeeping children safe in education\\b|\\bKCSIE\\b)["”’')]{0,2}[\\s,(:–—-]{0,4}(?:(?:DfE|department for education|KCSIE|updated?|statutory guidance|for schools and colleges|part (?:one|two|three|four|five|\\d)|edition|version|guidance|dated|from|of|in|the|\\d{1,2}(?:st)?|${MONTHS})[\\s,():–—-]{1,3}){0,5}(20[12]\\d)(?!\\d)|\\b(20[12]\\d)\\s(?:edition of |version of )?(?:["“‘']?keeping children safe in education\\b|KCSIE\\b)`,
  "gi",
);
/** No new edition came out in 2017. */
const EDITIONS_LEFT_OUT = [2017];

/** Law or guidance is named that something else has taken the place of. */
export function staleLegislation(reading: Reading): Found[] {
  return reading.passages.flatMap((passage) => {
    if (passage.kind === "history" || passage.kind === "field" || passage.kind === "agreement") return [];
    return [...superseded(passage, reading.today), ...earlierEdition(passage, reading)];
  });
}

function superseded(passage: Passage, today: string): Found[] {
  const plain = passage.text.toLowerCase();
  return SUPERSEDED.flatMap(({ name, holds, cited, replacedBy, since, source, partly }) => {
    if (!holds.some((words) => plain.includes(words)) || lastDayOf(since) > today) return [];
    const match = firstOf(passage.text, cited);
    if (!match || saysSo(passage.text, match)) return [];
    const when = since.length === 10 ? `on ${sayDay(since)}` : `in ${sayPart(since)}`;
    const named = name.replace(/^./, (letter) => letter.toUpperCase());
    const instead = partly
      ? "If that is what is meant here, name what applies now."
      : "Name what applies now, and check that what the policy says still holds.";
    const were = /\bRegulations\b/.test(name) ? "were" : "was";
    return [
      foundAt(
        passage,
        match.index,
        partly ? "note" : "warning",
        `${named} ${were} replaced by ${replacedBy} ${when} (${source}). ${instead}`,
      ),
    ];
  });
}

function firstOf(text: string, cited: readonly RegExp[]): RegExpExecArray | null {
  for (const expression of cited) {
    const match = expression.exec(text);
    if (match) return match;
  }
  return null;
}

function saysSo(text: string, { 0: words, index }: RegExpExecArray): boolean {
  const end = index + words.length;
  return (
    GONE_BEFORE.test(text.slice(Math.max(0, index - 80), index)) ||
    GONE_AFTER.test(text.slice(end, end + 120))
  );
}

/**
 * Keeping Children Safe in Education has a new edition every September. A version names the one in force on the
 * day it was made; one that names an earlier edition was not brought up to date. One that was up to date then and
 * isn't now gets a note.
 */
function earlierEdition(passage: Passage, { document, today }: Reading): Found[] {
  const made = madeOn(document).reduce((last, { period }) => (period.first > last ? period.first : last), "");
  const past = made !== "" && made <= today;
  const [then, now] = [editionOn(past ? made : today), editionOn(today)];
  const found: Found[] = [];
  for (const match of passage.text.matchAll(KEEPING_SAFE)) {
    const year = Number(match[1] ?? match[2]);
    if (year >= now || saysSo(passage.text, match)) continue;
    const named = `Keeping Children Safe in Education is named in its edition of ${year}`;
    found.push(
      year < then
        ? foundAt(
            passage,
            match.index,
            "warning",
            `${named}, but a new edition comes into force every September; ${past ? "when this version was made it was" : "today it is"} that of ${then}. Name the edition in force now, and check what has changed in it.`,
          )
        : foundAt(
            passage,
            match.index,
            "note",
            `${named}, which was in force when this version was made; a new edition comes into force every September. Name that of ${now} in the next version.`,
          ),
    );
  }
  return found;
}

function editionOn(day: string): number {
  const year = academicYear(day);
  return EDITIONS_LEFT_OUT.includes(year) ? year - 1 : year;
}

function lastDayOf(since: string): string {
  return since.length === 4 ? `${since}-12-31` : since.length === 7 ? `${since}-31` : since;
}

/** `December 2020`, `2018` */
function sayPart(since: string): string {
  return since.length === 4 ? since : sayDay(`${since}-01`).replace(/^1 /, "");
}
