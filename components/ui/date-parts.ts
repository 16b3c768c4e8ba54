/** A date as the three boxes of a `DateField` hold it: what was typed, nothing assumed. */
export type DateParts = { day: string; month: string; year: string };

/** Reads the three boxes of a posted `DateField`; missing ones are empty. */
export function datePartsFrom(form: FormData, name: string): DateParts {
  const read = (part: string) => {
    const value = form.get(`${name}-${part}`);
    return typeof value === "string" ? value.trim() : "";
  };
  return { day: read("day"), month: read("month"), year: read("year") };
}

/** The parts of an ISO day (`2026-11-22`), for a `DateField`'s first value; empty parts for none. */
export function datePartsOf(day: string | null | undefined): DateParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  if (!match) return { day: "", month: "", year: "" };
  return { day: String(Number(match[3])), month: String(Number(match[2])), year: String(match[1]) };
}

/**
 * The ISO day that three boxes say. `""` when all are empty, `null` when they don't make a real day:
 * letters, 31 February, or a year that isn't four figures.
 */
export function dayFrom({ day, month, year }: DateParts): string | null {
  if (!day && !month && !year) return "";
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
