import { expect, test } from "vitest";
import { aPolicyText } from "#lib/testing/builders.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";

const pupilsOf = (text: string) => parseDocument(text).agreements.find(({ key }) => key === "pupils");
const said = (until: string) =>
  aPolicyText().replace("countersign=one", `countersign=one countersign-until=${until}`);

test("a parent or carer signs until 18, unless the policy says 16", () => {
  expect(pupilsOf(aPolicyText())?.countersignUntil).toBe(18);
  expect(pupilsOf(said("18"))?.countersignUntil).toBe(18);
  expect(pupilsOf(said("16"))?.countersignUntil).toBe(16);
});

test("it is printed where it says something, and read again the same", () => {
  const printed = printDocument(parseDocument(said("16")));
  expect(printed).toContain('countersign-until="16"');
  expect(parseDocument(printed)).toEqual(parseDocument(said("16")));
  expect(printDocument(parseDocument(said("18")))).not.toContain("countersign-until");
});

test.each(["17", "sixteen", "0"])("%s is no such age", (until) => {
  expect(() => parseDocument(said(until))).toThrow(/countersign-until/);
});
