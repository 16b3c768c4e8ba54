import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "./parse-document.ts";
import { printDocument } from "./print-document.ts";
import type { PolicyDocumentError } from "./types.ts";

const POLICY = `---
title: Computers in our school
control:
  - label: Reference
    value: IT-4
  - label: Looked at again
    value: 2027
    field: review
  - label: Statutory
---

Opening words with <b>no HTML</b>, at 10:30, and note:this one.

## 1. First

1.1 Ask :local[the head teacher]{name=head} about it; see [the guide][g].

[g]: https://example.org/guide

- one
  - two

| A | B |
| - | - |
| 1 | 2 |

:::::agreement[Agreement for pupils]{key=pupils audience="pupil" countersign=one order=free}
::::introduction
Hello
::::
::::statements
I will not:

- shout
::::
::::declaration
I have read this and asked :local[]{name=head}.
::::
::::fields
::field[NAME (PRINT)]{kind=name}
::field[Signed [pupil]]{kind=signature}
::::
::::countersign
:::declaration
We have talked about it.
:::
:::fields
::field[Signed]{kind=signature}
:::
::::
:::::

## Changes

:::history
| Date | Summary |
| - | - |
| 1 May | New \\| improved |
:::

:::related
- [Behaviour](https://example.org/b)
- Data protection
:::
`;

/** A body of pieces that mean something in Markdown, in any order and mostly wrong. */
const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."* ** _ ` # ## - + 1. 2) > | \\ [ ] ( ) ! < > & ; : :: ::: { } ~ ~~ = --- *** \" ' / @ . www. http:// a@b.c &amp; &#32; \u00a0 é 你 🙂 ☐".split(
          " ",
        ),
      ),
      fc.constantFrom("\n", "\n\n", " ", "  ", "  \n", "\\\n", "\t", "    "),
      fc.constantFrom(
        "word",
        "I will",
        "1.1 ",
        "5.1.10 ",
        ":local[x]{name=v}",
        ":note",
        "[a](b)",
        "| - | - |",
        "[ ] ",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));

function parsed(text: string) {
  try {
    return parseDocument(text);
  } catch {
    return null;
  }
}

describe("reading and printing", () => {
  test("holds everything that the text says", () => {
    const document = parseDocument(POLICY);
    expect(document.title).toBe("Computers in our school");
    expect(document.control).toEqual([
      { label: "Reference", value: "IT-4", field: "reference" },
      { label: "Looked at again", value: "2027", field: "review" },
      { label: "Statutory", value: "", field: "statutory" },
    ]);
    expect(document.variables).toEqual([{ name: "head", default: "the head teacher" }]);
    expect(document.history).toEqual({ columns: ["Date", "Summary"], rows: [["1 May", "New | improved"]] });
    expect(document.related).toEqual([
      { label: "Behaviour", url: "https://example.org/b" },
      { label: "Data protection" },
    ]);
    expect(document.agreements[0]).toMatchObject({
      key: "pupils",
      title: "Agreement for pupils",
      audience: ["pupil"],
      countersign: "one",
      order: "free",
      wholeDocument: false,
      fields: [
        { label: "NAME (PRINT)", kind: "name" },
        { label: "Signed [pupil]", kind: "signature" },
      ],
    });
    expect(document.body.map((node) => node.type)).toEqual(
      "paragraph heading paragraph list table agreementPlace heading historyPlace relatedPlace".split(" "),
    );
  });

  test("prints what reads back as the same document, in one form", () => {
    const document = parseDocument(POLICY);
    const printed = printDocument(document);
    expect(parseDocument(printed)).toEqual(document);
    expect(printDocument(parseDocument(printed))).toBe(printed);
    expect(printed).toContain("at 10:30");
  });

  test("an agreement of a title and nothing else comes back", () => {
    const document = parseDocument(":::agreement[All of it]{key=all whole-document}\n:::\n");
    expect(document.agreements[0]).toMatchObject({ wholeDocument: true, fields: [], countersignPart: null });
    expect(parseDocument(printDocument(document))).toEqual(document);
  });

  test("any body comes back the same", () => {
    fc.assert(
      fc.property(noise, (text) => {
        const document = parsed(`---\ntitle: T\n---\n\n${text}`);
        if (document === null) return;
        const printed = printDocument(document);
        expect(parseDocument(printed)).toEqual(document);
        expect(printDocument(parseDocument(printed))).toBe(printed);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 120) },
    );
  }, 60_000);

  test("any words come back the same from every part", () => {
    const words = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
    fc.assert(
      fc.property(words, words, words, words, (title, label, cell, name) => {
        const base = parseDocument(POLICY);
        const tidy = (text: string) => text.replace(/\s+/g, " ").normalize("NFC").trim() || "x";
        const agreement = base.agreements[0];
        if (!agreement) throw new Error("the policy has an agreement");
        const document = {
          ...base,
          title: tidy(title),
          control: [{ label: tidy(label), value: tidy(cell), field: "owner" as const }],
          history: { columns: ["Date", "Change"], rows: [[tidy(cell), tidy(name)]] },
          agreements: [
            { ...agreement, title: tidy(name), fields: [{ label: tidy(label), kind: "text" as const }] },
          ],
          related: [{ label: tidy(cell) }],
        };
        expect(parseDocument(printDocument(document))).toEqual(document);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 40) },
    );
  }, 60_000);
});

describe("mistakes", () => {
  function mistake(text: string): { line: number; sentence: string } {
    try {
      parseDocument(text);
    } catch (error) {
      const { line, sentence } = error as PolicyDocumentError;
      return { line, sentence };
    }
    throw new Error("no mistake was found");
  }

  test.each([
    ["a part that isn't known", "One\n\n:::chapter\nx\n:::\n", 3, "chapter"],
    ["an agreement without a key", "\n:::agreement[T]\n:::\n", 2, "key"],
    ["an agreement without a title", ":::agreement{key=a}\n:::\n", 1, "title"],
    ["two agreements with one key", ":::agreement[A]{key=a}\n:::\n\n:::agreement[B]{key=a}\n:::\n", 4, '"a"'],
    ["an audience that isn't a role", ':::agreement[A]{key=a audience="staff cat"}\n:::\n', 1, '"cat"'],
    ["front matter with another key", "---\ntitle: T\nowner: X\n---\n", 3, "owner"],
    ["a field of control that isn't one", "---\ncontrol:\n  - label: A\n    field: cat\n---\n", 3, '"cat"'],
    ["two usual wordings", ":local[a]{name=x} and\n\n:local[b]{name=x}\n", 3, '"x"'],
    ["local wording without its usual words", "Ask :local[]{name=x}.\n", 1, '"x"'],
    ["a history without a table", ":::history\nNone.\n:::\n", 1, "table"],
  ])("%s is told with its line", (_, text, line, word) => {
    const found = mistake(text);
    expect(found.line).toBe(line);
    expect(found.sentence).toContain(word);
    expect(found.sentence).toMatch(/^[A-Z":].*\.$/);
  });
});
