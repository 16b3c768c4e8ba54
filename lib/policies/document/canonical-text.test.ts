import { expect, test } from "vitest";
import { shownHash, shownText, textHash } from "./canonical-text.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";

const TEXT = `---
title: Phones
control:
  - label: Owner
    value: Site manager
---

## 1. Use

Ask :local[the head]{name=head} first.

- one
- two

:::agreement[Agreement]{key=staff audience=staff}
::::declaration
I will ask :local[]{name=head}.
::::
:::

:::history
| Date | Change |
| - | - |
| 1 May | New |
:::
`;
const document = parseDocument(TEXT);
const shown = {
  agreementKey: "staff",
  localWording: {},
  control: [{ label: "Ratified", value: "1 May 2026" }],
  history: { columns: ["Date", "Change"], rows: [["1 May", "New"]] },
};

test("the text hash is that of the words, not of their layout, control or history", () => {
  const hash = textHash(document);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const spaced = TEXT.replace("- one", "*   one  ")
    .replace("- two", "*   two")
    .replace("first.", "first.   \n\n");
  expect(textHash(parseDocument(spaced.replace(/\n/g, "\r\n")))).toBe(hash);
  expect(textHash(parseDocument(TEXT.replace("Site manager", "Head")))).toBe(hash);
  expect(textHash(parseDocument(TEXT.replace("| 1 May | New |", "| 2 May | Newer |")))).toBe(hash);
  expect(textHash(parseDocument(printDocument(document)))).toBe(hash);
});

test.each([
  ["a word", "first", "last"],
  ["a title", "title: Phones", "title: Tablets"],
  ["an agreement's words", "I will ask", "I will always ask"],
  ["an audience", "audience=staff", "audience=volunteer"],
  ["usual wording", "[the head]", "[the deputy head]"],
  ["case", "## 1. Use", "## 1. USE"],
])("%s changes the text hash", (_, from, to) => {
  expect(textHash(parseDocument(TEXT.replace(from, to)))).not.toBe(textHash(document));
});

test("composed and decomposed letters are the same text", () => {
  const composed = textHash(parseDocument("Caf\u00e9"));
  expect(textHash(parseDocument("Cafe\u0301"))).toBe(composed);
});

test("the shown text holds all that the signer saw, with the school's own words", () => {
  const text = shownText(document, { ...shown, localWording: { head: "Ms Bell" } });
  for (const words of [
    "Phones",
    "Ratified",
    "1 May 2026",
    "Ask Ms Bell first",
    "I will ask Ms Bell",
    "New",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain("the head");
  expect(text.endsWith("\n")).toBe(true);
  expect(/[ \t]$/m.test(text)).toBe(false);
});

test("the shown hash changes with everything shown", () => {
  const hash = shownHash(shownText(document, shown));
  const others = [
    { ...shown, localWording: { head: "Ms Bell" } },
    { ...shown, control: [{ label: "Ratified", value: "2 May 2026" }] },
    { ...shown, history: { columns: ["Date", "Change"], rows: [["1 May", "Newer"]] } },
  ];
  for (const other of others) expect(shownHash(shownText(document, other))).not.toBe(hash);
  expect(shownHash(shownText(document, { ...shown, localWording: { head: "  the head " } }))).toBe(hash);
  expect(() => shownText(document, { ...shown, agreementKey: "other" })).toThrow("other");
});
