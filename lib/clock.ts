import { dayOf } from "./dates.ts";

// The only source of now. Elsewhere `new Date()` without an argument and `Date.now()` have no place.

/** What a test has set; undefined means the real clock. It lives in memory only: no setting can move the clock. */
let frozen: Date | undefined;

/** This moment. */
export const now = (): Date => (frozen ? new Date(frozen) : new Date());

/**
 * The day it is somewhere, as YYYY-MM-DD.
 * @param timeZone an IANA name, such as the organisation's "Europe/London"
 */
export const today = (timeZone: string): string => dayOf(now(), timeZone);

/**
 * Stops the clock at a moment, or lets it run again.
 * @throws outside a test runner
 */
export function setClock(moment: Date | undefined): void {
  if (!process.env.VITEST) throw new Error("Only a test may set the clock.");
  frozen = moment;
}
