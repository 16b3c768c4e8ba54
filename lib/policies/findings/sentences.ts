import type { Found, Passage, Severity } from "./types.ts";

/** A sentence of a passage, and where in it that begins. */
export type Sentence = { text: string; start: number };

/** Splits at full stops, question marks and semicolons that a space follows; `e.g. this` and `No. 4` stay whole. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?;]["'”’)]?\s+(?=[\p{Lu}\d"'“‘([])/gu)) {
    const next = end.index + end[0].length;
    if (/\b(?:e\.g|i\.e|no|para|mr|mrs|ms|dr|etc|vs|cf)\.\s*$/i.test(text.slice(start, next).slice(-8)))
      continue;
    sentences.push({ text: text.slice(start, next).trimEnd(), start });
    start = next;
  }
  if (start < text.length) sentences.push({ text: text.slice(start), start });
  return sentences;
}

/** A finding at a place of a passage. */
export function foundAt(passage: Passage, offset: number, severity: Severity, message: string): Found {
  return { severity, line: passage.lineAt(offset), anchor: passage.anchor, message };
}

/** Words of a text to be quoted in a message, cut short where they are long. */
export function quoted(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return `“${plain.length > 90 ? `${plain.slice(0, 87).trimEnd()}…` : plain}”`;
}

/** `a, b and c` */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
