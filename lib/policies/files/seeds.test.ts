import { existsSync, readFileSync } from "node:fs";
import mammoth from "mammoth";
import { beforeAll, describe, expect, test } from "vitest";
import { inspect } from "#lib/policies/document/inspect-document.ts";
import type { Inspection } from "#lib/policies/document/types.ts";
import {
  type ExpectedInspection,
  expectAgreements,
  expectParts,
  plain,
} from "#lib/testing/expect-inspection.ts";
import { type PolicyFile, readPolicyFile } from "./read-policy-file.ts";

const seeds = new URL("../../../../shared/seeds/", import.meta.url);
const present = existsSync(new URL("expected.json", seeds));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");
const expectations: Record<string, ExpectedInspection> = present
  ? JSON.parse(readFileSync(new URL("expected.json", seeds), "utf8"))
  : {};

const files: [string, string, PolicyFile["kind"]][] = [
  ["000_43b47b68f6aaacb1", "docx", "word"],
  ["003_44d02317d98ab226", "docx", "word"],
  ["004_25c0df894cbd437c", "pdf", "pdf"],
];

/** What a file doesn't hold although its text does. */
const notInFile: Record<string, string[]> = {
  // The PDF was printed from a text whose links lead nowhere: it has the words and no links.
  "004_25c0df894cbd437c": ["empty-link"],
};

const wordsOf = (text: string) =>
  new Set(plain(text.replace(/\\+|(?<=\d)(?=\p{L})/gu, " ")).match(/[\p{L}\p{N}']+/gu));

describe.skipIf(!present).each(files)("policy %s as %s", (name, ending, kind) => {
  const expected = expectations[name] as ExpectedInspection;
  let bytes: Buffer;
  let read: PolicyFile;
  let found: Inspection;

  beforeAll(async () => {
    bytes = readFileSync(new URL(`${name}.${ending}`, seeds));
    // Its name says nothing true: only what is in it counts.
    read = await readPolicyFile(bytes, "policy.txt");
    found = inspect(read.text, { today: "2026-11-22" });
  }, 30_000);

  test("is told by its content, and holds what its text holds", () => {
    expect(read.kind).toBe(kind);
    expectParts(found, expected);
  });

  test("has the same agreements", () => expectAgreements(found, expected));

  test("has the same findings", () => {
    const rules = new Set<string>(found.findings.map((one) => one.rule));
    for (const [rule] of expected.findings)
      if (!notInFile[name]?.includes(rule)) expect([...rules]).toContain(rule);
    for (const rule of expected.findingsNot ?? []) expect([...rules]).not.toContain(rule);
    expect(found.findings.length).toBeLessThanOrEqual(expected.findingsMax);
  });

  test("gives every word of its text", () => {
    const held = wordsOf(`${read.text} ${read.notPlaced.map((one) => one.what).join(" ")}`);
    const text = readFileSync(new URL(`${name}.txt`, seeds), "utf8").replace(/<[^>]*>|\]\(#\)/g, " ");
    expect([...wordsOf(text)].filter((word) => !held.has(word))).toEqual([]);
  });

  test.runIf(ending === "docx")("gives every word that another reader of Word finds in it", async () => {
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    const held = wordsOf(read.text);
    expect([...wordsOf(value)].filter((word) => !held.has(word))).toEqual([]);
  });
});
