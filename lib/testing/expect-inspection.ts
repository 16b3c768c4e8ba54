import { expect } from "vitest";
import type { Inspection } from "#lib/policies/document/types.ts";

/** What `expected.json` beside the real policies says that an inspection of one must find. */
export type ExpectedInspection = {
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
  findings: [string, number, number][];
  findingsMax: number;
  findingsNot?: string[];
};

/** As the expectations compare: without case, runs of white space, typographic quotes, dashes and emphasis. */
export function plain(text: string | null | undefined): string {
  return (text ?? "")
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/[*_]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Title, document control, review date, sections, change history and related policies are those expected. */
export function expectParts(found: Inspection, expected: ExpectedInspection): void {
  if (expected.title !== undefined) expect(plain(found.title)).toBe(plain(expected.title));
  for (const [label, value, field] of expected.control) {
    const row = found.control.find((one) => plain(one.label) === plain(label) && one.field === field);
    expect(row, `${label} as ${field} in ${JSON.stringify(found.control)}`).toBeDefined();
    if (value !== null) expect(plain(row?.value)).toContain(plain(value));
  }
  if (expected.reference)
    expect(found.control).toContainEqual(
      expect.objectContaining({ value: expected.reference, field: "reference" }),
    );
  if (expected.review) {
    const { precision, lastDay, text } = expected.review;
    expect(plain(found.review?.text)).toBe(plain(text));
    expect(found.review).toMatchObject({ precision, lastDay });
  }
  const sections = found.sections.map((one) => `${one.number ?? "-"} ${plain(one.title)}`);
  for (const [number, title] of expected.sections)
    expect(sections).toContain(`${number ?? "-"} ${plain(title)}`);
  for (const [number, title] of expected.sectionsNot ?? [])
    expect(sections).not.toContain(`${number ?? "-"} ${plain(title)}`);
  expect(sections.length).toBeLessThanOrEqual(expected.sectionsMax);
  expect(found.history).toHaveLength(expected.history.rows);
  if (expected.history.columns)
    expect(Object.keys(found.history[0]?.cells ?? {}).map(plain)).toEqual(
      expected.history.columns.map(plain),
    );
  for (const related of expected.related) expect(found.related.map(plain)).toContain(plain(related));
}

/** The agreements are those expected, in their order, each with its statements, fields and countersign part. */
export function expectAgreements(found: Inspection, expected: ExpectedInspection): void {
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
      const [least, words] = wanted.leadIn;
      const led = agreement.statements.filter((one) => plain(one.leadIn).includes(plain(words)));
      expect(led.length).toBeGreaterThanOrEqual(least);
    }
    expect(plain(agreement.statements[0]?.text)).toContain(plain(wanted.first));
    expect(plain(agreement.statements.at(-1)?.text)).toContain(plain(wanted.last));
    if (wanted.declarationContains)
      expect(plain(agreement.declaration)).toContain(plain(wanted.declarationContains));
    expect(agreement.fields.map(({ label, kind, by }) => [plain(label), kind, by])).toEqual(
      wanted.fields.map(([label, kind, by]) => [plain(label), kind, by]),
    );
    expect(agreement.countersign !== null).toBe(wanted.countersign);
  });
}
