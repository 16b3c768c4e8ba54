import { PolicyDocumentError } from "./types.ts";

/** Characters of the longest text that is brought in; a policy of 300 pages has about 800,000. */
export const LONGEST_TEXT = 1_000_000;
/** What is kept may be longer than what was brought in, because marks that are only words are escaped. */
export const LONGEST_KEPT_TEXT = 1_200_000;
/** Columns of the widest table. */
export const MOST_COLUMNS = 50;
/** `:::` lines that begin a part; an agreement has about five. */
const MOST_PARTS = 500;
/** Quotes and lists inside one another: beyond, reading takes minutes and the depth of the program's stack. */
const MOST_NESTED = 50;
/** The reading of a paragraph takes time with the square of its marks; this is about a second of it. */
const MOST_EFFORT = 4_000 ** 2;

const MARK = /\\[\s\S]|\*+|_+|~+|`+|[<[]/g;

/** How many marks of emphasis, links and code a text has, those that are escaped left out. */
export function countMarks(text: string): number {
  let count = 0;
  for (const [mark] of text.matchAll(MARK)) if (!mark.startsWith("\\")) count += 1;
  return count;
}

/** Throws PolicyDocumentError for a text that is longer than `most` characters. */
export function refuseLongText(text: string, most: number): void {
  if (text.length <= most) return;
  const number = (value: number) => value.toLocaleString("en-GB");
  throw new PolicyDocumentError(
    `This policy has ${number(text.length)} characters; at most ${number(most)} can be brought in. Leave out what isn't policy, or bring it in as two policies.`,
    1,
  );
}

/**
 * Throws PolicyDocumentError for a text in Countersign's format that no policy looks like and that would take
 * minutes to read: marks by the thousand in one paragraph, parts or quotes nested without end, very wide tables.
 */
export function refuseLaboriousText(text: string): void {
  refuseLongText(text, LONGEST_KEPT_TEXT);
  let effort = 0;
  let parts = 0;
  let marks = 0;
  let numbered = false;
  let inTable = false;
  let previous = "";
  let indents: number[] = [];
  text.split("\n").forEach((line, index) => {
    if (/^[\s>]*:{3,}\w/.test(line)) parts += 1;
    if (parts > MOST_PARTS)
      refuse(`A policy can have at most ${MOST_PARTS} parts that begin with :::.`, index);
    const opening = RULE.test(line) ? "" : (OPENING.exec(line)?.[0] ?? "");
    const opened = opening.match(OPENED)?.length ?? 0;
    indents = indentsAt(line, opened > 0, previous.trim() === "", indents);
    if (Math.max(0, indents.length - 1) + opened > MOST_NESTED)
      refuse(
        `There are too many ${opening.includes(">") ? "quotes" : "lists"} inside one another here.`,
        index,
      );
    if (/^[\s|:-]*-[\s|:-]*$/.test(line) && line.includes("|")) {
      if (columns(line) > MOST_COLUMNS) refuse(`A table can have at most ${MOST_COLUMNS} columns.`, index);
      inTable = columns(line) === columns(previous);
    }
    // A blank line, a list item or a row of a table begins anew; any other line goes on with its paragraph.
    const blank = line.trim() === "";
    const item = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\S/.exec(line);
    const bullet = item !== null && /^[-*+]/.test(line.trim());
    if (blank) inTable = false;
    if (blank || inTable || bullet || (item !== null && numbered)) marks = 0;
    if (blank || bullet) numbered = false;
    if (item !== null && !bullet && marks === 0) numbered = true;
    const more = blank ? 0 : countMarks(line) + 1;
    effort += (marks + more) ** 2 - marks ** 2;
    marks += more;
    if (effort > MOST_EFFORT)
      refuse("There are too many marks (such as *, _, [ and <) in this text to read it.", index);
    previous = line;
  });
}

/** A line across the page, however long, which looks like the beginnings of many lists. */
const RULE = /^[\s>]*([-*_])(?:[ \t]*\1)+\s*$/;
const OPENING = /^(?:[\s>]|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$))*/;
const OPENED = />|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$)/g;

/** How far the list items are indented that a line stands in, the outermost first. */
function indentsAt(line: string, isItem: boolean, apart: boolean, before: number[]): number[] {
  const words = line.trimStart();
  if (words === "" || (!isItem && !apart)) return before;
  const indent = line.length - words.length;
  const outer = before.filter((one) => one < indent);
  return isItem ? [...outer, indent] : outer;
}

function columns(line: string): number {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/).length;
}

function refuse(sentence: string, index: number): never {
  throw new PolicyDocumentError(sentence, index + 1);
}
