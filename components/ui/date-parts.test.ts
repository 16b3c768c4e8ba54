import { expect, test } from "vitest";
import { datePartsFrom, datePartsOf, dayFrom } from "./date-parts.ts";

test("three boxes make a day, with or without leading noughts", () => {
  expect(dayFrom({ day: "2", month: "9", year: "2026" })).toBe("2026-09-02");
  expect(dayFrom({ day: "29", month: "02", year: "2028" })).toBe("2028-02-29");
});

test.each([
  ["a day that month has not", { day: "31", month: "2", year: "2026" }],
  ["a leap day in another year", { day: "29", month: "2", year: "2026" }],
  ["two figures for a year", { day: "1", month: "9", year: "26" }],
  ["letters", { day: "1", month: "Sept", year: "2026" }],
  ["nought", { day: "0", month: "9", year: "2026" }],
  ["a box left empty", { day: "1", month: "", year: "2026" }],
])("%s is no day", (_, parts) => {
  expect(dayFrom(parts)).toBeNull();
});

test("nothing typed is told apart from something wrong", () => {
  expect(dayFrom({ day: "", month: "", year: "" })).toBe("");
});

test("a posted field is read back, spaces aside", () => {
  const form = new FormData();
  form.set("start-day", " 5 ");
  form.set("start-month", "11");
  form.set("start-year", "2026");
  expect(dayFrom(datePartsFrom(form, "start"))).toBe("2026-11-05");
  expect(datePartsFrom(form, "end")).toEqual({ day: "", month: "", year: "" });
});

test("a known day fills the boxes as people write it", () => {
  expect(datePartsOf("2026-09-02")).toEqual({ day: "2", month: "9", year: "2026" });
  expect(datePartsOf(null)).toEqual({ day: "", month: "", year: "" });
});
