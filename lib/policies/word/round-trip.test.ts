import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import mammoth from "mammoth";
import { describe, expect, test } from "vitest";
import { bringInText } from "../document/bring-in-text.ts";
import { compareDocuments } from "../document/compare-documents.ts";
import { parseDocument } from "../document/parse-document.ts";
import { printDocument } from "../document/print-document.ts";
import { readWord } from "../files/read-word.ts";
import { writeWord } from "./write-word.ts";

const seeds = new URL("../../../../shared/seeds/", import.meta.url);
const present = existsSync(new URL("expected.json", seeds));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");

/** A text in the one form, downloaded as Word and read again. */
async function thereAndBack(text: string): Promise<string> {
  return readWord(new Uint8Array(await writeWord(parseDocument(text)))).text;
}

describe.skipIf(!present)("the five policies", () => {
  const names = present ? readdirSync(seeds).filter((name) => name.endsWith(".txt")) : ["none"];
  test.each(names)("%s comes back the same", async (name) => {
    const text = printDocument(bringInText(readFileSync(new URL(name, seeds), "utf8")).document);
    expect(await thereAndBack(text)).toBe(text);
  });
});

const EVERYTHING = `---
title: Tablets & laptops
control:
  - label: Policy number
    value: IT-4
  - label: Looked at by
    value: The bursar
    field: review
  - label: Review date
    value: not a date
    field: none
  - label: Statutory
    value: ""
---

Ask :local[the head teacher]{name=head} or **:local[the bursar]{name=bursar}** first, *not* :local[]{name=head}.

## 1. Scope

1.1 A *very **important*** ~~old~~ [rule](https://example.org/a?b=1&c=2) with \`code\`.\\
On the next line.

1. one

   still one
2. two
   - two a
   - two b
     1. deep
3. three

- apart

* another list

7. seven
8. eight

### 1.2 **Bold** words

> Somebody said this.
>
> And this.

| Device | For whom |
| - | - |
| Tablet | **Pupils** |
|  | Nobody |

***

\`\`\`
a
  b
\`\`\`

:::::agreement[Pupils’ agreement]{key=pupil-rules audience="pupil trainee" countersign=all countersign-until=16 order=free}
::::introduction
Read this.
::::

::::statements
I will:

- be kind
- be careful
::::

::::declaration
I agree.
::::

::::fields
::field[SIGNED]{kind=signature}

::field[Tutor Group]{kind=tutor-group}
::::

::::countersign
:::declaration
I am the parent of this child.
:::

:::fields
::field[Signed (parent)]{kind=signature}
:::
::::
:::::

:::agreement[Nothing more]{key=other}
:::

:::history
| Date | Change |
| - | - |
| 1 May | New |
| 2 May |  |
:::

:::related
- [Behaviour](https://example.org/b)
- Data protection
:::
`;
const everything = printDocument(parseDocument(EVERYTHING));

test("everything that a policy can hold comes back the same", async () => {
  expect(await thereAndBack(everything)).toBe(everything);
});

test("another reader of Word finds its headings, lists and tables", async () => {
  const buffer = Buffer.from(await writeWord(parseDocument(EVERYTHING)));
  const { value: html, messages } = await mammoth.convertToHtml({ buffer });
  expect(html).toContain("<h1>1. Scope</h1>");
  expect(html).toMatch(/<h2>1\.2 <strong>Bold<\/strong> words<\/h2>/);
  expect(html).toMatch(/<ol><li>one<\/li>/);
  expect(html).toMatch(/<td><p>Tutor Group<\/p><\/td>/);
  expect(messages.filter(({ type }) => type === "error")).toEqual([]);
});

/** The file with its main part changed, as somebody who edits it in Word would. */
async function edited(text: string, change: (xml: string) => string): Promise<string> {
  const parts = unzipSync(new Uint8Array(await writeWord(parseDocument(text))));
  const xml = strFromU8(parts["word/document.xml"] as Uint8Array);
  const changed = change(xml);
  expect(changed).not.toBe(xml);
  return readWord(zipSync({ ...parts, "word/document.xml": strToU8(changed) })).text;
}

test("a link leads nowhere in Word where it leads nowhere on the page, and the file opens whatever its title holds", async () => {
  const text = `---
title: "A\\u0001B"
---

[script](javascript:x), [file](file:///etc/passwd), [share](//server/share), [data](data:text/html,x),
[web](https://example.org/a), [mail](mailto:a@example.org), [ours](/p/trust/loans).

:::related
- [Loans](file://server/share)
:::
`;
  const files = unzipSync(new Uint8Array(await writeWord(parseDocument(text))));
  const partOf = (name: string) => strFromU8(files[name] as Uint8Array);
  const targets = [...partOf("word/_rels/document.xml.rels").matchAll(/hyperlink" Target="([^"]*)"/g)];
  expect(targets.map(([, target]) => target)).toEqual([
    "https://example.org/a",
    "mailto:a@example.org",
    "/p/trust/loans",
  ]);
  expect(partOf("docProps/core.xml")).toContain("<dc:title>AB</dc:title>");
  for (const words of ["script", "share", "Loans"]) expect(partOf("word/document.xml")).toContain(words);
});

describe("a file that was edited", () => {
  test("differs where it was edited and nowhere else", async () => {
    const back = await edited(everything, (xml) => xml.replace(">be careful<", ">be very careful<"));
    const changes = compareDocuments(parseDocument(everything), parseDocument(back));
    expect(changes.map(({ kind }) => kind)).toEqual(["reworded"]);
    expect(back).toBe(everything.replace("be careful", "be very careful"));
  });

  test("keeps who signs, and takes it when it was changed in its table", async () => {
    const back = await edited(everything, (xml) => xml.replace(">Trainees, Pupils<", ">Pupils, Governors<"));
    expect(parseDocument(back).agreements[0]?.audience).toEqual(["governor", "pupil"]);
  });

  test("is read as any other once the end of an agreement was taken out", async () => {
    const back = await edited(everything, (xml) => xml.replaceAll(">End of the agreement<", ">the end<"));
    const { document } = bringInText(back);
    expect(document.title).toBe("Tablets & laptops");
    expect(back).toContain("be careful");
    expect(back).toContain("I am the parent of this child.");
  });

  test("loses nothing that stands in a place of its own", async () => {
    const back = await edited(everything, (xml) =>
      xml.replace(">Fields to fill in<", ">Something else<").replace(">Change history<", ">Our history<"),
    );
    for (const words of ["SIGNED", "Tutor Group", "Something else", "Our history", "1 May"])
      expect(back).toContain(words);
  });
});

/*
 * Small differences that a Word file makes, and that the generated documents do without: code with a language, an
 * item or quotation that holds more than paragraphs and lists, a table of one column or with an empty row, links to
 * places other than web pages and e-mail addresses, characters that XML forbids, and which of two marks over the same
 * words stands inside the other.
 */
const word = fc.constantFrom(
  ...[
    "tablet",
    "Zoë",
    "I",
    "will",
    "*",
    "_",
    "1.",
    "#",
    "[x](y)",
    "`",
    "<b>",
    "&amp;",
    "|",
    ":::",
    "\\",
    "~~",
  ],
  ...["10:30", "“quoted”", "+", "-", "e.g.", ":local[a]{name=b}", "____", "https://example.org", "a@b.uk"],
);
const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
type Inline = Parameters<typeof printDocument>[0]["body"][number];
const text = phrase.map((value) => ({ type: "text", value }));
const inline = fc
  .array(
    fc.oneof(
      text,
      text.map((one) => ({ type: "strong", children: [one] })),
      text.map((one) => ({ type: "emphasis", children: [one] })),
      text.map((one) => ({ type: "emphasis", children: [{ type: "strong", children: [one] }] })),
      text.map((one) => ({ type: "link", url: "https://example.org/a", children: [one] })),
      fc.constant({ type: "localWording", name: "head", default: "the head" }),
      fc.constant({ type: "break" }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  // words between the marks, so that none stands inside another
  .map((marked) =>
    marked.flatMap((one) => [{ type: "text", value: "The " }, one, { type: "text", value: " so." }]),
  );
const paragraph = inline.map((children) => ({ type: "paragraph", children }));
const list: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  list: fc.record({
    type: fc.constant("list"),
    ordered: fc.boolean(),
    start: fc.integer({ min: 1, max: 12 }),
    spread: fc.constant(false),
    children: fc.array(
      fc
        .tuple(paragraph, fc.option(tie("list"), { depthSize: "small", maxDepth: 2 }))
        .map(([first, inner]) => ({
          type: "listItem",
          spread: false,
          children: inner ? [first, inner] : [first],
        })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
})).list;
const table = fc.array(fc.tuple(inline, inline), { minLength: 1, maxLength: 3 }).map((rows) => ({
  type: "table",
  children: rows.map((cells) => ({
    type: "tableRow",
    children: cells.map((children) => ({
      type: "tableCell",
      children: children.filter((one) => one.type !== "break"),
    })),
  })),
}));
const heading = fc
  .tuple(fc.integer({ min: 2, max: 6 }), text)
  .map(([depth, one]) => ({ type: "heading", depth, children: [one] }));
const blocks = fc.array(fc.oneof(paragraph, list, table), { maxLength: 4 });
const body = fc.array(fc.oneof(heading, paragraph, list, table), { minLength: 1, maxLength: 6 });
const label = fc.constantFrom("SIGNED", "Name", "Date: ", "Owner", "Review date", "Anything at all");
const fields = fc.array(
  fc.record({ label: label.map((one) => one.trim()), kind: fc.constantFrom("name", "signature", "text") }),
  { maxLength: 3 },
);
const generated = fc
  .record({
    title: fc.option(phrase),
    control: fc.array(
      fc.record({ label, value: phrase, field: fc.constantFrom(undefined, "owner", "review") }),
      { maxLength: 3 },
    ),
    body,
    introduction: blocks,
    statements: blocks,
    declaration: blocks,
    fields,
    part: fc.option(fc.record({ declaration: blocks, fields })),
    rows: fc.array(fc.tuple(phrase, phrase), { maxLength: 3 }),
    related: fc.array(phrase, { maxLength: 3 }),
    audience: fc.subarray(["staff", "governor", "pupil"] as const),
  })
  .map((made) => ({
    title: made.title,
    control: made.control.map(({ field, ...row }) => (field ? { ...row, field } : row)),
    body: [
      ...made.body,
      { type: "agreementPlace", key: "only" },
      { type: "historyPlace" },
      { type: "relatedPlace" },
    ] as Inline[],
    agreements: [
      {
        key: "only",
        title: "Agreement",
        audience: [...made.audience],
        countersign: made.part ? "one" : "none",
        countersignUntil: 18,
        order: "pupil-first",
        wholeDocument: false,
        introduction: made.introduction,
        statements: made.statements,
        declaration: made.declaration,
        fields: made.fields,
        countersignPart: made.part,
      },
    ],
    history: { columns: ["Date", "Change"], rows: made.rows },
    related: made.related.map((one) => ({ label: one })),
    variables: [],
  }));

test("any policy comes back the same", async () => {
  await fc.assert(
    fc.asyncProperty(generated, async (made) => {
      const text = printDocument(parseDocument(printDocument(made as never)));
      expect(await thereAndBack(text)).toBe(text);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 12) },
  );
}, 60_000);
