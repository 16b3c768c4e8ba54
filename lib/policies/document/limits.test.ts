import { describe, expect, test } from "vitest";
import { bringInText } from "./bring-in-text.ts";
import { LONGEST_KEPT_TEXT, LONGEST_TEXT } from "./limits.ts";
import { slugger } from "./numbers.ts";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";
import { readBlocks } from "./read-blocks.ts";
import { withoutContents } from "./recognise-contents.ts";
import { renderBody } from "./render-document.ts";
import { PolicyDocumentError } from "./types.ts";

/** Runs something that must not take longer than anyone waits for a page. */
function soon<Result>(run: () => Result): Result {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(4_000);
  return result;
}

function mistake(run: () => unknown): PolicyDocumentError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyDocumentError);
    return error as PolicyDocumentError;
  }
  throw new Error("nothing was refused");
}

function paragraph(value: string) {
  return {
    ...parseDocument(""),
    body: [{ type: "paragraph" as const, children: [{ type: "text" as const, value }] }],
  };
}

describe("a text made to keep the server busy", () => {
  test("addresses are found beside a word without end", () => {
    const html = soon(() =>
      renderBody(paragraph(`${"a".repeat(200_000)} office@example.org or https://example.org/a.`)),
    );
    expect(html).toContain('<a href="mailto:office@example.org">office@example.org</a>');
    expect(html).toContain('<a href="https://example.org/a">https://example.org/a</a>.');
    expect(html.match(/<a /g)).toHaveLength(2);
  });

  test("each of many equal clauses gets its own anchor", () => {
    const unique = slugger();
    const given = soon(() => Array.from({ length: 30_000 }, () => unique("Keep it safe")));
    expect(new Set(given).size).toBe(given.length);
    expect(given.slice(0, 3)).toEqual(["keep-it-safe", "keep-it-safe-2", "keep-it-safe-3"]);
    expect([unique("Phones-2"), unique("Phones"), unique("Phones"), unique("Phones")]).toEqual([
      "phones-2",
      "phones",
      "phones-3",
      "phones-4",
    ]);
  });

  test("contents with a run of spaces and tabs are recognised", () => {
    const space = " \t".repeat(50_000);
    const text = (line: string) => readBlocks(line)[0] as { text: string };
    const blocks = readBlocks(
      "Contents\n\nScope .... 3\n\nDevices\t4\n\n# Scope\n\nAll of us.\n\n# Devices\n\nTwo.\n",
    );
    expect(withoutContents(blocks).map((block) => (block as { text: string }).text)).toEqual([
      "Scope",
      "All of us.",
      "Devices",
      "Two.",
    ]);
    const long = { kind: "paragraph" as const, line: 3, text: `a${space}b 3`, apart: true };
    const other = { ...long, text: `a${space}b` };
    expect(
      soon(() => withoutContents([{ ...long, text: "Contents" }, long, other, long])).length,
    ).toBeGreaterThan(0);
    expect(soon(() => text(`# Scope${space}x${space}##`)).text).toMatch(/^Scope\s+x$/);
  });

  test.each([
    ["tabs", "a\t".repeat(10_000)],
    ["pipes", "| a ".repeat(10_000)],
  ])("a row of 10,000 columns of %s stays words", (_, line) => {
    const { document } = soon(() => bringInText(`# Phones\n\n${line}\n\nThe end.\n`));
    expect(document.body.map(({ type }) => type)).toEqual(["paragraph", "paragraph"]);
    expect(printDocument(document).match(/\ba\b/g)).toHaveLength(10_000);
    expect(soon(() => parseDocument(printDocument(document)))).toEqual(document);
  });

  test("a table of 50 columns is one, of 51 is words", () => {
    const types = (columns: number) =>
      bringInText(
        `# T\n\n## Use\n\nThese are kept.\n\n${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n`,
      ).document.body.map(({ type }) => type);
    expect(types(50)).toEqual(["heading", "paragraph", "table"]);
    expect(types(51)).toEqual(["heading", "paragraph", "paragraph", "paragraph"]);
    const table = (columns: number) => `A\n\n${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n`;
    expect(parseDocument(table(50)).body[1]?.type).toBe("table");
    expect(mistake(() => parseDocument(table(51)))).toMatchObject({
      line: 4,
      sentence: expect.stringMatching(/50 columns/),
    });
  });

  test("a text that is too long is refused with its length", () => {
    const line = "Keep it safe.\n\n";
    const text = line.repeat(70_000);
    const found = mistake(() => soon(() => bringInText(text)));
    expect(found.line).toBe(1);
    expect(found.sentence).toMatch(
      /^This policy has 1,050,000 characters; at most 1,000,000 can be brought in/,
    );
    expect(mistake(() => parseDocument("a".repeat(LONGEST_KEPT_TEXT + 1))).sentence).toMatch(
      /1,200,001 char/,
    );
    expect(LONGEST_KEPT_TEXT).toBeGreaterThan(LONGEST_TEXT);
  });

  test("bullets without words are left out", () => {
    const { document } = bringInText("# T\n\nFirst.\n\n•••\n\nSecond.\n\n• •\n• one • two\n");
    expect(printDocument(document)).toBe("---\ntitle: T\n---\n\nFirst.\n\nSecond.\n\n- one\n- two\n");
  });

  test.each(["<!--", "*_", "**a *b ", "[a]("])("%j again and again", (mark) => {
    const text = mark.repeat(4_500);
    const found = mistake(() => soon(() => parseDocument(`One.\n\n${text}`)));
    expect(found.line).toBeGreaterThanOrEqual(3);
    expect(found.sentence).toMatch(/too many marks/);
    const fewer = mark.repeat(1_500);
    const { document } = soon(() => bringInText(`# T\n\n${fewer}\n`));
    const printed = printDocument(document);
    expect(soon(() => parseDocument(printed))).toEqual(document);
    expect(printed.length).toBeGreaterThan(fewer.length * 0.9);
  });

  test("parts and quotes inside one another without end", () => {
    expect(mistake(() => soon(() => parseDocument(":::a\n".repeat(3_000)))).sentence).toMatch(/500 parts/);
    expect(mistake(() => soon(() => parseDocument(">".repeat(10_000)))).sentence).toMatch(/quotes/);
    for (const lists of [
      `${"- ".repeat(2_000)}a`,
      `${"1. ".repeat(2_000)}a`,
      `${"> - ".repeat(1_000)}a`,
      Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}- a`).join("\n"),
      Array.from({ length: 400 }, (_, depth) => `${"   ".repeat(depth)}1. a\n\n`).join(""),
    ])
      expect(mistake(() => soon(() => parseDocument(`One.\n\n${lists}\n`))).sentence).toMatch(
        /inside one another/,
      );
    // lines across the page, and lists one after the other at whatever indent
    const long = `- ${"- ".repeat(300)}\n\n${"* ".repeat(200)}\n\n`;
    const ragged = Array.from({ length: 300 }, (_, at) => `${" ".repeat(at % 7)}- a\n`).join("");
    expect(parseDocument(`${long}${ragged}`).body.length).toBeGreaterThan(2);
  });

  test("a long policy with many marks, long lists and tables is read", () => {
    const section =
      "## A\n\nUse **strong** words, see [the guide](https://example.org) or *ask*.\n\n- one **b**\n- two\n\n";
    const list = "- keep **it** *safe* [here](https://example.org)\n".repeat(800);
    const table = `| a | b |\n| - | - |\n${"| **a** | [b](https://example.org) |\n".repeat(800)}`;
    expect(parseDocument(`${section.repeat(150)}${list}\nThen:\n\n${table}`).body.length).toBeGreaterThan(
      400,
    );
  }, 30_000);
});
