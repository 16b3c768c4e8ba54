import { describe, expect, test } from "vitest";
import { found, foundLines, policyOf } from "./findings-for-tests.ts";

describe("review-overdue", () => {
  test.each([
    ["Next review: 21/11/2026", "2026-11-22"],
    ["Review date: October 2026", "2026-11-01"],
    ["To be reviewed by: Spring 2026", "2026-05-01"],
    ["Review due: 2025/26", "2026-09-01"],
    ["Next review: 2025", "2026-01-01"],
  ])("%s on %s", (row, today) => {
    const text = policyOf("Nothing.", `Approved: May 2024\n${row}`);
    expect(foundLines("review-overdue", text, today)).toEqual([row]);
    expect(found("review-overdue", text, today)[0]).toMatchObject({ severity: "error", anchor: null });
  });

  test.each([
    ["Next review: 22/11/2026", "2026-11-22"],
    ["Review date: October 2026", "2026-10-31"],
    ["To be reviewed by: Summer 2026", "2026-08-31"],
    ["Review due: 2025/26", "2026-08-31"],
    ["Review: annually", "2026-11-22"],
    ["Reviewed: May 2020", "2026-11-22"],
  ])("not: %s on %s", (row, today) => {
    expect(found("review-overdue", policyOf("Nothing.", `Approved: May 2024\n${row}`), today)).toEqual([]);
  });

  test("a sentence gives the date where document control does not", () => {
    const late = "This policy will be reviewed in March 2025.";
    expect(foundLines("review-overdue", policyOf(late, "Approved: May 2024"))).toEqual([late]);
    for (const other of [
      "This policy will be reviewed in March 2027.",
      "The behaviour policy will be reviewed in March 2025.",
      "The contract for printers will be reviewed in March 2025.",
      "This policy was last reviewed in March 2025.",
    ])
      expect(found("review-overdue", policyOf(other, "Approved: May 2024")), other).toEqual([]);
  });
});

describe("cycle-contradicted", () => {
  const control = (made: string, next: string) => `Reviewed on: ${made}\nNext review: ${next}`;

  test.each([
    ["This policy will be reviewed every three years.", "May 2025", "May 2027"],
    ["The policy is reviewed annually by the governors.", "4 May 2025", "4 May 2027"],
    ["The trust board reviews this policy every two years.", "May 2025", "May 2026"],
    ["This policy shall be reviewed on a two-year cycle.", "Autumn 2025", "Autumn 2028"],
    ["This agreement is reviewed every term.", "May 2025", "May 2026"],
    ["This policy is reviewed at least annually.", "2025", "2028"],
    ["A review of this policy takes place every 2 years.", "2024/25", "2028/29"],
    ["The Loan of Equipment Policy is reviewed every year.", "May 2025", "May 2027"],
    ["This loan policy is reviewed biennially.", "March 2024", "March 2027"],
  ])("%s (%s to %s)", (sentence, made, next) => {
    const text = policyOf(sentence, control(made, next));
    expect(foundLines("cycle-contradicted", text)).toEqual([sentence]);
    expect(found("cycle-contradicted", text)[0]).toMatchObject({ severity: "warning" });
  });

  test.each([
    ["This policy will be reviewed every three years.", "May 2025", "May 2028"],
    [
      "This policy will be reviewed every three years, or earlier if the law changes.",
      "May 2025",
      "May 2027",
    ],
    ["This policy is reviewed at least every two years.", "May 2025", "May 2026"],
    ["This policy is reviewed every two to three years.", "May 2025", "May 2027"],
    ["The policy is reviewed annually.", "September 2025", "Autumn 2026"],
    ["The policy is reviewed annually.", "2025", "2026"],
    ["The policy is reviewed every two years.", "10 July 2024", "1 September 2026"],
    ["Our behaviour policy is reviewed annually.", "May 2025", "May 2027"],
    ["The trust reviews the data protection policy every year.", "May 2025", "May 2027"],
    ["Passwords are reviewed every term.", "May 2025", "May 2027"],
    ["Access under this policy is reviewed every term.", "May 2025", "May 2027"],
    ["This policy is brought to all staff annually.", "May 2025", "May 2027"],
    ["The filtering is reviewed yearly and this policy covers it.", "May 2025", "May 2027"],
    ["This policy will be reviewed every three years.", "May 2025", "when needed"],
  ])("not: %s (%s to %s)", (sentence, made, next) => {
    expect(found("cycle-contradicted", policyOf(sentence, control(made, next)))).toEqual([]);
  });

  test("a row of document control can say the cycle", () => {
    const rows = "Reviewed on: May 2025\nReview cycle: Annual\nNext review: May 2028";
    expect(foundLines("cycle-contradicted", policyOf("Nothing.", rows))).toEqual(["Review cycle: Annual"]);
  });
});
