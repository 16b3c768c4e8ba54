import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldOfLabel } from "./control-labels.ts";
import { parseReviewDate, reviewDayProblem } from "./review-date.ts";

describe("review dates as schools write them", () => {
  test.each([
    ["October 2026", "month", "2026-10-31"],
    ["Feb 2028", "month", "2028-02-29"],
    ["Sept 2025", "month", "2025-09-30"],
    ["Sept. '25", "month", "2025-09-30"],
    ["09/2025", "month", "2025-09-30"],
    ["Summer 2024", "term", "2024-08-31"],
    ["SUMMER TERM 2024", "term", "2024-08-31"],
    ["Autumn 2026", "term", "2026-12-31"],
    ["Spring term, 2027", "term", "2027-04-30"],
    ["Autumn term 2026/27", "term", "2026-12-31"],
    ["Spring 2026/27", "term", "2027-04-30"],
    ["26/09/2024", "day", "2024-09-26"],
    ["03.04.26", "day", "2026-04-03"],
    ["2026-09-05", "day", "2026-09-05"],
    ["1st March 2026", "day", "2026-03-01"],
    ["Friday 2 January 2026", "day", "2026-01-02"],
    ["by 31 July 2026 at the latest", "day", "2026-07-31"],
    ["2027", "year", "2027-12-31"],
    ["2026/27", "year", "2027-08-31"],
    ["2026-2027", "year", "2027-08-31"],
    ["2026–27", "year", "2027-08-31"],
  ])("%s", (text, precision, lastDay) => {
    expect(parseReviewDate(text)).toEqual({ text, precision, lastDay });
    expect(reviewDayProblem(text)).toBeNull();
  });

  test.each([
    "Annually",
    "Every two years",
    "",
    "31/02/2026",
    "32/01/2026",
    "2026/29",
    "tbc",
    "12345",
    "Marchant 2026x",
  ])("%s names no day, and that is said", (text) => {
    expect(parseReviewDate(text)).toBeNull();
    expect(reviewDayProblem(text)).toMatch(/\.$/);
  });

  test("a date without a day comes back as the day it is, in every usual form", () => {
    const names =
      "January February March April May June July August September October November December".split(" ");
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const [year, month, day] = iso.split("-") as [string, string, string];
          const name = names[Number(month) - 1] ?? "";
          for (const text of [
            `${day}/${month}/${year}`,
            `${Number(day)} ${name} ${year}`,
            `${name} ${Number(day)}, ${year}`,
            iso,
          ]) {
            expect(parseReviewDate(text)).toMatchObject({ precision: "day", lastDay: iso });
          }
          const last = parseReviewDate(`${name} ${year}`)?.lastDay ?? "";
          expect(last.slice(0, 7)).toBe(iso.slice(0, 7));
          expect(last >= iso).toBe(true);
        },
      ),
    );
  });

  test("any text either names a real day or says why not", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const found = parseReviewDate(text);
        if (found) expect(new Date(found.lastDay).toISOString().slice(0, 10)).toBe(found.lastDay);
        else expect(reviewDayProblem(text)).not.toBeNull();
      }),
    );
  });
});

test.each([
  ["Next review by:", "review"],
  ["Date of next review", "review"],
  ["Review date", "review"],
  ["Due for review", "review"],
  ["Reviewed on", "reviewed"],
  ["Date of review", "reviewed"],
  ["Last review", "reviewed"],
  ["Reviewed by", "reviewer"],
  ["Author", "reviewer"],
  ["Review cycle", undefined],
  ["Approval Date", "approved"],
  ["Agreed", "approved"],
  ["Ratified by the board", "ratified"],
  ["Adopted by", "ratified"],
  ["Effective from", "implementation"],
  ["Date published", "published"],
  ["Created on", "created"],
  ["Policy number", "reference"],
  ["Ref.", "reference"],
  ["Executive lead", "owner"],
  ["Person responsible", "owner"],
  ["Name of school", "school"],
  ["Statutory", "statutory"],
  ["Colour", undefined],
])("the label %s stands for %s", (label, field) => expect(fieldOfLabel(label)).toBe(field));
