import { academicYear, addDays, type Day } from "#lib/dates.ts";

/** The days of the demonstration, all reckoned from the day on which it was loaded, so that it never looks stale. */
export type Calendar = {
  today: Day;
  /** The calendar year in which this academic year began. */
  year: number;
  /** 1 September, so many academic years ago. */
  september: (yearsAgo: number) => Day;
  endOfLastMonth: Day;
  startOfNextMonth: Day;
};

export function calendarOf(today: Day): Calendar {
  const year = academicYear(today);
  const firstOfMonth = `${today.slice(0, 7)}-01`;
  return {
    today,
    year,
    september: (yearsAgo) => `${year - yearsAgo}-09-01`,
    endOfLastMonth: addDays(firstOfMonth, -1),
    startOfNextMonth: `${addDays(firstOfMonth, 31).slice(0, 7)}-01`,
  };
}

/**
 * When somebody started and left, from the words of the people's tables: `3` is 1 September three academic years
 * ago, `-5d` five days ago, `next month` its first day, `6 to last month` gone since its last day.
 */
export function termOf(words: string, calendar: Calendar): { startsOn: Day; endsOn: Day | null } {
  if (words === "next month") return { startsOn: calendar.startOfNextMonth, endsOn: null };
  const days = /^-(\d+)d$/.exec(words);
  if (days) return { startsOn: addDays(calendar.today, -Number(days[1])), endsOn: null };
  const years = /^(\d+)( to last month)?$/.exec(words);
  if (!years) throw new Error(`"${words}" is not a time that the demonstration knows`);
  // In September nobody can have left last month who came with the new year; the tables have only earlier ones.
  return {
    startsOn: calendar.september(Number(years[1])),
    endsOn: years[2] ? calendar.endOfLastMonth : null,
  };
}
