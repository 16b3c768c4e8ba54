import { expect, test } from "vitest";
import { datePartsOf } from "./date-parts.ts";

test("a known day fills the boxes as people write it", () => {
  expect(datePartsOf("2026-09-02")).toEqual({ day: "2", month: "9", year: "2026" });
  expect(datePartsOf(null)).toEqual({ day: "", month: "", year: "" });
});
