import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isQuiet, nextAllowedMoment, type QuietHours } from "./quiet-hours.ts";

const usual: QuietHours = { timeZone: "Europe/London", from: 19, to: 7, weekends: true, holidays: [] };
const next = (moment: string, quiet: Partial<QuietHours> = {}) =>
  nextAllowedMoment({ ...usual, ...quiet }, new Date(moment))
    .toISOString()
    .slice(0, 16);

describe("the next moment at which people may be asked", () => {
  test.each([
    ["during the day it is now", "2026-11-10T10:15:00Z", "2026-11-10T10:15"],
    ["in the evening it is the next morning", "2026-11-10T19:00:00Z", "2026-11-11T07:00"],
    ["after midnight it is the same morning", "2026-11-11T02:30:00Z", "2026-11-11T07:00"],
    ["on Friday evening it is Monday morning", "2026-11-13T19:30:00Z", "2026-11-16T07:00"],
    ["over the night the clock goes back on", "2026-10-23T20:00:00Z", "2026-10-26T07:00"],
    ["and in summer time it is an hour earlier for the world", "2026-07-01T20:00:00Z", "2026-07-02T06:00"],
  ])("%s", (_, moment, expected) => {
    expect(next(moment)).toBe(expected);
  });

  test("holidays are whole days, first and last included", () => {
    const holidays = [{ startsOn: "2026-12-21", endsOn: "2027-01-01" }];
    expect(next("2026-12-21T09:00:00Z", { holidays })).toBe("2027-01-04T07:00");
    expect(next("2027-01-01T23:59:00Z", { holidays, weekends: false })).toBe("2027-01-02T07:00");
  });

  test("without quiet hours every hour is good", () => {
    expect(next("2026-11-10T02:00:00Z", { from: 0, to: 0 })).toBe("2026-11-10T02:00");
    expect(next("2026-11-10T02:00:00Z", { from: 0, to: 24 })).toBe("2026-11-10T02:00");
  });
});

const zones = [
  "Europe/London",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
];
const anyQuiet = fc.record({
  timeZone: fc.constantFrom(...zones),
  from: fc.integer({ min: 0, max: 24 }),
  to: fc.integer({ min: 0, max: 24 }),
  weekends: fc.boolean(),
  holidays: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 40 })).map(([first, length]) => {
      const day = (count: number) =>
        new Date(Date.UTC(2026, 0, 1) + count * 86_400_000).toISOString().slice(0, 10);
      return { startsOn: day(first), endsOn: day(first + length) };
    }),
    { maxLength: 3 },
  ),
});
const anyMoment = fc.date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});

test("it is never before now, never quiet, and no earlier one would do", () => {
  fc.assert(
    fc.property(anyQuiet, anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), (quiet, moment, share) => {
      const found = nextAllowedMoment(quiet, moment);
      expect(found.getTime()).toBeGreaterThanOrEqual(moment.getTime());
      expect(isQuiet(quiet, found)).toBe(false);
      if (found.getTime() === moment.getTime()) return;
      const between = new Date(moment.getTime() + (found.getTime() - 1 - moment.getTime()) * share);
      expect(isQuiet(quiet, between), between.toISOString()).toBe(true);
    }),
    { numRuns: 300 },
  );
});
