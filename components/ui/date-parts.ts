/** A date as the three boxes of a `DateField` hold it: what was typed, nothing assumed. */
export type DateParts = { day: string; month: string; year: string };

/** The parts of an ISO day (`2026-11-22`), for a `DateField`'s first value; empty parts for none. */
export function datePartsOf(day: string | null | undefined): DateParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  if (!match) return { day: "", month: "", year: "" };
  return { day: String(Number(match[3])), month: String(Number(match[2])), year: String(match[1]) };
}
