import type { DateParts } from "#components/ui/date-parts.ts";
import { textIn } from "../posted.ts";

/** The three boxes of a `DateField` as they were posted. */
export function datePartsFrom(form: FormData, name: string): DateParts {
  const text = (part: string) => textIn(form, `${name}-${part}`).trim();
  return { day: text("day"), month: text("month"), year: text("year") };
}

/** A day as YYYY-MM-DD; empty when all boxes are, and a text that is no day for anything else that is none. */
export function dayFrom({ day, month, year }: DateParts): string {
  if (!day && !month && !year) return "";
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
