import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPolicyText } from "#lib/testing/builders.ts";
import { bringInText } from "../document/bring-in-text.ts";
import { parseDocument } from "../document/parse-document.ts";
import { printDocument } from "../document/print-document.ts";
import { changeParts, reword, wordingsOf } from "./change-parts.ts";
import type { AgreementContent, DraftParts, PartContent } from "./parts.ts";
import { joinParts, printPart, withContent } from "./parts.ts";
import { postedParts } from "./posted-parts.ts";
import { readParts } from "./read-parts.ts";
import { renumber } from "./renumber.ts";

const seeds = new URL("../../../../shared/seeds/", import.meta.url);
const here = existsSync(seeds);
if (!here && process.env.CI) throw new Error("The folder ../shared/seeds with the real policies is missing");

const WHOLE = `${aPolicyText()}
## 2. Further

| Who | When |
| - | - |
| The office \\| desk | 8:30 |

Ask :local[the head teacher]{name="head"} first, see [the guide](https://example.org/guide).

Ask :local[]{name="head"} again.

:::related
- [Behaviour](https://example.org/behaviour)
:::

:::history
| Date | What |
| - | - |
| May 2026 | First |
:::
`;

const same = (text: string) => joinParts(readParts(text)).text;
const texts = ({ parts }: DraftParts) => parts.map(printPart);
/** Every part written anew from its fields. */
const anew = ({ parts, tail }: DraftParts): DraftParts => ({
  parts: parts.map((part) => ({ ...part, source: null })),
  tail,
});
const agreementIn = (draft: DraftParts, at = 0) =>
  draft.parts.map(({ content }) => content).filter(({ kind }) => kind === "agreement")[
    at
  ] as AgreementContent;

const piece = fc.constantFrom(
  "1.1 A clause.",
  "- one\n- two\n  - three",
  "  - indented\n  - list",
  "## 3. Heading",
  "Setext\n---",
  "| A | B |\n| - | - |\n| 1 |",
  ":::related\n- x\n:::",
  ":::history\n| A |\n| - |\n| 1 |\n:::",
  ":::unknown\nx\n:::",
  "::::agreement[T]{key=k}\n:::statements\n- a\n:::\n::::",
  "::::agreement{key=}\nnot known\n::::",
  "> quoted",
  "```\ncode\n```",
  "[a]: http://example.org",
  "<script>alert(1)</script>",
  "    indented",
  "\t",
  "***",
  "---\ntitle: x\n---",
  ":::open",
  "one\ntwo\\",
);
const gap = fc.constantFrom("\n\n", "\n", "\n\n\n", " \n \n");
const noise = fc
  .array(fc.tuple(piece, gap), { maxLength: 10 })
  .map((pairs) => pairs.map(([one, other]) => one + other).join(""));

describe("taking a text apart and putting it together", () => {
  test("gives back the same characters, whatever they are", () => {
    expect(same(WHOLE)).toBe(WHOLE);
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ maxLength: 60 })), (text) => {
        const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
        expect(same(text)).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });

  test("writing one clause leaves every other part byte for byte", () => {
    fc.assert(
      fc.property(
        noise,
        fc.nat(),
        fc.constantFrom("Other words.", "- a\n- b", "5.1 Number"),
        (text, which, words) => {
          const draft = readParts(text);
          const at = which % Math.max(1, draft.parts.length);
          const part = draft.parts[at];
          if (!part) return;
          const changed = [...draft.parts];
          changed[at] = withContent(part, { kind: "text", text: words });
          const joined = joinParts({ ...draft, parts: changed });
          const others = draft.parts.filter((_, index) => index !== at).map(({ source }) => source ?? "");
          let from = 0;
          for (const other of others) {
            const found = joined.text.indexOf(other, from);
            expect(found, JSON.stringify({ text, joined: joined.text, other })).toBeGreaterThanOrEqual(0);
            from = found + other.length;
          }
          // and nothing but empty space was put between them
          const left = others.reduce((rest, other) => rest.replace(other, ""), joined.text);
          expect(left.replace(words, "").trim()).toBe("");
        },
      ),
      { numRuns: 200 },
    );
  });

  test("the rest still means the same when a clause of a policy is written anew", () => {
    const draft = readParts(WHOLE);
    draft.parts.forEach((part, at) => {
      if (part.content.kind !== "text") return;
      const changed = draft.parts.map((one) =>
        one === part ? withContent(one, { kind: "text", text: "Words." }) : one,
      );
      const now = readParts(joinParts({ ...draft, parts: changed }).text);
      expect(texts(now).filter((_, index) => index !== at)).toEqual(
        texts(draft).filter((_, index) => index !== at),
      );
    });
  });

  test("what its fields write means the same as what was read", () => {
    const before = printDocument(parseDocument(WHOLE));
    expect(printDocument(parseDocument(joinParts(anew(readParts(WHOLE))).text))).toBe(before);
  });

  test.skipIf(!here)("so it is with the real policies", () => {
    for (const name of [
      "000_43b47b68f6aaacb1",
      "001_fa0e4a037e705182",
      "002_51e088ffbe50aafa",
      "003_44d02317d98ab226",
      "004_25c0df894cbd437c",
      "clean",
    ]) {
      const text = printDocument(bringInText(readFileSync(new URL(`${name}.txt`, seeds), "utf8")).document);
      expect(same(text), name).toBe(text);
      const written = joinParts(anew(readParts(text))).text;
      expect(printDocument(parseDocument(written)), name).toBe(text);
    }
  });

  test("a text that would take minutes to read is one part, kept as it is", () => {
    const text = `${"*a_".repeat(30_000)}\n`;
    const draft = readParts(text);
    expect(draft.parts).toHaveLength(1);
    expect(joinParts(draft).text).toBe(text);
  });
});

describe("agreements", () => {
  test("titles and labels keep any character", () => {
    const words = fc.string({ minLength: 1, maxLength: 15, unit: "grapheme" });
    const draft = readParts(WHOLE);
    fc.assert(
      fc.property(words, words, (title, label) => {
        fc.pre(title.trim() !== "" && label.trim() !== "");
        const changed = draft.parts.map((part) =>
          part.content.kind === "agreement" && part.content.key === "staff"
            ? withContent(part, { ...part.content, title, fields: [{ label, kind: "text" }] })
            : part,
        );
        const clean = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();
        const { agreements } = parseDocument(joinParts({ ...draft, parts: changed }).text);
        expect(agreements[0]?.title).toBe(clean(title));
        expect(agreements[0]?.fields.map((field) => field.label)).toEqual([clean(label)]);
      }),
      { numRuns: 60, examples: [["<\u0338", "a>\u0338"]] },
    );
  });

  test("everything that the form asks reaches the document", () => {
    const draft = readParts(WHOLE);
    const changed = draft.parts.map((part) =>
      part.content.kind === "agreement" && part.content.key === "staff"
        ? withContent(part, {
            ...part.content,
            audience: ["governor", "pupil"],
            countersign: "all",
            until: 16,
            order: "free",
            introduction: "Read this.",
            statements: "I will:\n\n- lock it\n  - at night\n\nI will return it.",
            declaration: "I agree.",
            parentDeclaration: "We agree.",
            parentFields: [
              { label: "Signed", kind: "signature" },
              { label: " ", kind: "date" },
            ],
          })
        : part,
    );
    const [agreement] = parseDocument(joinParts({ ...draft, parts: changed }).text).agreements;
    expect(agreement).toMatchObject({
      key: "staff",
      audience: ["governor", "pupil"],
      countersign: "all",
      countersignUntil: 16,
      order: "free",
      countersignPart: { fields: [{ label: "Signed", kind: "signature" }] },
    });
    expect(agreement?.statements).toHaveLength(3);
  });

  test("one with anything that the form has no field for is shown as it is written", () => {
    for (const text of [
      "::::agreement[T]{key=k shape=round}\n::::\n",
      "::::agreement[T]{key=k}\nLoose words.\n::::\n",
      "::::agreement[T]{key=k audience=wizards}\n::::\n",
    ]) {
      const [part] = readParts(text).parts;
      expect(part?.content).toEqual({ kind: "text", text: text.trimEnd() });
    }
  });
});

describe("what the buttons do", () => {
  const draft = readParts("---\ntitle: T\n---\n\n## 1. One\n\nA.\n\n- b\n\n## 2. Two\n");
  const changed = (change: Parameters<typeof changeParts>[1]) =>
    joinParts(changeParts(draft, change, true)).text;

  test("add, move and remove; document control stays where it is", () => {
    expect(changed({ do: "down", at: 2 })).toBe(
      "---\ntitle: T\n---\n\n## 1. One\n\n- b\n\nA.\n\n## 2. Two\n",
    );
    expect(changed({ do: "up", at: 1 })).toBe(joinParts(draft).text);
    expect(changed({ do: "remove", at: 0 })).toBe(joinParts(draft).text);
    expect(changed({ do: "remove", at: 3 })).toBe("---\ntitle: T\n---\n\n## 1. One\n\nA.\n\n## 2. Two\n");
    expect(changed({ do: "add", what: "text", at: 4 })).toContain("## 2. Two\n\nNew clause\n");
    expect(changed({ do: "remove", at: 99 })).toBe(joinParts(draft).text);
  });

  test("a new agreement and a new table can be read at once", () => {
    const more = changeParts(changeParts(draft, { do: "add", what: "agreement", at: 4 }, true), {
      do: "add",
      what: "table",
      at: 4,
    });
    const document = parseDocument(joinParts(more).text);
    expect(document.agreements.map(({ key }) => key)).toEqual(["agreement-1"]);
    expect(document.body.map(({ type }) => type)).toContain("table");
  });

  test("rows and columns", () => {
    const at = 0;
    const table = readParts("| A | B |\n| - | - |\n| 1 | 2 |\n");
    const text = (change: "row" | "column" | "remove-row" | "remove-column", place?: number) =>
      joinParts(changeParts(table, { do: change, at, ...(place === undefined ? {} : { place }) })).text;
    expect(text("row")).toBe("| A | B |\n| - | - |\n| 1 | 2 |\n|  |  |\n");
    expect(text("column", 0)).toBe("| A |  | B |\n| - | - | - |\n| 1 |  | 2 |\n");
    expect(text("remove-column", 0)).toBe("| B |\n| - |\n| 2 |\n");
    expect(text("remove-row", 0)).toBe("| A | B |\n| - | - |\n| 1 | 2 |\n");
    expect(text("remove-row", 1)).toBe("| A | B |\n| - | - |\n");
  });

  test("local wording gets other usual words wherever they stand", () => {
    const whole = readParts(WHOLE);
    expect(wordingsOf(whole.parts)).toEqual([{ name: "head", usual: "the head teacher", uses: 2 }]);
    const { variables } = parseDocument(joinParts(reword(whole, "head", "the [acting] head")).text);
    expect(variables).toEqual([{ name: "head", default: "the [acting] head" }]);
  });
});

describe("renumbering", () => {
  const numbered = (text: string) => joinParts(renumber(readParts(text)).draft).text;

  test("numbers follow the order, as deep and in the manner in which they were written", () => {
    expect(numbered("## 1.0 A\n\n1.1 x\n\n1.3 y\n\n## 3.0 B\n\n- 3.1 z\n- 3.1 z\n  - 3.1.4 q\n")).toBe(
      "## 1.0 A\n\n1.1 x\n\n1.2 y\n\n## 2.0 B\n\n- 2.1 z\n- 2.2 z\n  - 2.2.1 q\n",
    );
    expect(numbered("## 4. A\n\n## Loose\n\n## 6. B\n")).toBe("## 4. A\n\n## Loose\n\n## 5. B\n");
  });

  test("where only clauses have numbers, theirs say where a section begins", () => {
    expect(numbered("## A\n\n1.1 x\n\n1.2 x\n\n## B\n\n3.1 y\n\n3.3 y\n")).toBe(
      "## A\n\n1.1 x\n\n1.2 x\n\n## B\n\n2.1 y\n\n2.2 y\n",
    );
  });

  test("a clause that was moved takes the number of where it stands, and what cites it follows", () => {
    expect(
      numbered("## 1. A\n\n1.1 See section 2.2 and clause 1.1.\n\n2.2 moved\n\n## 2. B\n\n2.1 x\n"),
    ).toBe("## 1. A\n\n1.1 See section 1.2 and clause 1.1.\n\n1.2 moved\n\n## 2. B\n\n2.1 x\n");
  });

  test("what is in order stays byte for byte, and dates and times are no numbers", () => {
    expect(renumber(readParts(WHOLE)).changes).toEqual([]);
    const dates = "## 1. A\n\nAt 8.30 in the morning.\n\n2026 is a year.\n";
    expect(numbered(dates)).toBe(dates);
  });
});

describe("the form as it is posted without scripts", () => {
  /** Names and values as the editor's fields have them. */
  function formOf({ parts }: DraftParts): FormData {
    const form = new FormData();
    const put = (name: string, value: string) => form.append(name, value.replace(/\n/g, "\r\n"));
    parts.forEach(({ content }, index) => {
      const name = `part.${index}`;
      put(`${name}.kind`, content.kind);
      fieldsOf(content).forEach(([field, value]) => {
        put(`${name}.${field}`, value);
      });
    });
    return form;
  }
  function fieldsOf(content: PartContent): [string, string][] {
    const rows = (name: string, list: { label: string; kind: string }[]) =>
      [...list, { label: "", kind: "text" }].flatMap(({ label, kind }, index): [string, string][] => [
        [`${name}.${index}.label`, label],
        [`${name}.${index}.kind`, kind],
      ]);
    switch (content.kind) {
      case "control":
        return [
          ["title", content.title],
          ...[...content.rows, { label: "", value: "", field: "" }].flatMap(
            (row, index): [string, string][] => [
              [`row.${index}.label`, row.label],
              [`row.${index}.value`, row.value],
              [`row.${index}.field`, row.field],
            ],
          ),
        ];
      case "heading":
        return [
          ["text", content.text],
          ["depth", String(content.depth)],
        ];
      case "table":
      case "history":
        return content.rows.flatMap((row, at) =>
          row.map((cell, column): [string, string] => [`cell.${at}.${column}`, cell]),
        );
      case "agreement":
        return [
          ["key", content.key],
          ["title", content.title],
          ...content.audience.map((role): [string, string] => ["audience", role]),
          ...(content.wholeDocument ? [["whole", "on"] as [string, string]] : []),
          ["introduction", content.introduction],
          ["statements", content.statements],
          ["declaration", content.declaration],
          ["countersign", content.countersign],
          ["order", content.order],
          ["until", String(content.until)],
          ["parentDeclaration", content.parentDeclaration],
          ...rows("field", content.fields),
          ...rows("parentField", content.parentFields),
        ];
      default:
        return [["text", content.text]];
    }
  }

  test("what was not touched stays byte for byte", () => {
    const form = formOf(readParts(WHOLE));
    expect(joinParts(postedParts(form, WHOLE)).text).toBe(WHOLE);
    form.set("part.1.text", "Other words");
    const now = joinParts(postedParts(form, WHOLE)).text;
    expect(now).toBe(WHOLE.replace("## 1. Why we have this policy", "## Other words"));
  });

  test("a form made to keep the server busy is read soon", () => {
    const form = new FormData();
    for (let index = 0; index < 8_000; index += 1) form.append(`part.${index}.kind`, "text");
    for (let index = 0; index < 200_000; index += 1) form.append("a", "");
    const start = process.cpuUsage();
    expect(postedParts(form, null).parts).toHaveLength(8_000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1_000);
  });

  test("without the text that it was made from, it means the same", () => {
    const now = joinParts(postedParts(formOf(readParts(WHOLE)), null)).text;
    expect(printDocument(parseDocument(now))).toBe(printDocument(parseDocument(WHOLE)));
    expect(agreementIn(readParts(now), 1).countersign).toBe("one");
  });
});
