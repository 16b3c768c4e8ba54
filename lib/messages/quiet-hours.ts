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

const hourMs = 60 * 60_000;
/** Longer than any school is closed. Whoever is quiet for longer has made a mistake, and is not waited for. */
const longestHours = 24 * 200;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
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
    minute: Number(parts.minute),
    second: Number(parts.second),
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
 * The first moment from `moment` on at which people may be asked and reminded: the moment itself, or a full hour of
 * their clock. By their clock also on the days on which it is put forward or back.
 */
export function nextAllowedMoment(quiet: QuietHours, moment: Date): Date {
  if (!isQuiet(quiet, moment)) return moment;
  let at = moment;
  for (let hours = 0; hours < longestHours; hours++) {
    const { minute, second } = localTime(at, quiet.timeZone);
    const into = (minute * 60 + second) * 1_000 + at.getMilliseconds();
    at = new Date(at.getTime() + hourMs - into);
    // a clock that is put forward or back by half an hour is between two full hours
    const after = localTime(at, quiet.timeZone);
    if (after.minute !== 0) at = new Date(at.getTime() - after.minute * 60_000);
    if (at > moment && !isQuiet(quiet, at)) return at;
  }
  return moment;
}
