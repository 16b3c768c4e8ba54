import { fieldOfLabel } from "./control-labels.ts";
import type { TextBlock, TextItem } from "./read-blocks.ts";
import { unmarked } from "./read-blocks.ts";
import { isHistoryTable } from "./recognise-history.ts";
import { parseReviewDate } from "./review-date.ts";
import type { ControlEntry } from "./types.ts";

export type FrontPage = { title: string | null; control: ControlEntry[]; rest: TextBlock[] };

const POLICY_WORDS =
  /\b(policy|policies|agreement|code|procedures?|guidance|guidelines|charter|rules|statement|protocol|contract|acceptable use|use of)\b/i;
const SCHOOL_NAME =
  /\b(school|academy|college|trust|federation|primary|infants?|juniors?|nursery|partnership)\b/i;
/** A line that is only the name of a school or trust, which stands over or under the title. */
const WHOSE = /\b(school|academy|college|trust|federation|nursery|partnership)$/i;
const NUMBERED_TITLE =
  /^(?:policy\s+)?(?:(?:no|number|ref)\.?\s*)?([A-Z]{0,5}[-/ ]?\d{1,4}(?:\.\d{1,3})*[a-z]?)\s*[–—:.-]\s*(\p{L}.*)$/iu;
const LABEL_WORDS =
  /^(date|next|last|of|the|for|policy|review(ed)?|approv(al|ed)|ratified|ratification|adopted|agreed|published|publication|issued?|implementation|effective|from|due|by|on|created|version|in|force|to|be)$/i;

/**
 * Finds the title and document control: what stands before the first section as label and value (`Owner: …`,
 * two cells of a row, `Agreed May 2021`), and tables whose first column are labels, wherever they stand.
 */
export function recogniseFrontPage(blocks: TextBlock[]): FrontPage {
  const { title, reference, rest: untitled } = takeTitle(blocks);
  const firstSection = untitled.findIndex((block) => block.kind === "heading" || block.kind === "numbered");
  const frontEnd = firstSection < 0 ? untitled.length : firstSection;
  const control: ControlEntry[] = reference
    ? [{ label: "Reference", value: reference, field: "reference" }]
    : [];
  const rest: TextBlock[] = [];
  let prose = false;
  untitled.forEach((block, index) => {
    if (index < frontEnd) {
      rest.push(...frontBlock(block, control, prose));
      prose ||= block.kind === "paragraph" && block.text.split(" ").length > 25;
    } else if (isControlTable(block)) rest.push(...frontBlock(block, control, true));
    else rest.push(block);
  });
  return { title, control, rest };
}

function takeTitle(blocks: TextBlock[]): {
  title: string | null;
  reference: string | null;
  rest: TextBlock[];
} {
  const marked = blocks.findIndex((block) => block.kind === "heading");
  const first = blocks[marked];
  const others = blocks.filter((block) => block.kind === "heading" && block.level === 1).length;
  const lines = leadingLines(blocks);
  const named =
    lines.find(({ text }) => POLICY_WORDS.test(text)) ?? lines.find(({ text }) => !SCHOOL_NAME.test(text));
  const useMarked = first?.kind === "heading" && first.level === 1 && others === 1;
  const useFirst =
    first?.kind === "heading" &&
    marked <= 3 &&
    !useMarked &&
    POLICY_WORDS.test(first.text) &&
    !/^\d/.test(first.text);
  const at = useMarked || (useFirst && !named) ? marked : (named?.index ?? -1);
  const found = blocks[at];
  if (!found || found.kind === "table" || found.kind === "list")
    return { title: null, reference: null, rest: blocks };
  const whole = unmarked(found.kind === "numbered" ? `${found.number} ${found.text}` : found.text);
  const numbered = NUMBERED_TITLE.exec(whole);
  const above = new Set(
    lines.filter(({ index, text }) => index < at || WHOSE.test(text)).map(({ index }) => index),
  );
  const rest = blocks
    .map((block, index) =>
      block.kind === "paragraph" && above.has(index) ? { ...block, apart: false } : block,
    )
    .filter((_, index) => index !== at);
  if (numbered?.[1] && numbered[2]) return { title: numbered[2].trim(), reference: numbered[1].trim(), rest };
  return { title: whole, reference: null, rest };
}

/** The short lines at the very top that are neither control nor prose. */
function leadingLines(blocks: TextBlock[]): { index: number; text: string }[] {
  const lines: { index: number; text: string }[] = [];
  for (const [index, block] of blocks.slice(0, 5).entries()) {
    if (block.kind === "table" || block.kind === "list") break;
    if (block.kind === "heading") break;
    const text = unmarked(block.kind === "numbered" ? `${block.number} ${block.text}` : block.text);
    if (text.split(/\s+/).length > 16 || /[.;:]$/.test(text)) break;
    if (controlLine(text) && !NUMBERED_TITLE.test(text)) break;
    if (block.kind === "numbered" && !NUMBERED_TITLE.test(text)) break;
    lines.push({ index, text });
  }
  return lines;
}

function frontBlock(block: TextBlock, control: ControlEntry[], prose: boolean): TextBlock[] {
  if (block.kind === "table") {
    if (isHistoryTable(block)) return [block];
    const rows = block.rows.filter((row) => {
      const entries = prose && !isControlTable(block) ? null : controlRow(row.cells);
      if (entries) control.push(...entries);
      return !entries;
    });
    return rows.length > 0 ? [{ ...block, rows }] : [];
  }
  if (prose) return [block];
  if (block.kind === "list") {
    const entries = block.items.map((item) => itemEntry(item));
    const known = entries.filter((entry) => entry?.field);
    if (known.length * 2 < block.items.length || known.length === 0) return [block];
    const items = block.items.filter((_, index) => {
      const entry = entries[index];
      if (entry) control.push(entry);
      return !entry;
    });
    return items.length > 0 ? [{ ...block, items }] : [];
  }
  if (block.kind !== "paragraph") return [block];
  const found = controlLine(unmarked(block.text));
  if (!found) return [block];
  control.push(found.entry);
  return found.before ? [{ ...block, text: found.before, apart: false }] : [];
}

function itemEntry(item: TextItem): ControlEntry | null {
  return item.items.length === 0 ? labelled(item.text) : null;
}

/** The control entries of one row of cells; null when it holds none. */
function controlRow(cells: string[]): ControlEntry[] | null {
  const filled = cells.map((cell) => unmarked(cell)).filter(Boolean);
  if (filled.length === 0) return null;
  const each = filled.map((cell) => labelled(cell) ?? flag(cell));
  if (each.every((entry) => entry !== null) && (filled.length > 1 || each[0]?.value))
    return each as ControlEntry[];
  const [label, ...values] = filled;
  if (!label || label.split(/\s+/).length > 8 || /[.;]$/.test(label) || /[•▪●]/.test(label)) return null;
  const named = withField(label, values.join(", "));
  if (values.length === 0) return flag(label) ? [named] : null;
  return [named];
}

function withField(label: string, value: string): ControlEntry {
  const bare = label.replace(/[\s:]+$/, "");
  const field = fieldOfLabel(bare);
  return field ? { label: bare, value, field } : { label: bare, value };
}

/** `Label: value`; null when the line is no such thing. */
function labelled(text: string): ControlEntry | null {
  const found = /^\**([^:*]{2,60}?)\**\s*:\**\s*(.+)$/s.exec(text.trim());
  if (!found?.[1] || !found[2]) return null;
  const [label, value] = [found[1].trim(), unmarked(found[2].trim())];
  if (label.split(/\s+/).length > 7 || value.split(/\s+/).length > 25 || !/^\p{L}/u.test(label)) return null;
  if (/^\/\/|[_…]{3,}/.test(value)) return null;
  return withField(label, value);
}

function flag(text: string): ControlEntry | null {
  return /^(non[- ]?)?statutory( policy)?$/i.test(text) ? withField(text, "") : null;
}

type ControlLine = { entry: ControlEntry; before: string };

/** A line of control in prose: `Owner: …`, `Agreed May 2021`, or the same after other words (`before`). */
function controlLine(text: string): ControlLine | null {
  if (text.length > 250) return null;
  const entry = labelled(text) ?? flag(text);
  if (entry && (entry.field || !/[.]$/.test(entry.value))) return { entry, before: "" };
  const words = text.split(/\s+/);
  if (words.length > 14 || /[.;:]$/.test(text)) return null;
  for (let split = 1; split < words.length; split += 1) {
    const date = words.slice(split).join(" ");
    if (parseReviewDate(date)?.precision === undefined || !isWholeDate(date)) continue;
    let start = split;
    while (start > 0 && LABEL_WORDS.test(words[start - 1] ?? "")) start -= 1;
    const label = words.slice(start, split).join(" ");
    if (label && fieldOfLabel(label))
      return { entry: withField(label, date), before: words.slice(0, start).join(" ") };
    return null;
  }
  return null;
}

function isWholeDate(text: string): boolean {
  return (
    /^[\s\d/.,’'–-]*(st|nd|rd|th)?[\s\d/.,’'–-]*(\p{L}+\.?)?(\s+term)?[\s\d/.,’'–-]*$/iu.test(text) &&
    text.split(/\s+/).length <= 4
  );
}

/** A table of two columns, the first of which are labels of document control. */
function isControlTable(block: TextBlock): boolean {
  if (block.kind !== "table" || block.rows.length < 2) return false;
  const rows = block.rows.map((row) => row.cells.filter(Boolean));
  const labels = rows.filter(
    (cells) => cells.length === 2 && fieldOfLabel(unmarked(cells[0] ?? "")) !== undefined,
  );
  return labels.length >= 2 && labels.length * 2 >= rows.length;
}
