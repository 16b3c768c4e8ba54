import { expect, test } from "vitest";
import { endInput } from "./schema.ts";

const day = (parts: { day: string; month: string; year: string }) => endInput.safeParse({ on: parts });

test("three boxes make a day, with or without leading noughts and spaces", () => {
  expect(day({ day: "2", month: "9", year: "2026" }).data).toEqual({ on: "2026-09-02" });
  expect(day({ day: "29", month: "02", year: "2028" }).data).toEqual({ on: "2028-02-29" });
  expect(day({ day: " 5 ", month: "11", year: "2026" }).data).toEqual({ on: "2026-11-05" });
});

test.each([
  ["a day that month has not", { day: "31", month: "2", year: "2026" }, /must be a real date/],
  ["a leap day in another year", { day: "29", month: "2", year: "2026" }, /must be a real date/],
  ["two figures for a year", { day: "1", month: "9", year: "26" }, /must be a real date/],
  ["letters", { day: "1", month: "Sept", year: "2026" }, /must be a real date/],
  ["nought", { day: "0", month: "9", year: "2026" }, /must be a real date/],
  ["a box left empty", { day: "1", month: "", year: "2026" }, /must include a day, a month and a year/],
  ["nothing typed", { day: "", month: "", year: "" }, /^Enter /],
])("%s is no day", (_, parts, message) => {
  expect(day(parts).error?.issues[0]?.message).toMatch(message);
});
