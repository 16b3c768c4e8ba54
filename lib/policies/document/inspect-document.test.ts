import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type ExpectedInspection,
  expectAgreements,
  expectParts,
  plain,
} from "#lib/testing/expect-inspection.ts";
import { bringInText } from "./bring-in-text.ts";
import { inspect, inspectDocument } from "./inspect-document.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";

const SEEDS = new URL("../../../../shared/seeds/", import.meta.url);
const TODAY = "2026-11-22";

const present = existsSync(new URL("expected.json", SEEDS));
const expectations: Record<string, ExpectedInspection> = present
  ? JSON.parse(readFileSync(new URL("expected.json", SEEDS), "utf8"))
  : {};
const names = Object.keys(expectations).filter((name) => !name.startsWith("_"));

if (!present && process.env.CI === "true") {
  test("the policies to read are beside the project", () => expect(present).toBe(true));
} else if (!present) test.skip("the five policies in ../shared/seeds are not here", () => {});

describe.skipIf(!present).each(names.map((name) => [name] as const))("policy %s", (name) => {
  const text = readFileSync(new URL(`${name}.txt`, SEEDS), "utf8");
  const expected = expectations[name] as ExpectedInspection;
  const found = inspect(text, { today: TODAY });

  test("title, document control, review date, sections, change history and related policies", () => {
    expectParts(found, expected);
  });

  test("agreements", () => {
    expectAgreements(found, expected);
    expect(new Set(found.agreements.map((one) => one.key)).size).toBe(found.agreements.length);
  });

  test("findings", () => {
    const said = JSON.stringify(found.findings, null, 1);
    for (const [rule, from, to] of expected.findings) {
      const there = found.findings.some((one) => one.rule === rule && one.line >= from && one.line <= to);
      expect(there, `${rule} between ${from} and ${to} in ${said}`).toBe(true);
    }
    expect(found.findings.length, said).toBeLessThanOrEqual(expected.findingsMax);
    const rules = found.findings.map(({ rule }) => rule);
    for (const rule of expected.findingsNot ?? []) expect(rules).not.toContain(rule);
    for (const one of found.findings)
      expect(Object.keys(one).sort()).toEqual(["line", "message", "rule", "severity"]);
  });

  test("printed and read again, it holds the same", () => {
    const { document } = bringInText(text);
    const printed = printDocument(document);
    expect(inspectDocument(parseDocument(printed))).toEqual(inspectDocument(document));
    expect({ ...inspect(printed, { today: TODAY }), findings: [] }).toEqual({ ...found, findings: [] });
    expect(printDocument(parseDocument(printed))).toBe(printed);
  });

  test("nothing that was found is thrown away", () => {
    const { document, unplaced } = bringInText(text);
    // A line that only says "Parent/carer" is kept as the part of the agreement that parents fill in.
    const parties = document.agreements.some((one) => one.countersignPart) ? ["parent carer"] : [];
    const kept = [printDocument(document), ...unplaced.map((one) => one.text), ...parties]
      .join("\n")
      .replace(/\\/g, "");
    const held = new Set(plain(kept).match(/[\p{L}\p{N}']+/gu));
    const lost = [...new Set(plain(text.replace(/<[^>]*>|\*\*/g, " ")).match(/[\p{L}\p{N}']+/gu))].filter(
      (word) => !held.has(word) && !/^(\d+|table|contents|\p{L}+\d{1,2})$/u.test(word),
    );
    expect(lost.filter((word) => !["appendic"].includes(word))).toEqual([]);
  });
});
