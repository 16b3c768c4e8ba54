import { describe, expect, test } from "vitest";
import { type PdfPageGiven, type PdfWords, pdfFile } from "#lib/testing/pdf-file.ts";
import { readPdf } from "./read-pdf.ts";

const read = (...pages: PdfPageGiven[]) => readPdf(pdfFile(pages));
const column = (x: number, y: number, ...lines: string[]): PdfWords[] =>
  lines.map((text, index) => ({ x, y: y + index * 14, text }));

/** Two lines and a bit of one paragraph, as they fill a page from margin to margin. */
const PROSE = [
  "Everybody who borrows a tablet from the library brings it back on the Friday of the same",
  "week, with its charger and its case, and says at once when any of them has been damaged or",
  "lost.",
];

test("lines are one paragraph, sizes are headings, bold and bullets are told", async () => {
  const { text, notes, notPlaced } = await read({
    words: [
      { x: 72, y: 80, text: "Borrowed tablets policy", size: 20 },
      { x: 72, y: 120, text: "1. Lending", size: 14 },
      ...column(72, 145, ...PROSE),
      { x: 72, y: 200, text: "2. Rules", size: 14 },
      { x: 72, y: 225, text: "Important:", bold: true },
      { x: 130, y: 225, text: "nobody" },
      { x: 90, y: 250, text: "\u0095" },
      { x: 108, y: 250, text: "lends it on" },
      { x: 90, y: 266, text: "\u0095" },
      { x: 108, y: 266, text: "opens it" },
    ],
  });
  expect(text).toBe(
    [
      "# Borrowed tablets policy",
      "## 1. Lending",
      PROSE.join(" "),
      "## 2. Rules",
      "**Important:** nobody",
      "- lends it on\n- opens it\n",
    ].join("\n\n"),
  );
  expect([...notes, ...notPlaced]).toEqual([]);
});

test("headers, footers and page numbers are left out and said, and the sentence goes on over the page", async () => {
  const page = (number: number, lines: string[]): PdfPageGiven => ({
    words: [
      { x: 72, y: 40, text: "Hill Road School" },
      ...column(72, 80, ...lines),
      { x: 290, y: 800, text: `Page ${number} of 3` },
    ],
  });
  const { text, notPlaced } = await read(
    page(1, [PROSE[0] ?? ""]),
    page(2, [PROSE[1] ?? ""]),
    page(3, [PROSE[2] ?? "", "", "The end is near."]),
  );
  expect(text.split("\n")[0]).toBe(PROSE.join(" "));
  expect(text).not.toMatch(/Hill Road|Page/);
  expect(notPlaced).toEqual([
    { what: "Left out, because it stands at the edge of 3 pages: “Hill Road School”", where: { page: 1 } },
    { what: "Left out, because it stands at the edge of 3 pages: “Page 1 of 3”", where: { page: 1 } },
  ]);
});

test("two columns are read one after the other, below a line over both", async () => {
  const left = Array.from({ length: 12 }, (_, index) => `left column of the text, line ${index + 1} here`);
  const right = Array.from({ length: 12 }, (_, index) => `right column of the text, line ${index + 1} there`);
  const { text, notes } = await read({
    words: [
      { x: 72, y: 60, text: "A heading that goes over both of the columns of this page", size: 16 },
      // in the order of the lines, as some programs write them
      ...left.flatMap((line, index) => [
        { x: 72, y: 100 + index * 14, text: line },
        { x: 320, y: 100 + index * 14, text: right[index] ?? "" },
      ]),
    ],
  });
  const flat = text.replace(/\s+/g, " ");
  expect(flat).toContain(left.join(" "));
  expect(flat.indexOf("left column of the text, line 12")).toBeLessThan(
    flat.indexOf("right column of the text, line 1 "),
  );
  expect(notes[0]?.what).toMatch(/^1 page in two columns/);
});

test("words parted at the end of a line are put together, words with a hyphen keep it", async () => {
  const { text, notes } = await read({
    words: column(
      72,
      80,
      "Everybody who borrows a tablet is responsible for it, and the school keeps its own respon-",
      "sibility for what is on it. A pass-protected tablet stays locked, and so does any non-pass-",
      "protected one while nobody is near it, whatever the reason may be.",
    ),
  });
  expect(text).toContain("its own responsibility for");
  expect(text).toContain("non-pass-protected one");
  expect(notes.map((one) => one.what)).toEqual(["1 word parted at the end of a line put together again"]);
});

test("cells side by side are rows, with words that go on below them", async () => {
  const { text } = await read({
    words: [
      { x: 72, y: 80, text: "Approved by" },
      { x: 250, y: 80, text: "The trust board, on the fifth of" },
      { x: 250, y: 94, text: "May 2026" },
      { x: 72, y: 120, text: "Owner" },
      { x: 250, y: 120, text: "Network manager" },
      { x: 72, y: 160, text: "After the table." },
    ],
  });
  expect(text).toBe(
    "| Approved by | The trust board, on the fifth of May 2026 |\n| Owner | Network manager |\n\nAfter the table.\n",
  );
});

test("a table goes on over the page", async () => {
  const row = (y: number, date: string, what: string): PdfWords[] => [
    { x: 72, y, text: date },
    { x: 200, y, text: what },
  ];
  const { text } = await read(
    {
      words: [
        ...column(72, 300, "The end of the text."),
        ...row(700, "Date", "Change"),
        ...row(720, "May 2025", "First"),
      ],
    },
    { words: row(150, "May 2026", "Second") },
  );
  expect(text).toContain("| Date | Change |\n| May 2025 | First |\n| May 2026 | Second |\n");
});

test("links keep their address, also over a part of a line and when they lead nowhere", async () => {
  const { text } = await read({
    words: [{ x: 72, y: 80, text: "See our page about tablets, or the law." }],
    // widths of these words in this font
    links: [
      { x: 92, y: 80, width: 46, url: "https://example.org/tablets" },
      { x: 223, y: 80, width: 40, url: "#" },
    ],
  });
  expect(text).toContain("[our page](https://example.org/tablets)");
  expect(text).toContain("](#)");
});

test("a page without text and words that stand aslant are listed with their page", async () => {
  const { text, notPlaced } = await read(
    { words: column(72, 80, ...PROSE), raw: "\nBT /F1 60 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET" },
    { words: [] },
  );
  expect(text).toBe(`${PROSE.join(" ")}\n`);
  expect(notPlaced).toEqual([
    { what: "Words that stand aslant: “DRAFT”", where: { page: 1 } },
    { what: "A page without text: it is empty or a picture", where: { page: 2 } },
  ]);
});

describe("files that can't be read", () => {
  const words = { words: column(72, 80, ...PROSE) };
  test.each<[string, () => Uint8Array, string]>([
    ["locked", () => pdfFile([words], { locked: true }), "password"],
    ["of pictures", () => pdfFile([{ words: [] }, { words: [{ x: 20, y: 20, text: "Scan 1" }] }]), "no-text"],
    ["cut off", () => pdfFile([words]).slice(0, -60), "damaged"],
    ["with nothing in it", () => new TextEncoder().encode("%PDF-1.4\n%%EOF"), "damaged"],
  ])("one %s says so", async (_, make, problem) => {
    const error = await readPdf(make()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "FileProblem", problem });
    expect((error as Error).message).toMatch(/^(is|has) [^\n]+\.$/);
  });

  test("one that is damaged in a place is read, and that is said", async () => {
    const file = pdfFile([words, words], { packed: true });
    const at = Buffer.from(file).indexOf("stream\n") + 60;
    for (let index = at; index < at + 20; index += 1) file[index] = 0;
    const { notes } = await readPdf(file);
    expect(notes.map((one) => one.what).join()).toMatch(/damaged/);
  });
});
