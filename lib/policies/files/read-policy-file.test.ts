import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pdfFile } from "#lib/testing/pdf-file.ts";
import { lists, paragraph, wordFile } from "#lib/testing/word-file.ts";
import { LARGEST_POLICY_FILE, policyFileBytes, readPolicyFile } from "./read-policy-file.ts";

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf8 = (text: string) => new TextEncoder().encode(text);
const refusal = (bytes: Uint8Array) =>
  readPolicyFile(bytes, "policy.docx").then(
    () => null,
    (error: unknown) => error as Error,
  );

async function expectRefused(bytes: Uint8Array, problem: string, says: RegExp) {
  const error = await refusal(bytes);
  expect(error).toMatchObject({ name: "PolicyFileError", problem });
  expect(error?.message).toMatch(/^policy\.docx [^\n]+\.$/);
  expect(error?.message).toMatch(says);
}

describe("text is read whatever it is called and however it is written", () => {
  const words = "Café “rules”\nfor everybody\n";
  test.each<[string, Uint8Array]>([
    ["UTF-8", utf8(words)],
    ["UTF-8 with a mark", utf8(`\uFEFF${words}`)],
    ["UTF-16 with a mark", utf16(`\uFEFF${words}`)],
    ["UTF-16 without one", utf16(words)],
    ["UTF-16 the other way round", new Uint8Array(Buffer.from(utf16(`\uFEFF${words}`)).swap16())],
    [
      "Windows-1252",
      Uint8Array.from([...words].map((one) => ({ é: 0xe9, "“": 0x93, "”": 0x94 })[one] ?? one.charCodeAt(0))),
    ],
    ["line ends of Windows", utf8(words.replaceAll("\n", "\r\n"))],
  ])("%s", async (_, bytes) => {
    expect(await readPolicyFile(bytes, "policy.docx")).toMatchObject({
      kind: "text",
      text: words,
      notes: [],
    });
  });

  test("a damaged letter is said, with its line", async () => {
    const bytes = Buffer.from("Café\n“rules” for the café\n“more”\n");
    const at = bytes.lastIndexOf("é");
    const { text, notes } = await readPolicyFile(
      Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
      "x",
    );
    expect(text).toContain("“rules” for the caf\uFFFD");
    expect(notes).toEqual([
      { what: "1 letter of the file can't be read and stand as \uFFFD", where: { line: 2 } },
    ]);
  });

  test("the hash is that of the bytes as they came", async () => {
    const { hash } = await readPolicyFile(utf8("abc"), "x");
    expect(hash).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect((await readPolicyFile(utf8("\uFEFFabc"), "x")).hash).not.toBe(hash);
  });
});

describe("what is neither Word, PDF nor text is said to be what it is", () => {
  const container = (name: string) =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(600),
        Buffer.from(name, "utf16le"),
      ]),
    );
  test.each<[string, Uint8Array, string, RegExp]>([
    ["nothing", new Uint8Array(), "empty", /is empty/],
    ["blank", utf8(" \n\t\n"), "empty", /no words/],
    ["too large", new Uint8Array(LARGEST_POLICY_FILE + 1).fill(65), "too-large", /larger than 10 MB/],
    ["Word with a password", container("EncryptedPackage"), "password", /password/],
    [
      "old Word",
      container("WordDocument"),
      "other-kind",
      /old Word document \(\.doc\).*save it as a Word document/,
    ],
    ["old Excel", container("Workbook"), "other-kind", /Excel/],
    ["rich text", utf8("{\\rtf1\\ansi words}"), "other-kind", /rich text file/],
    ["a web page", utf8("<!DOCTYPE html>\n<html><p>words</p></html>"), "other-kind", /web page/],
    [
      "Word in one XML file",
      utf8('<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:x/>'),
      "other-kind",
      /one XML file/,
    ],
    [
      "a picture",
      Uint8Array.from(Buffer.from("89504e470d0a1a0a0000000d4948445200000001000000010806000000", "hex")),
      "other-kind",
      /picture/,
    ],
    [
      "a packed file",
      Uint8Array.from(Buffer.from("1f8b0800000000000003010000ffff00000000", "hex")),
      "other-kind",
      /unpack it/,
    ],
    [
      "any bytes",
      Uint8Array.from({ length: 400 }, (_, index) => (index * 89) % 256),
      "other-kind",
      /is not a Word document/,
    ],
    ["text with zeros in it", utf8("text\u0000text and more"), "other-kind", /is not a Word document/],
    ["a locked PDF", pdfFile([{ words: [] }], { locked: true }), "password", /password/],
    ["a zip cut off", wordFile({ body: paragraph("x") }).slice(0, 300), "damaged", /damaged Word document/],
  ])("%s", (_, bytes, problem, says) => expectRefused(bytes, problem, says), 20_000);
});

test("what isn't there and what is a folder are refused", async () => {
  await expect(policyFileBytes(path.join(folder, "nothing.txt"))).rejects.toMatchObject({
    problem: "missing",
  });
  await expect(policyFileBytes(folder)).rejects.toMatchObject({ problem: "folder" });
  await writeFile(path.join(folder, "a.txt"), "words");
  expect(await policyFileBytes(path.join(folder, "a.txt"))).toHaveLength(5);
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "policy-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

// Within the reader's own limit of 10 seconds of work, that is: beyond it they would be refused.
describe("300 pages", () => {
  const sentence =
    "Everybody who borrows a tablet brings it back on the Friday of the same week, with its case.";
  test("of Word are read", async () => {
    const body = Array.from({ length: 300 }, (_, page) =>
      [paragraph(`Part ${page + 1}`, { list: [1, 0], bold: true })]
        .concat(Array.from({ length: 25 }, () => paragraph(`${sentence} ${sentence}`, { list: [1, 1] })))
        .join(""),
    ).join("");
    const file = wordFile({
      body,
      numbering: lists([
        ["decimal", "%1."],
        ["decimal", "%1.%2"],
      ]),
    });
    const { text } = await readPolicyFile(file, "long.docx");
    expect(text).toContain("## 300. Part 300");
    expect(text).toContain(`300.25 ${sentence}`);
  }, 30_000);

  test("of PDF are read", async () => {
    const pages = Array.from({ length: 300 }, (_, page) => ({
      words: Array.from({ length: 45 }, (_, line) => ({
        x: 72,
        y: 130 + line * 14,
        text: line === 0 ? `${page + 1}. Part` : sentence,
        bold: line === 0,
      })),
    }));
    const file = pdfFile(pages, { packed: true });
    const { text } = await readPolicyFile(file, "long.pdf");
    expect(text).toContain("300. Part");
  }, 30_000);
});

describe("a file that would take all memory or time", () => {
  /** Deflated bytes that unpack to `megabytes` of the same words again and again. */
  function bomb(words: string, megabytes: number): Buffer {
    const piece = Buffer.from(words.repeat(Math.ceil(2 ** 20 / words.length)));
    const packed = deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH });
    return Buffer.concat([
      Buffer.from([0x78, 0x9c]),
      ...Array<Buffer>(megabytes).fill(packed),
      deflateRawSync(""),
    ]);
  }
  const hostile = (stream: Buffer) => {
    const file = Buffer.from(pdfFile([{ words: [{ x: 72, y: 80, text: "THE-CONTENT" }] }]));
    const start = file.indexOf("<< /Length");
    const end = file.indexOf("endstream");
    const head = Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`);
    return new Uint8Array(
      Buffer.concat([file.subarray(0, start), head, stream, Buffer.from("\n"), file.subarray(end)]),
    );
  };

  test.each<[string, string]>([
    ["spaces", " "],
    ["words", "BT /F1 9 Tf 1 0 0 1 9 9 Tm (all work) Tj ET\n"],
  ])(
    "is given up within the limits: %s without end",
    async (_, words) => {
      const began = performance.now();
      const error = await refusal(hostile(bomb(words, 3000)));
      expect(performance.now() - began).toBeLessThan(20_000);
      expect(error).toMatchObject({ name: "PolicyFileError" });
      expect(["too-much", "too-long"]).toContain((error as { problem?: string } | null)?.problem);
    },
    40_000,
  );
});
