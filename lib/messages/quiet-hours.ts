import type { Day } from "#lib/dates.ts";

/** When nobody is asked or reminded: hours of the day, weekends, holidays. */
export type QuietHours = {
  timeZone: string;
  /** Full hours of the day, 0 to 24: quiet from the one to the other, over midnight where the first is later. */
  from: number;
  to: number;
  weekends: boolean;
  /** First and last days. */
  holidays: readonly { startsOn: Day; endsOn: Day }[];
};

/** Every clock in use differs from UTC by full quarters of an hour, and is put forward and back by them. */
const quarterMs = 15 * 60_000;
/** Longer than any school is closed. Whoever is quiet for longer has made a mistake, and is not waited for. */
const longestQuarters = 4 * 24 * 200;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      hour: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What clock and calendar show at a moment. */
function localTime(moment: Date, timeZone: string) {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatFor(timeZone).formatToParts(moment)) parts[type] = value;
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    isWeekend: parts.weekday === "Sat" || parts.weekday === "Sun",
    hour: Number(parts.hour),
  };
}

/** Whether an hour of the day is quiet. The same hour twice means that none is, and so does a whole day. */
function isQuietHour(hour: number, { from, to }: QuietHours): boolean {
  if (from === to || (from === 0 && to === 24)) return false;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Whether nobody is asked or reminded at a moment. */
export function isQuiet(quiet: QuietHours, moment: Date): boolean {
  const { day, isWeekend, hour } = localTime(moment, quiet.timeZone);
  return (
    (quiet.weekends && isWeekend) ||
    isQuietHour(hour, quiet) ||
    quiet.holidays.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
  );
}

/**
 * The first moment from `moment` on at which people may be asked and reminded, by their clock, also on the days on which
 * it is put forward or back: the moment itself, or the beginning of a quarter of an hour.
 */
export function nextAllowedMoment(quiet: QuietHours, moment: Date): Date {
  if (!isQuiet(quiet, moment)) return moment;
  const first = Math.floor(moment.getTime() / quarterMs) + 1;
  for (let quarter = first; quarter < first + longestQuarters; quarter++) {
    const at = new Date(quarter * quarterMs);
    if (!isQuiet(quiet, at)) return at;
  }
  return moment;
}
