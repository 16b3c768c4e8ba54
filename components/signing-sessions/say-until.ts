import { addDays, dayOf, sayDay, sayMoment, sayTime } from "#lib/dates.ts";

/** `22 November 2026 at 3:05pm`, and for the first moment of a day `the end of 22 November 2026`. */
export const sayUntil = (moment: Date, timeZone: string): string =>
  sayTime(moment, timeZone) === "12:00am"
    ? `the end of ${sayDay(addDays(dayOf(moment, timeZone), -1))}`
    : sayMoment(moment, timeZone);
