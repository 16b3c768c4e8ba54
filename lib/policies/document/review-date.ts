import type { ReviewDate } from "./types.ts";

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const YEAR = "(\\d{4}|['’]?\\d{2})";

/** The last day of each term, unless an organisation sets others. */
const TERM_ENDS: Record<string, [month: number, day: number]> = {
  autumn: [12, 31],
  michaelmas: [12, 31],
  spring: [4, 30],
  lent: [4, 30],
  easter: [4, 30],
  summer: [8, 31],
  trinity: [8, 31],
};
const TERM = `(${Object.keys(TERM_ENDS).join("|")})(?:\\s+term)?`;
/** A school year, `2026/27` or `2026-2027`, read as ending on 31 August of its second year. */
const SCHOOL_YEAR = "(\\d{4})\\s?[/–—-]\\s?(\\d{4}|\\d{2})";

type Found = Pick<ReviewDate, "precision" | "lastDay"> | null;
type Pattern = readonly [RegExp, (parts: string[]) => Found];

const PATTERNS: readonly Pattern[] = [
  [pattern("(\\d{4})-(\\d{1,2})-(\\d{1,2})"), ([y, m, d]) => day(y, m, d)],
  [pattern(`(\\d{1,2})[/.-](\\d{1,2})[/.-]${YEAR}`), ([d, m, y]) => day(y, m, d)],
  [
    pattern(`(\\d{1,2})(?:st|nd|rd|th)?\\s*(?:of\\s+)?${MONTH},?\\s*${YEAR}`),
    ([d, m, y]) => day(y, monthNumber(m), d),
  ],
  [pattern(`${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})`), ([m, d, y]) => day(y, monthNumber(m), d)],
  [pattern(`${MONTH},?\\s*[-–/]?\\s*${YEAR}`), ([m, y]) => month(y, monthNumber(m))],
  [
    pattern(`${TERM},?\\s*(?:of\\s+)?${SCHOOL_YEAR}`),
    ([t, first, second]) => termOfSchoolYear(t, first, second),
  ],
  [pattern(`${SCHOOL_YEAR}\\s+${TERM}`), ([first, second, t]) => termOfSchoolYear(t, first, second)],
  [pattern(`${TERM},?\\s*(?:of\\s+)?${YEAR}`), ([t, y]) => term(t, fullYear(y))],
  [pattern(`(\\d{4})\\s+${TERM}`), ([y, t]) => term(t, fullYear(y))],
  [pattern("(0?[1-9]|1[0-2])[/.-](\\d{4})"), ([m, y]) => month(y, m)],
  [pattern(SCHOOL_YEAR), ([first, second]) => schoolYear(first, second)],
  [pattern("(20\\d{2})"), ([y]) => ({ precision: "year", lastDay: `${y}-12-31` })],
];

function pattern(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d/])${source}(?![\\p{L}\\d/]|[.-]\\d)`, "iu");
}

/**
 * Reads a review date as schools write it: `October 2026`, `Summer 2024`, `26/09/2024` (day first), `2027`,
 * `2026/27`, `1st March 2026`, with or without words around it. The result keeps the words given and has the
 * last day that they cover, as an ISO date. Null when they name no day: see reviewDayProblem.
 */
export function parseReviewDate(text: string): ReviewDate | null {
  const plain = text.replace(/\s+/g, " ").trim();
  for (const [expression, read] of PATTERNS) {
    const match = expression.exec(plain);
    const found = match && read(match.slice(1).map((part) => part ?? ""));
    if (found) return { text: plain, ...found };
  }
  return null;
}

/** Why a review date names no day, as a sentence; null when it does name one. */
export function reviewDayProblem(text: string): string | null {
  if (parseReviewDate(text)) return null;
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain === "") return "No review date is given.";
  if (saysOnlyHowOften(plain)) {
    return `"${plain}" says how often the policy is reviewed, but not by which day.`;
  }
  return `"${plain}" is not a date that can be read, such as October 2026, Summer 2027 or 26/09/2027.`;
}

/** Whether the words say how often something is reviewed, and name no day: `Annually`, `Every two years`. */
export const saysOnlyHowOften = (text: string): boolean =>
  parseReviewDate(text) === null &&
  /\b(annual(ly)?|yearly|termly|biennial(ly)?|every|each|ongoing|as (needed|required))\b/i.test(text);

function fullYear(written = ""): number {
  const digits = written.replace(/\D/g, "");
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

function monthNumber(name = ""): string {
  const start = name.slice(0, 3).toLowerCase();
  return String(MONTHS.findIndex((one) => one.startsWith(start)) + 1);
}

function lastOfMonth(year: number, monthOfYear: number): number {
  return new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate();
}

function iso(year: number, monthOfYear: number, dayOfMonth: number): string {
  return `${year}-${String(monthOfYear).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}

function day(y = "", m = "", d = ""): Found {
  const [year, monthOfYear, dayOfMonth] = [fullYear(y), Number(m), Number(d)];
  if (monthOfYear < 1 || monthOfYear > 12 || dayOfMonth < 1 || dayOfMonth > lastOfMonth(year, monthOfYear))
    return null;
  return { precision: "day", lastDay: iso(year, monthOfYear, dayOfMonth) };
}

function month(y = "", m = ""): Found {
  const [year, monthOfYear] = [fullYear(y), Number(m)];
  if (monthOfYear < 1 || monthOfYear > 12) return null;
  return { precision: "month", lastDay: iso(year, monthOfYear, lastOfMonth(year, monthOfYear)) };
}

function term(name = "", year: number): Found {
  const end = TERM_ENDS[name.toLowerCase()];
  return end ? { precision: "term", lastDay: iso(year, end[0], end[1]) } : null;
}

/** The years of `2026/27` and `2026-2027`; null when the second doesn't follow the first. */
function yearsOf(first = "", second = ""): [number, number] | null {
  const start = Number(first);
  const end = second.length === 2 ? Math.floor(start / 100) * 100 + Number(second) : Number(second);
  return end === start + 1 ? [start, end] : null;
}

function schoolYear(first = "", second = ""): Found {
  const years = yearsOf(first, second);
  return years && { precision: "year", lastDay: iso(years[1], 8, 31) };
}

function termOfSchoolYear(name = "", first = "", second = ""): Found {
  const years = yearsOf(first, second);
  if (!years) return null;
  return term(name, TERM_ENDS[name.toLowerCase()]?.[0] === 12 ? years[0] : years[1]);
}
