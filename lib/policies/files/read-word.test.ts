import { Document, HeadingLevel, LevelFormat, Packer, Paragraph, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { inspect } from "#lib/policies/document/inspect-document.ts";
import { lists, paragraph as p, run, table, type WordParts, wordFile } from "#lib/testing/word-file.ts";
import { readWord } from "./read-word.ts";

const read = (parts: WordParts) => readWord(wordFile(parts));
const linesOf = (parts: WordParts) =>
  read(parts)
    .text.split("\n")
    .filter((line) => line !== "");

const decimal = lists([
  ["decimal", "%1."],
  ["decimal", "%1.%2"],
  ["lowerLetter", "(%3)"],
  ["lowerRoman", "%4."],
]);

describe("numbers that Word writes by itself come out as they stand on the page", () => {
  test("headings, clauses and lists below them", () => {
    const body = [
      p("Devices", { list: [1, 0], bold: true }),
      p("A device is charged overnight.", { list: [1, 1] }),
      p("A device stays in its case:", { list: [1, 1] }),
      p("in lessons", { list: [1, 2] }),
      p("on the bus", { list: [1, 2] }),
      p("even a short one", { list: [1, 3] }),
      p("Accounts", { list: [1, 0], bold: true }),
      p("Nobody lends an account.", { list: [1, 1] }),
    ].join("");
    expect(linesOf({ body, numbering: decimal })).toEqual([
      "## 1. Devices",
      "1.1 A device is charged overnight.",
      "1.2 A device stays in its case:",
      "- (a) in lessons",
      "- (b) on the bus",
      "  - i. even a short one",
      "## 2. Accounts",
      "2.1 Nobody lends an account.",
    ]);
  });

  test("an empty numbered paragraph is counted, a list of its own begins anew, and one that goes on goes on", () => {
    const numbering = `${lists([["decimal", "%1)"]], [["upperRoman", "%1."]])}
      <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`;
    const body = [
      p("one", { list: [1, 0] }),
      p("", { list: [1, 0] }),
      p("three", { list: [1, 0] }),
      p("Words between."),
      p("four", { list: [1, 0] }),
      p("first", { list: [2, 0] }),
      p("fifth", { list: [3, 0] }),
      p("not numbered", { list: [0, 0] }),
    ].join("");
    expect(linesOf({ body, numbering })).toEqual([
      "1) one",
      "3) three",
      "Words between.",
      "4) four",
      "- I. first",
      "5) fifth",
      "not numbered",
    ]);
  });

  test("a style gives its paragraphs their numbers, as headings have them", () => {
    const styles = `<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:basedOn w:val="Kop1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>`;
    const numbering = lists([
      ["decimal", "Section %1:"],
      ["decimal", "%1.%2", '<w:pStyle w:val="Kop2"/>'],
    ]);
    const body =
      p("Phones", { style: "Kop1" }) + p("At school", { style: "Kop2" }) + p("Tablets", { style: "Kop1" });
    expect(linesOf({ body, styles, numbering })).toEqual([
      "# Section 1: Phones",
      "## 1.1 At school",
      "# Section 2: Tablets",
    ]);
  });

  test("lists nested by the ruler are nested", () => {
    const bullets = lists([["bullet", "•"]]);
    const body = [
      p("outer", { list: [1, 0] }),
      p("inner", { list: [1, 0], left: 1440 }),
      p("outer again", { list: [1, 0] }),
    ].join("");
    expect(linesOf({ body, numbering: bullets })).toEqual(["- outer", "  - inner", "- outer again"]);
  });
});

describe("what isn't plain words", () => {
  test("tracked changes are taken as accepted and counted", () => {
    const body =
      p(
        `${run("Phones are ")}<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del><w:ins w:id="2">${run("always")}</w:ins>${run(" put away.")}`,
      ) +
      `<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>${run("One sentence ")}</w:p>` +
      p("made of two paragraphs.");
    const { text, notes } = read({ body });
    expect(text).toBe("Phones are always put away.\n\nOne sentence made of two paragraphs.\n");
    expect(notes).toEqual([
      { what: "Tracked changes were taken as accepted: 1 insertion, 1 deletion", where: null },
    ]);
  });

  test("comments, hidden words and what is embedded are listed with their line", () => {
    const comments = `<w:comment w:id="7" w:author="Ada Clark">${p("Is this still so?")}</w:comment>`;
    const body =
      p("First.") +
      p(
        `${run("Second.")}<w:r><w:commentReference w:id="7"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r>`,
      );
    const { text, notPlaced } = read({ body, comments });
    expect(text).toBe("First.\n\nSecond.\n");
    expect(notPlaced).toEqual(
      [
        { what: "Hidden text: “Secret”", where: { line: 3 } },
        { what: "Comment by Ada Clark: “Is this still so?”", where: { line: 3 } },
      ].toReversed(),
    );
  });

  test("a text box's words are kept once, below its paragraph", () => {
    const box = p("Ask before you borrow.");
    const body =
      p(
        `${run("Tablets are lent.")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx><w:txbxContent>${box}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${box}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ) + p("They come back on Friday.");
    const { text, notes } = read({ body });
    expect(text).toBe("Tablets are lent.\n\nAsk before you borrow.\n\nThey come back on Friday.\n");
    expect(notes[0]?.where).toEqual({ line: 3 });
    expect(notes[0]?.what).toMatch(/text box.*Ask before you borrow/);
  });

  test("pictures are listed with their alternative text, footnotes come after the text", () => {
    const picture = `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="The school's crest"/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
    const footnotes = `<w:footnote w:id="2">${p("In force since May.")}</w:footnote>`;
    const body =
      p(picture) + p(`${run("The rule")}<w:r><w:footnoteReference w:id="2"/></w:r>${run(" holds.")}`);
    const { text, notPlaced, notes } = read({ body, footnotes });
    expect(notPlaced).toEqual([{ what: "A picture described as “The school's crest”", where: { line: 1 } }]);
    expect(text).toContain("The rule (note 1) holds.");
    expect(text).toMatch(/# Notes\n\nNote 1: In force since May\.\n$/);
    expect(notes[0]?.what).toMatch(/^1 footnote put after the text/);
  });

  test("links keep their address, one without any is kept as such, one to a drive is listed", () => {
    const link = (id: string, words: string) => `<w:hyperlink r:id="${id}">${run(words)}</w:hyperlink>`;
    const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("the field")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const body = p(
      `${link("a", "our page")}${run(", ")}${link("none", "nowhere")}${run(", ")}${link("drive", "the drive")}${run(", ")}${field}${run(".")}`,
    );
    const { text, notPlaced } = read({
      body,
      links: { a: "https://example.org/a?x=1&amp;y=(2)", drive: "file:///S:/policies/old.doc" },
    });
    expect(text).toBe(
      "[our page](https://example.org/a?x=1&y=%282%29), [nowhere](#), the drive, [the field](https://example.org/b).\n",
    );
    expect(notPlaced[0]?.what).toMatch(/leads to no web page: “file:\/\/\/S:\/policies\/old\.doc”/);
  });

  test("what looks like a mark or like HTML stays words", () => {
    const { text } = read({
      body: p("# Not a heading *at all*, &lt;script&gt;alert(1)&lt;/script&gt; and a_b_c: ____"),
    });
    expect(text).toBe("\\# Not a heading \\*at all\\*, &lt;script>alert(1)&lt;/script> and a_b_c: ____\n");
    const found = inspect(`${text}\nMore words.\n`, { today: "2026-11-22" });
    expect(JSON.stringify(found)).not.toContain("<b>");
  });
});

describe("tables", () => {
  test("rows keep their cells; merged ones leave empty cells beside them; lists in a cell keep their bullets", () => {
    const wide = `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p("Over both")}</w:tc>`;
    const cell = `<w:tc>${p("one", { list: [1, 0] })}${p("two", { list: [1, 0] })}</w:tc>`;
    const body = `<w:tbl><w:tr>${wide}</w:tr><w:tr><w:tc>${p("Label")}</w:tc>${cell}</w:tr></w:tbl>`;
    const { text, notes } = read({ body, numbering: lists([["bullet", "•"]]) });
    expect(text).toBe("| Over both |  |\n| Label | • one • two |\n");
    expect(notes).toEqual([
      {
        what: "Merged cells: their words stand in the first of them, the others are empty",
        where: { line: 1 },
      },
    ]);
  });

  test("a table in a table keeps its words in the cell, a frame of one cell is no table", () => {
    const body =
      table(["Who", table(["Head", "Mrs Obi"], ["Clerk", "Mr Lee"])]) +
      table([p("In a frame.") + p("Twice.")]);
    const { text, notes } = read({ body });
    expect(text).toBe("| Who | Head, Mrs Obi; Clerk, Mr Lee |\n\nIn a frame.\n\nTwice.\n");
    expect(notes.map((one) => one.what)).toEqual(["A table inside a table: its words stand in one cell"]);
  });
});

test("a table that holds sections is read cell by cell, and that is said", () => {
  const styles = `<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>`;
  const cell = (title: string) => p(title, { style: "H1" }) + p("Some words.") + p("More words.");
  const { text, notes } = read({ body: table([cell("Left"), cell("Right")]), styles });
  expect(text).toBe("# Left\n\nSome words.\n\nMore words.\n\n# Right\n\nSome words.\n\nMore words.\n");
  expect(notes).toEqual([
    { what: "A table that holds whole sections was read cell by cell", where: { line: 1 } },
  ]);
});

test("what was moved stands where it went, a deleted row is gone, words struck through by hand are said", () => {
  const body =
    p(`<w:moveFrom w:id="1"><w:r><w:t>Moved.</w:t></w:r></w:moveFrom>${run("First.")}`) +
    p(`<w:moveTo w:id="2">${run("Moved.")}</w:moveTo>`) +
    `<w:tbl><w:tr><w:tc>${p("a")}</w:tc><w:tc>${p("b")}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="3"/></w:trPr><w:tc>${p("c")}</w:tc><w:tc>${p("d")}</w:tc></w:tr></w:tbl>` +
    p("<w:r><w:rPr><w:strike/></w:rPr><w:t>Old rule.</w:t></w:r>");
  const { text, notes } = read({ body });
  expect(text).toBe("First.\n\nMoved.\n\n| a | b |\n\nOld rule.\n");
  expect(notes).toEqual([
    { what: "Tracked changes were taken as accepted: 0 insertions, 1 deletion and 1 move", where: null },
    { what: "Words that are struck through were kept: “Old rule.”", where: { line: 7 } },
  ]);
});

test("headers of the pages are listed once, page numbers aren't", () => {
  const { notPlaced } = read({ body: p("Words."), header: p("Hill Road School") + p("Page 1 of 9") });
  expect(notPlaced).toEqual([{ what: "Header of the pages: “Hill Road School Page 1 of 9”", where: null }]);
  expect(read({ body: p("Words."), header: p("Page 1 of 9") }).notPlaced).toEqual([]);
});

test("a file that names its parts' elements otherwise reads the same", () => {
  const file = unzipSync(wordFile({ body: p("Words.", { bold: true }) }));
  const source = strFromU8(file["word/document.xml"] ?? new Uint8Array());
  const other = source
    .replaceAll("xmlns:w=", "xmlns:ns0=")
    .replaceAll(/(<\/?)w:/g, "$1ns0:")
    .replaceAll(" w:", " ns0:");
  expect(readWord(zipSync({ ...file, "word/document.xml": strToU8(other) })).text).toBe("**Words.**\n");
});

test("a document written by a program: headings, control, agreement and related policies are found", async () => {
  const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
    new Paragraph({ text, heading: level });
  const plain = (text: string) => new Paragraph({ text });
  const numbered = (text: string, level: number) =>
    new Paragraph({ text, numbering: { reference: "clauses", level } });
  const document = new Document({
    numbering: {
      config: [
        {
          reference: "clauses",
          levels: [
            { level: 0, format: LevelFormat.DECIMAL, text: "%1.", style: { run: { bold: true } } },
            { level: 1, format: LevelFormat.DECIMAL, text: "%1.%2" },
          ],
        },
      ],
    },
    sections: [
      {
        children: [
          heading("Borrowed tablets policy", HeadingLevel.TITLE),
          plain("Owner: Network manager"),
          plain("Review date: May 2027"),
          heading("1. Lending", HeadingLevel.HEADING_1),
          numbered("Top", 0),
          numbered("A tablet is lent for a term.", 1),
          numbered("It comes back clean.", 1),
          heading("Agreement for pupils", HeadingLevel.HEADING_1),
          plain("I will not:"),
          new Paragraph({ text: "lend it on", bullet: { level: 0 } }),
          new Paragraph({ text: "draw on it", bullet: { level: 0 } }),
          new Paragraph({
            children: [
              new TextRun("I have read this and "),
              new TextRun({ text: "agree", bold: true }),
              new TextRun(" to it."),
            ],
          }),
          plain("Name of pupil: ________"),
          plain("Signed: ________"),
          plain("Date: ________"),
        ],
      },
    ],
  });
  const { text } = readWord(new Uint8Array(await Packer.toBuffer(document)));
  const found = inspect(text, { today: "2026-11-22" });
  expect(found.title).toBe("Borrowed tablets policy");
  expect(found.review?.lastDay).toBe("2027-05-31");
  expect(found.sections.map((one) => `${one.number} ${one.title}`)).toContain("1 Lending");
  expect(text).toContain("1.1 A tablet is lent for a term.");
  expect(found.agreements).toMatchObject([
    {
      audience: ["pupil"],
      statements: [
        { text: "lend it on", leadIn: "I will not:" },
        { text: "draw on it", leadIn: "I will not:" },
      ],
      declaration: "I have read this and agree to it.",
      fields: [{ kind: "name" }, { kind: "signature" }, { kind: "date" }],
    },
  ]);
});

describe("files that aren't whole Word documents", () => {
  const whole = wordFile({ body: p("Words.") });
  test.each<[string, () => Uint8Array, string]>([
    ["cut off", () => whole.slice(0, whole.length - 40), "damaged"],
    ["with a wrong checksum", changed, "damaged"],
    ["without its text", () => wordFile({ body: "" }), "no-text"],
    ["with empty paragraphs only", () => wordFile({ body: p("") }), "empty"],
    [
      "a bomb",
      () => wordFile({ body: p("x"), more: { "word/media/a.bin": new Uint8Array(8_000_000) } }),
      "too-much",
    ],
    [
      "with two parts of one name",
      () => renamed(wordFile({ body: p("x"), more: { "word/documenu.xml": new Uint8Array(9) } })),
      "damaged",
    ],
    ["with entities of its own", () => wordFile({ body: p("<w:r><w:t>&boom;</w:t></w:r>") }), "damaged"],
    ["a workbook", () => zipOf("xl/workbook.xml"), "other-kind"],
    [
      "an OpenDocument text",
      () => zipOf("mimetype", "application/vnd.oasis.opendocument.text"),
      "other-kind",
    ],
    ["Apple Pages", () => zipOf("Index/Document.iwa"), "other-kind"],
    ["any folder", () => zipOf("notes.txt"), "other-kind"],
    ["nested without end", () => wordFile({ body: "<w:sdt><w:sdtContent>".repeat(5000) }), "damaged"],
  ])("one %s says what is wrong", (_, make, problem) => {
    let error: unknown;
    try {
      readWord(make());
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: "FileProblem", problem });
    expect((error as Error).message).toMatch(/^(is|has) [^\n]+\.$/);
  });
});

/** One letter of the text is another one: it unpacks as well as before, to other words. */
function changed(): Uint8Array {
  const file = wordFile({ body: p("Phones are allowed."), level: 0 });
  const at = Buffer.from(file).indexOf("allowed");
  file.set(Buffer.from("refused"), at);
  return file;
}

function renamed(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString("latin1").replaceAll("word/documenu.xml", "word/document.xml");
  return new Uint8Array(Buffer.from(text, "latin1"));
}

function zipOf(name: string, content = ""): Uint8Array {
  return zipSync({ [name]: strToU8(content) });
}
