import { expect, test } from "vitest";
import { pdfFile } from "#lib/testing/pdf-file.ts";
import { lists, paragraph, table, wordFile } from "#lib/testing/word-file.ts";
import { FileProblem } from "./policy-file-error.ts";
import { readApart } from "./read-apart.ts";
import type { ToRead } from "./reader-thread.ts";
import { tellKind } from "./tell-kind.ts";

const FILES = 1_000;

/** A series of numbers from 0 up to 1, the same for the same seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const numbering = lists([
  ["decimal", "%1."],
  ["decimal", "%1.%2"],
]);
const originals: Uint8Array[] = [
  wordFile({
    body: [
      paragraph("Tablets", { list: [1, 0], bold: true }),
      paragraph("A tablet is charged.", { list: [1, 1] }),
      table(["Owner", "Network manager"], ["Review date", "May 2027"]),
      paragraph("Signed: ____"),
    ].join(""),
    numbering,
  }),
  stored(),
  pdfFile([
    {
      words: [
        { x: 72, y: 80, text: "Tablets policy", size: 18 },
        { x: 72, y: 120, text: "A tablet is charged." },
      ],
    },
  ]),
  pdfFile(
    [1, 2, 3].map((page) => ({
      words: [
        { x: 72, y: 40, text: "School" },
        { x: 72, y: 120, text: `Page ${page} of the rules for tablets.` },
      ],
      links: [{ x: 72, y: 120, width: 50, url: "https://example.org" }],
    })),
    { packed: true },
  ),
  new TextEncoder().encode("# Tablets — the rules\n\nOwner: Zoë\n\n- charged\n- clean\n\nSigned: ____\n"),
];

/** The parts not packed, so that damage gets into the XML itself and not only into what unpacks it. */
function stored(): Uint8Array {
  return wordFile({ body: paragraph("Tablets are <w:r>lent</w:r>").repeat(4), numbering, level: 0 });
}

function damage(file: Uint8Array, next: () => number): Uint8Array {
  const at = () => Math.floor(next() * file.length);
  const copy = file.slice();
  const kind = next();
  if (kind < 0.15) return copy.slice(0, at());
  if (kind < 0.25) return copy.slice(at() % 64);
  if (kind < 0.35) {
    const from = at();
    return new Uint8Array(
      Buffer.concat([copy.subarray(0, from), copy.subarray(Math.min(copy.length, from + 1 + at() / 4))]),
    );
  }
  if (kind < 0.45) {
    const from = at();
    const part = copy.subarray(from, from + 200);
    return new Uint8Array(Buffer.concat([copy.subarray(0, from), part, part, copy.subarray(from)]));
  }
  if (kind < 0.5)
    return Uint8Array.from(copy, (byte, index) => (index < 8 ? byte : Math.floor(next() * 256)));
  const times = kind < 0.75 ? 1 : 1 + Math.floor(next() * 30);
  for (let time = 0; time < times; time += 1) copy[at()] = Math.floor(next() * 256);
  return copy;
}

test(`${FILES} damaged files are each read or refused with a sentence`, async () => {
  const next = random(20261122);
  const toRead: ToRead[] = [];
  const says: string[] = [];
  let read = 0;
  for (let index = 0; index < FILES; index += 1) {
    const original = originals[index % originals.length] as Uint8Array;
    const bytes = damage(original, next);
    if (bytes.length === 0) continue;
    try {
      const found = await tellKind(bytes);
      if (found.kind === "text") read += 1;
      else toRead.push({ kind: found.kind, bytes });
    } catch (error) {
      expect(error).toBeInstanceOf(FileProblem);
      says.push((error as Error).message);
    }
  }
  const began = performance.now();
  const answers = await readApart(toRead);
  expect(answers).toHaveLength(toRead.length);
  for (const answer of answers) {
    if (answer instanceof FileProblem) says.push(answer.message);
    else {
      expect(answer.text.trim()).not.toBe("");
      read += 1;
    }
  }
  for (const sentence of says) expect(sentence).toMatch(/^(is|has|takes|needs) [^\n]+\.$/);
  // Most of the damage is noticed; what is read all the same was hit where it does not matter.
  expect(says.length).toBeGreaterThan(FILES / 3);
  expect(read).toBeGreaterThan(FILES / 10);
  expect(performance.now() - began).toBeLessThan(60_000);
}, 90_000);
