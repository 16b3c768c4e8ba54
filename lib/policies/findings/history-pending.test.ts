import { expect, test } from "vitest";
import { found, foundLines, policyOf } from "./findings-for-tests.ts";

const history = (row: string, control = "Ratified: 4 May 2026\nNext review: May 2028") =>
  policyOf(`Nothing.\n\nDate\tSummary of change\tDecision\n${row}`, control);

test.each([
  "1 April 2026\tFees added\tPending",
  "1 April 2026\tFees added\tAwaiting board approval",
  "1 April 2026\tFees added\tTo be ratified",
  "1 April 2026\tFees added (pending approval by governors)\tSee minutes",
  "April 2026\tFees added\tDraft",
  "1 April 2026\tFees added\tSubject to ratification in May",
])("caught: %s", (row) => {
  expect(foundLines("history-pending", history(row))).toEqual([row]);
  expect(found("history-pending", history(row))[0]).toMatchObject({ severity: "warning", anchor: null });
});

test.each([
  "1 April 2026\tFees added\tApproved",
  "1 April 2026\tRule on pending software updates reworded\tApproved",
  "1 April 2026\tHow loans awaiting approval are kept\tApproved by governors",
  "1 April 2026\tDrafting improved\tBoard, minute 12",
])("not: %s", (row) => {
  expect(found("history-pending", history(row))).toEqual([]);
});

test("not where nothing says that it was decided", () => {
  const row = "1 April 2026\tFees added\tPending";
  for (const control of [
    "Next review: May 2028",
    "Ratified: pending\nNext review: May 2028",
    "Approval: not yet approved",
  ])
    expect(found("history-pending", history(row, control)), control).toEqual([]);
});

test("not where the row is younger than the decision", () => {
  const rows = "1 April 2026\tFees added\tRatified\n1 October 2026\tFines added\tPending";
  expect(found("history-pending", history(rows))).toEqual([]);
});
