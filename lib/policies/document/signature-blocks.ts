import type { TextBlock } from "./read-blocks.ts";
import { isPartyLine } from "./recognise-sections.ts";
import { bareFieldOnLine, fieldsInRow, fieldsOnLine } from "./signature-fields.ts";
import type { AgreementField } from "./types.ts";

/** A signature block: where it stands (`from` up to, not including, `to`), and what is filled in and by whom. */
export type SignatureBlock = {
  from: number;
  to: number;
  own: AgreementField[];
  parent: { fields: AgreementField[]; words: TextBlock[] } | null;
  /** What stands inside the block before the signatory's own signature. */
  words: TextBlock[];
};

type Line =
  | { kind: "fields"; fields: AgreementField[]; bare: boolean }
  | { kind: "words"; block: TextBlock; text: string }
  | { kind: "other" };

const PARENT = /\b(parents?|carers?|guardians?)\b/i;
const OWN = /\b(pupil|student|child|learner|staff|employee|volunteer|governor|visitor|member)\b/i;

/** Tables that hold fields come apart into rows, so that each line of a signature block is a block of its own. */
export function splitSignatureTables(blocks: TextBlock[]): TextBlock[] {
  return blocks.flatMap((block): TextBlock[] => {
    if (block.kind !== "table") return [block];
    const signs = block.rows.some((row) =>
      fieldsInRow(row.cells)?.some((field) => field.kind === "signature"),
    );
    if (!signs) return [block];
    return block.rows.flatMap(({ line, cells }): TextBlock[] => {
      if (fieldsInRow(cells)) return [{ kind: "table", line, rows: [{ line, cells }] }];
      const text = cells.filter(Boolean).join(" ");
      return text ? [{ kind: "paragraph", line, text, apart: false }] : [];
    });
  });
}

/** Finds every signature block: field lines in a row, at least one of them for a signature. */
export function signatureBlocks(blocks: TextBlock[]): SignatureBlock[] {
  const found: SignatureBlock[] = [];
  for (let index = 0; index < blocks.length; index += 1) {
    if (lineOf(blocks[index]).kind !== "fields") continue;
    const to = endOf(blocks, index);
    const made = build(blocks, index, to);
    if (made) {
      found.push(made);
      index = to - 1;
    }
  }
  return found;
}

/** The fields of a line standing by itself, such as `Name of pupil:` above the statements; null otherwise. */
export function fieldLine(block: TextBlock | undefined): AgreementField[] | null {
  const line = lineOf(block);
  if (line.kind !== "fields" || line.bare || line.fields.every((field) => field.kind === "text")) return null;
  return line.fields;
}

function lineOf(block: TextBlock | undefined): Line {
  if (block?.kind === "table" && block.rows.length === 1) {
    const fields = fieldsInRow(block.rows[0]?.cells ?? []);
    return fields ? { kind: "fields", fields, bare: false } : { kind: "other" };
  }
  if (block?.kind === "heading" && block.number === null && isPartyLine(block.text))
    return { kind: "words", block, text: block.text };
  if (block?.kind !== "paragraph") return { kind: "other" };
  const fields = fieldsOnLine([block.text]);
  if (fields) return { kind: "fields", fields, bare: false };
  const bare = bareFieldOnLine(block.text);
  if (bare) return { kind: "fields", fields: [bare], bare: true };
  return { kind: "words", block, text: block.text };
}

/** Words between fields belong to the block when they are about the parent or say who the next lines are for. */
function endOf(blocks: TextBlock[], from: number): number {
  let end = from;
  let index = from;
  while (index < blocks.length) {
    const line = lineOf(blocks[index]);
    if (line.kind === "fields") end = index + 1;
    else if (line.kind === "other" || index - end >= 3) break;
    else if (!isPartyLine(line.text) && !PARENT.test(line.text) && !aboutChild(line.text) && index === end)
      break;
    index += 1;
  }
  return end;
}

function aboutChild(text: string): boolean {
  return /\bmy (child|son|daughter)/i.test(text);
}

function build(blocks: TextBlock[], from: number, to: number): SignatureBlock | null {
  const own: AgreementField[] = [];
  const words: TextBlock[] = [];
  const parent: { fields: AgreementField[]; words: TextBlock[] } = { fields: [], words: [] };
  let party: "own" | "parent" = "own";
  for (const block of blocks.slice(from, to)) {
    const line = lineOf(block);
    if (line.kind === "words") {
      if (PARENT.test(line.text) || aboutChild(line.text)) party = "parent";
      else if (OWN.test(line.text)) party = "own";
      if (!isPartyLine(line.text)) (party === "parent" ? parent.words : words).push(line.block);
    } else if (line.kind === "fields") {
      for (const field of line.fields) {
        if (PARENT.test(field.label)) party = "parent";
        else if (
          party === "parent" &&
          parent.fields.length > 0 &&
          OWN.test(field.label) &&
          field.kind === "signature"
        ) {
          party = "own";
        }
        (party === "parent" ? parent.fields : own).push(field);
      }
    }
  }
  const signatures = [...own, ...parent.fields].filter((field) => field.kind === "signature");
  if (signatures.length === 0) return null;
  if (own.some((field) => field.kind === "signature")) {
    return { from, to, own, parent: parent.fields.length > 0 ? parent : null, words };
  }
  // Only a parent signs: then the agreement is the parent's own.
  return { from, to, own: [...own, ...parent.fields], parent: null, words: [...words, ...parent.words] };
}
