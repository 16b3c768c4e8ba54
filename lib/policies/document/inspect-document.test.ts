import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bringInText } from "./bring-in-text.ts";
import { inspect, inspectDocument } from "./inspect-document.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";
import type { Inspection } from "./types.ts";

const SEEDS = new URL("../../../../shared/seeds/", import.meta.url);
const TODAY = "2026-11-22";

type Expected = {
  title?: string;
  control: [string, string | null, string][];
  reference?: string;
  review?: { text: string; precision: string; lastDay: string };
  sections: [string | null, string][];
  sectionsMax: number;
  sectionsNot?: [string | null, string][];
  agreements: {
    titleContains?: string;
    audience: string[];
    audienceMay?: string[];
    statements: { min: number; max: number };
    leadIn?: [number, string];
    first?: string;
    last?: string;
    declarationContains?: string;
    fields: [string, string, string][];
    countersign: boolean;
  }[];
  history: { rows: number; columns?: string[] };
  related: string[];
  findings: [rule: string, from: number, to: number][];
  findingsMax: number;
  findingsNot?: string[];
};

/** As the expectations compare: without case, runs of white space, typographic quotes, dashes and emphasis. */
function plain(text: string | null | undefined): string {
  return (text ?? "")
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/[*_]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

const present = existsSync(new URL("expected.json", SEEDS));
const expectations: Record<string, Expected> = present
  ? JSON.parse(readFileSync(new URL("expected.json", SEEDS), "utf8"))
  : {};
const names = Object.keys(expectations).filter((name) => !name.startsWith("_"));

if (!present && process.env.CI === "true") {
  test("the policies to read are beside the project", () => expect(present).toBe(true));
} else if (!present) test.skip("the five policies in ../shared/seeds are not here", () => {});

describe.skipIf(!present).each(names.map((name) => [name] as const))("policy %s", (name) => {
  const text = readFileSync(new URL(`${name}.txt`, SEEDS), "utf8");
  const expected = expectations[name] as Expected;
  const found = inspect(text, { today: TODAY });

  test("title and document control", () => {
    if (expected.title !== undefined) expect(plain(found.title)).toBe(plain(expected.title));
    for (const [label, value, field] of expected.control) {
      const row = found.control.find((one) => plain(one.label) === plain(label) && one.field === field);
      expect(row, `${label} as ${field} in ${JSON.stringify(found.control)}`).toBeDefined();
      if (value !== null) expect(plain(row?.value)).toContain(plain(value));
    }
    if (expected.reference) {
      expect(found.control).toContainEqual(
        expect.objectContaining({ value: expected.reference, field: "reference" }),
      );
    }
  });

  test("review date", () => {
    if (!expected.review) return;
    expect(plain(found.review?.text)).toBe(plain(expected.review.text));
    expect(found.review).toMatchObject({
      precision: expected.review.precision,
      lastDay: expected.review.lastDay,
    });
  });

  test("sections", () => {
    const sections = found.sections.map((one) => `${one.number ?? "-"} ${plain(one.title)}`);
    for (const [number, title] of expected.sections) {
      expect(sections).toContain(`${number ?? "-"} ${plain(title)}`);
    }
    for (const [number, title] of expected.sectionsNot ?? []) {
      expect(sections).not.toContain(`${number ?? "-"} ${plain(title)}`);
    }
    expect(sections.length).toBeLessThanOrEqual(expected.sectionsMax);
  });

  test("agreements", () => {
    expect(found.agreements.map((one) => one.title)).toHaveLength(expected.agreements.length);
    expected.agreements.forEach((wanted, index) => {
      const agreement = found.agreements[index] as Inspection["agreements"][number];
      expect(plain(agreement.title)).toContain(plain(wanted.titleContains));
      for (const role of wanted.audience) expect(agreement.audience).toContain(role);
      const may = [...wanted.audience, ...(wanted.audienceMay ?? [])];
      expect(agreement.audience.filter((role) => !may.includes(role))).toEqual([]);
      expect(agreement.statements.length).toBeGreaterThanOrEqual(wanted.statements.min);
      expect(agreement.statements.length).toBeLessThanOrEqual(wanted.statements.max);
      if (wanted.leadIn) {
        const [count, words] = wanted.leadIn;
        const led = agreement.statements.filter((one) => plain(one.leadIn).includes(plain(words)));
        expect(led.length).toBeGreaterThanOrEqual(count);
      }
      expect(plain(agreement.statements[0]?.text)).toContain(plain(wanted.first));
      expect(plain(agreement.statements.at(-1)?.text)).toContain(plain(wanted.last));
      if (wanted.declarationContains) {
        expect(plain(agreement.declaration)).toContain(plain(wanted.declarationContains));
      }
      expect(agreement.fields.map(({ label, kind, by }) => [plain(label), kind, by])).toEqual(
        wanted.fields.map(([label, kind, by]) => [plain(label), kind, by]),
      );
      expect(agreement.countersign !== null).toBe(wanted.countersign);
    });
    expect(new Set(found.agreements.map((one) => one.key)).size).toBe(found.agreements.length);
  });

  test("change history and related policies", () => {
    expect(found.history).toHaveLength(expected.history.rows);
    if (expected.history.columns) {
      expect(Object.keys(found.history[0]?.cells ?? {}).map(plain)).toEqual(
        expected.history.columns.map(plain),
      );
    }
    for (const related of expected.related) expect(found.related.map(plain)).toContain(plain(related));
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
