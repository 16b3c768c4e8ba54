import { clauseNumber, headingNumber } from "./numbers.ts";
import { type TextBlock, type TextItem, unmarked } from "./read-blocks.ts";
import { bareFieldOnLine, fieldsInRow, fieldsOnLine } from "./signature-fields.ts";

type Numbered = TextBlock & { kind: "numbered" };
type Heading = TextBlock & { kind: "heading" };

const APPENDIX = /^(appendix|appendices|annex|annexe|schedule)\s+([\dA-Z]{1,3}|[ivx]{1,4})\b/i;
/** Words that stand alone above a list and lead into it. */
const LEAD_WORDS =
  /^(please )?(do|don['’]?t|do not|dos|don['’]?ts|always|never|must|must not|should|should not|we will|we will not|i will|i will not|and|or|yes|no)$/i;
/** Who a part of a signature block is for: `Parent/carer`. */
const PARTY =
  /^((the|for|by|to be (completed|signed) by|pupils?|students?|child(ren)?|learners?|parents?|carers?|guardians?|staff|member|of|and|or|s|volunteers?|governors?|visitors?|head ?teacher|section|only)[\s/,'’&:()-]*)+$/i;

/**
 * Decides which lines are headings, and at what level: headings marked with #, numbered lines in the shape of
 * a title, appendices, and, in a text without # headings, short lines standing alone. What begins with a
 * number and isn't a heading becomes a clause or an item of a list.
 */
export function recogniseSections(blocks: TextBlock[]): TextBlock[] {
  const marked = blocks.filter((block) => block.kind === "heading").length >= 2;
  const resolved = resolveNumbered(blocks, marked);
  const titled = withAppendixTitles(resolved);
  const promoted = titled.map((block, index) => promote(block, titled, index, marked));
  return levelled(promoted);
}

function resolveNumbered(blocks: TextBlock[], marked: boolean): TextBlock[] {
  const out: TextBlock[] = [];
  let top = 0;
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index] as TextBlock;
    if (block.kind === "heading") {
      const { number } = headingNumber(block.text);
      if (number) top = Number.parseInt(number, 10);
    }
    const last = out.at(-1);
    if (block.kind !== "numbered") {
      if (block.kind === "list" && last?.kind === "list" && goesOn(last, block))
        last.items.push(...block.items);
      else out.push(block);
      continue;
    }
    const run = runFrom(blocks, index);
    if (run.length > 1) {
      if (!putUnder(last, run)) out.push(...asClauses(run));
      index += run.length - 1;
    } else if (!marked && isHeading(block, top)) {
      top = Number.parseInt(block.number, 10);
      const words = unmarked(block.text);
      out.push({
        kind: "heading",
        line: block.line,
        level: 0,
        number: block.number,
        text: `${block.number} ${words}`,
      });
    } else out.push(...asClauses([block]));
  }
  return out;
}

/** Puts `6.1.1`, `6.1.2` … under the item `6.1` of the list before them. */
function putUnder(list: TextBlock | undefined, run: Numbered[]): boolean {
  const item = list?.kind === "list" ? list.items.at(-1) : undefined;
  const number = item && clauseNumber(item.text).number;
  if (!item || !number || !run[0]?.number.startsWith(`${number}.`)) return false;
  item.items.push(
    ...run.map((one) => ({ line: one.line, text: `${one.number} ${one.text}`, items: one.items })),
  );
  return true;
}

/** Whether a list goes on with the numbers of the one before it. */
function goesOn(before: TextBlock & { kind: "list" }, list: TextBlock & { kind: "list" }): boolean {
  const [last, next] = [before.items.at(-1), list.items[0]].map(
    (item) => clauseNumber(item?.text ?? "").number,
  );
  return last !== null && next !== null && last !== undefined && next !== undefined && follows(last, next);
}

/** Numbered lines of one depth, each the next of the one before, with nothing between them. */
function runFrom(blocks: TextBlock[], from: number): Numbered[] {
  const run = [blocks[from] as Numbered];
  for (let index = from + 1; index < blocks.length; index += 1) {
    const next = blocks[index];
    if (next?.kind !== "numbered" || !follows((run.at(-1) as Numbered).number, next.number)) break;
    run.push(next);
  }
  return run;
}

function follows(before: string, after: string): boolean {
  const [first, second] = [parts(before), parts(after)];
  if (first.length !== second.length) return false;
  const last = first.length - 1;
  return (
    first.slice(0, last).join() === second.slice(0, last).join() &&
    ordinal(second[last]) === ordinal(first[last]) + 1
  );
}

function parts(number: string): string[] {
  const all = number.replace(/[().]+$|^\(/g, "").split(".");
  // "8.0" is section 8: what follows it is 9.0, and 8.1 stands in it.
  return all.length > 1 && all.at(-1) === "0" ? all.slice(0, -1) : all;
}

const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

function ordinal(part = ""): number {
  if (/^\d+$/.test(part)) return Number(part);
  return ROMAN.includes(part) && part !== "v" ? ROMAN.indexOf(part) + 1 : part.charCodeAt(0) - 96;
}

function isHeading(block: Numbered, top: number): boolean {
  const words = unmarked(block.text);
  if (!/^\d/.test(block.number) || block.items.length > 0 || !titleShape(words, 16)) return false;
  const first = Number.parseInt(block.number, 10);
  const deep = parts(block.number).length > 1;
  if (top === 0) return first <= 2;
  return deep ? first === top || first === top + 1 : first > top && first <= top + 3;
}

/** A line that could be a title: begins with a capital, no more than so many words, no end of a sentence. */
function titleShape(text: string, most: number): boolean {
  return (
    /^["“‘'(]?[\p{Lu}\d]/u.test(text) &&
    text.split(/\s+/).length <= most &&
    !/[.;,:!]["'”’]?$/.test(text) &&
    !/[_…]{2,}|\.{3,}/.test(text) &&
    !/(^|\s)I\s(will|am|have|agree|understand|must|know)\b/.test(text)
  );
}

function asClauses(run: Numbered[]): TextBlock[] {
  const first = run[0] as Numbered;
  const dotted = /^\d+\.\d/.test(first.number);
  if (dotted || (run.length === 1 && /^\d+$/.test(first.number))) {
    return run.flatMap((one): TextBlock[] => [
      { kind: "paragraph", line: one.line, text: `${one.number} ${one.text}`, apart: true },
      ...(one.items.length > 0
        ? [{ kind: "list" as const, line: one.line, ordered: false, start: 1, items: one.items }]
        : []),
    ]);
  }
  if (/^\d/.test(first.number)) {
    const items = run.map((one): TextItem => ({ line: one.line, text: one.text, items: one.items }));
    const start = Number.parseInt(first.number, 10);
    return [{ kind: "list", line: first.line, ordered: true, start, items }];
  }
  const items = run.map(
    (one): TextItem => ({ line: one.line, text: `${one.number} ${one.text}`, items: one.items }),
  );
  return [{ kind: "list", line: first.line, ordered: false, start: 1, items }];
}

function promote(block: TextBlock, blocks: TextBlock[], index: number, marked: boolean): TextBlock {
  if (block.kind !== "paragraph" || !block.apart) return block;
  const text = unmarked(block.text);
  const next = blocks[index + 1];
  const isBold = text !== block.text.trim();
  const appendix = APPENDIX.test(text) && text.split(/\s+/).length <= 25 && !/\.$/.test(text);
  const heading = (words: string): Heading => ({
    kind: "heading",
    line: block.line,
    level: 0,
    number: null,
    text: words,
  });
  if (appendix) return heading(text);
  if (!titleShape(text, 12) || next === undefined || LEAD_WORDS.test(text)) return block;
  if (/^\d/.test(text)) return isBold && headingNumber(text).number ? heading(text) : block;
  if (marked && !isBold) return block;
  if (marked && isBold && !followedByContent(next)) return block;
  if (fieldsOnLine([text]) || bareFieldOnLine(text) || /^sign(ed|ature)\b/i.test(text)) return block;
  if (PARTY.test(text) && startsWithField(next)) return block;
  if (opensList(blocks[index - 1]) && !isBold) return block;
  if (!followedByContent(next) && !titleLike(text)) return block;
  return heading(text);
}

/** `Appendix A` on one line and its title on the next are one heading. */
function withAppendixTitles(blocks: TextBlock[]): TextBlock[] {
  const out: TextBlock[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    const bare =
      last &&
      "text" in last &&
      /^(appendix|annexe?|schedule)\s+\w{1,4}\s*[:.–—-]?$/i.test(unmarked(last.text));
    const titles =
      block.kind === "paragraph" && titleShape(unmarked(block.text), 16) && !fieldsOnLine([block.text]);
    if (last && bare && titles && (last.kind === "paragraph" || last.kind === "heading")) {
      const name = unmarked(last.text).replace(/\s*[:.–—-]$/, "");
      out[out.length - 1] = {
        ...last,
        text: `${name}: ${unmarked(block.text)}`,
        ...("apart" in last ? { apart: true } : {}),
      };
    } else out.push(block);
  }
  return out;
}

/** Something that a heading stands over: prose, a list, a table, a heading below it. */
function followedByContent(next: TextBlock): boolean {
  if (next.kind !== "paragraph") return true;
  const text = unmarked(next.text);
  return (
    !titleShape(text, 12) || LEAD_WORDS.test(text) || fieldsOnLine([text]) !== null || APPENDIX.test(text)
  );
}

/** Mostly capitals: a heading whatever stands below it. */
function titleLike(text: string): boolean {
  const principal = text.split(/\s+/).filter((word) => /^\p{L}{4,}/u.test(word));
  return principal.length > 0 && principal.every((word) => /^\p{Lu}/u.test(word));
}

function opensList(before: TextBlock | undefined): boolean {
  return before?.kind === "paragraph" && /[:,;]$/.test(before.text) && !startsWithField(before);
}

function startsWithField(block: TextBlock): boolean {
  if (block.kind === "table") return block.rows.some((row) => fieldsInRow(row.cells) !== null);
  return block.kind === "paragraph" && (fieldsOnLine([block.text]) ?? bareFieldOnLine(block.text)) !== null;
}

/** Whether a line only says who the part below it is for. */
export function isPartyLine(text: string): boolean {
  const words = text.trim();
  return words.length <= 100 && words.split(/[\s/]+/).length <= 8 && PARTY.test(words);
}

/** Levels from 1: by number where there is one, else by the # marks, else below the numbered section. */
function levelled(blocks: TextBlock[]): TextBlock[] {
  const headings = blocks.filter((block): block is Heading => block.kind === "heading");
  const unnumberedMarks = headings.filter((one) => one.level > 0).map((one) => one.level);
  const highest = Math.min(...unnumberedMarks, 6);
  const numberedTitles = headings.filter((one) => headingNumber(one.text).number !== null);
  const capitals = numberedTitles.length > 0 && numberedTitles.every((one) => isCapitals(one.text));
  const unnumbered = headings.filter((one) => one.level === 0 && headingNumber(one.text).number === null);
  const mixed =
    numberedTitles.length === 0 &&
    unnumbered.some((one) => isCapitals(one.text)) &&
    !unnumbered.every((one) => isCapitals(one.text));
  let numberedLevel = 0;
  return blocks.map((block) => {
    if (block.kind !== "heading") return block;
    const { number } = headingNumber(block.text);
    let level: number;
    if (number) {
      level = parts(number).length;
      numberedLevel = level;
    } else if (APPENDIX.test(block.text)) {
      level = 1;
      numberedLevel = 1;
    } else if (block.level > 0) level = block.level - highest + 1;
    else if (mixed) level = isCapitals(block.text) ? 1 : 2;
    else if (capitals && isCapitals(block.text)) {
      level = 1;
      numberedLevel = 0;
    } else level = numberedLevel + 1;
    return { ...block, level: Math.min(level, 5), number };
  });
}

function isCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}
