import { expect, test } from "vitest";
import { bringInText } from "#lib/policies/document/bring-in-text.ts";
import { findingsOf } from "./find.ts";
import { found, foundLines, TODAY } from "./findings-for-tests.ts";

const policy = (words: string) => `# Lending\n\n## 1. Rules\n\n${words}\n\n## 2. Fees\n\n2.1 None.\n`;

test.each([
  "Read the [rules](#) first.",
  "Read the [rules]() first.",
  "Read the [rules](https://) first.",
  "Read the [rules](#_Toc12345) first.",
  "- Ask at the [desk](javascript:void(0)).",
  "Read the **[rules](#)** first.",
])("caught: %s", (words) => {
  expect(foundLines("empty-link", policy(words))).toEqual([words]);
  expect(found("empty-link", policy(words))[0]).toMatchObject({ severity: "warning" });
});

test.each([
  "Read the [rules](https://example.org/rules) first.",
  "See [fees](#2-fees), [below](#clause-2-1) and [the section](#section-2).",
  "Write to [the desk](mailto:desk@example.org) or [call](tel:01632960000).",
  "A form [in brackets] and a # sign.",
  "See [our page](/policies/lending).",
])("not: %s", (words) => {
  expect(found("empty-link", policy(words))).toEqual([]);
});

test("each link of a paragraph and of nested lists once, beside its clause", () => {
  const text = policy("- outer [one](#)\n  - inner [two](#) and [three](#)");
  const { document } = bringInText(text);
  const links = findingsOf(document, { today: TODAY, text });
  expect(links.map(({ line, anchor }) => [line, anchor])).toEqual([
    [5, "clause-outer-one"],
    [6, "clause-inner-two-and-three"],
    [6, "clause-inner-two-and-three"],
  ]);
});
