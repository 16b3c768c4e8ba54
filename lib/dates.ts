/** A day as people mean it, `YYYY-MM-DD`, without a time or a zone. */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day that exists; `2026-02-30` is not. */
export function isDay(text: string): text is Day {
  const match = dayPattern.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** For a `date` column: Prisma carries days as midnight UTC. */
export const dayToDate = (day: Day): Date => new Date(`${day}T00:00:00Z`);
export const dateToDay = (date: Date): Day => date.toISOString().slice(0, 10);

/** The day `count` days after (or, negative, before). */
export function addDays(day: Day, count: number): Day {
  const date = dayToDate(day);
  date.setUTCDate(date.getUTCDate() + count);
  return dateToDay(date);
}

/** The calendar year in which the academic year of a day began (1 September, England). */
export function academicYear(day: Day): number {
  return Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);
}

// Making a formatter costs a hundred times its use.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day a moment falls on in a time zone. */
export function dayOf(moment: Date, timeZone: string): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dayFormats.set(timeZone, format);
  }
  return format.format(moment);
}

const longDay = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** `22 November 2026` */
export const sayDay = (day: Day | Date): string =>
  longDay.format(typeof day === "string" ? dayToDate(day) : day);

/** `3:05pm` in a time zone. */
export function sayTime(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment);
  const hour = Number(parts.find((part) => part.type === "hour")?.value);
  const minute = parts.find((part) => part.type === "minute")?.value;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${hour < 12 ? "am" : "pm"}`;
}

/** `22 November 2026 at 3:05pm` in a time zone. */
export const sayMoment = (moment: Date, timeZone: string): string =>
  `${sayDay(dayOf(moment, timeZone))} at ${sayTime(moment, timeZone)}`;
