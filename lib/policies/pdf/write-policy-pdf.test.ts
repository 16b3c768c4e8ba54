import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { longPolicy } from "#scripts/bench/policy-text.ts";
import { bringInText } from "../document/bring-in-text.ts";
import { clauses } from "../document/outline.ts";
import { parseDocument } from "../document/parse-document.ts";
import type { PolicyDocument } from "../document/types.ts";
import { readPolicyFile } from "../files/read-policy-file.ts";
import { writePolicyPdf } from "./write-policy-pdf.ts";

const fileOf = (document: PolicyDocument, more = {}) =>
  writePolicyPdf({
    organisation: "A trust",
    title: document.title ?? "A policy",
    owner: "A trust",
    version: "Version 1.0",
    superseded: null,
    control: document.control.map(({ label, value }) => ({ label, value: value || "Yes" })),
    document,
    history: [
      {
        columns: ["Date", "Summary of change", "Contact", "Policy implementation date", "Review date"],
        rows: [["14 July 2026", "Brought in", "Director", "1 September 2026", "October 2028"]],
      },
    ],
    url: "https://example.org/p/a-trust/a-policy",
    made: new Date("2026-11-22T12:00:00Z"),
    ...more,
  });

/** Words as they count: how they are broken, joined and spaced is the reader's. */
const letters = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();

/** The objects of the file that are not streams of pages. */
function objectsOf(bytes: Buffer): string {
  const raw = bytes.toString("latin1");
  return (
    raw +
    [...raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, body]) => inflated(body ?? "")).join("\n")
  );
}
function inflated(body: string): string {
  try {
    return inflateSync(Buffer.from(body, "latin1")).toString("latin1");
  } catch {
    return "";
  }
}

const sample = parseDocument(`---
title: Using “technology” – łódź ŵ ☐ ✓
control:
  - label: Owner
    value: Director
---

## 1. Why

1.1 See [the guidance](https://example.org/guidance) and **do** *ask*.

- one

  - inside one

- two

| Role | Task |
| --- | --- |
| :local[The head]{name=head} | signs |

### 1.2 More

Words.
`);

test("the file is tagged: language, title, headings, lists, tables, links and bookmarks", async () => {
  const objects = objectsOf(await fileOf(sample));
  expect(objects).toMatch(/\/MarkInfo\s/);
  expect(objects).toMatch(/\/Marked true/);
  expect(objects).toMatch(/\/StructTreeRoot/);
  expect(objects).toMatch(/\/Lang \(en-GB\)/);
  expect(objects).toMatch(/\/DisplayDocTitle true/);
  for (const tag of [
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Link",
  ])
    expect(objects, tag).toMatch(new RegExp(`/S /${tag}\\b`));
  expect(objects).toMatch(/\/Type \/Outlines|\/Outlines \d+ 0 R/);
  expect(objects).toMatch(/pdfuaid/);
  // every letter is in an embedded font of its own
  expect(objects.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(3);
  expect(objects).not.toMatch(/\/BaseFont \/Helvetica/);
});

test("words come back from the file as they are in the text, curly quotes and other letters among them", async () => {
  const { text } = await readPolicyFile(await fileOf(sample), "policy.pdf");
  const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_\\]/g, "");
  for (const words of ["łódź ŵ", "☐ ✓", "“technology”", "The head", "See the guidance and do ask."])
    expect(plain).toContain(words);
  expect(text).toContain("https://example.org/guidance");
});

test("an older version says that it is superseded, and where the newer one is", async () => {
  const bytes = await fileOf(sample, {
    superseded: {
      words: "Version 2.0 has been in force since 1 September 2026. It is at",
      url: "https://example.org/p",
    },
  });
  const { text } = await readPolicyFile(bytes, "policy.pdf");
  expect(letters(text)).toContain(
    letters("This version has been superseded. Version 2.0 has been in force since"),
  );
});

test("a policy of 300 clauses has them all, and does not take long", async () => {
  const document = parseDocument(longPolicy("Long"));
  const before = process.cpuUsage();
  const bytes = await fileOf(document);
  expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(5);
  const read = letters((await readPolicyFile(bytes, "policy.pdf")).text);
  for (const clause of clauses(document)) expect(read).toContain(letters(clause.text));
}, 60_000);

test("a word without end, in a paragraph or a table, does not keep the server busy", async () => {
  const word = "x".repeat(40_000);
  const text = `---\ntitle: Loans\n---\n\n## 1. Scope\n\n${word}\n\n| A | B |\n| - | - |\n| ${word} | b |\n`;
  const start = process.cpuUsage();
  const bytes = await fileOf(parseDocument(text));
  expect(process.cpuUsage(start).user / 1_000_000).toBeLessThan(10);
  const { text: read } = await readPolicyFile(bytes, "loans.pdf");
  expect(read.match(/x/g)?.length).toBeGreaterThanOrEqual(2 * word.length);
}, 120_000);

test("a table row higher than a page and a table of many rows keep all their words", async () => {
  const long = Array.from({ length: 900 }, (_, at) => `word${at}`).join(" ");
  const rows = Array.from({ length: 80 }, (_, at) => `| row ${at} | ${at === 3 ? long : `cell ${at}`} |`);
  const document = parseDocument(
    `---\ntitle: Tables\n---\n\n## 1. T\n\n| A | B |\n| --- | --- |\n${rows.join("\n")}\n`,
  );
  const read = letters((await readPolicyFile(await fileOf(document), "t.pdf")).text);
  for (const words of ["row 79", "cell 79", "word0", "word899"]) expect(read).toContain(letters(words));
});

const seeds = path.join(process.cwd(), "..", "shared", "seeds");
describe.skipIf(!existsSync(seeds) && process.env.CI !== "true")("policies of schools", () => {
  const texts = existsSync(seeds) ? readdirSync(seeds).filter((file) => file.endsWith(".txt")) : [];
  test("are there", () => expect(texts.length).toBeGreaterThan(4));
  test.each(texts)(
    "%s comes back with every clause",
    async (file) => {
      const { document } = bringInText(readFileSync(path.join(seeds, file), "utf8"));
      const read = letters((await readPolicyFile(await fileOf(document), "policy.pdf")).text);
      const missing = clauses(document)
        .filter(({ kind }) => kind !== "row")
        .filter(({ text }) => !read.includes(letters(text)));
      expect(missing.map(({ text }) => text)).toEqual([]);
    },
    60_000,
  );
});
