import { child, elementsOf, settingOf, type XmlElement } from "./read-xml.ts";
import { type Found, noBlocks, type WordFile } from "./word-file.ts";
import { cellText, type FileBlock } from "./write-blocks.ts";

type ReadBlock = (element: XmlElement, file: WordFile, found: Found) => void;
type Cell = { found: Found; span: number; goesOn: boolean };

/** Columns of the widest table that stays one. */
const MOST_COLUMNS = 50;
/** Blocks in one cell from which a table is there for its looks and its cells hold sections of the text. */
const MOST_IN_CELL = 14;

/**
 * Reads a table. One of a single column is a frame around ordinary text; one that holds headings is there for
 * its looks and is read cell by cell; any other keeps its rows, merged cells with empty ones beside them.
 */
export function readTable(table: XmlElement, file: WordFile, found: Found, readBlock: ReadBlock): void {
  const rows = inside(table, "w:tr").flatMap((row) => {
    if (child(child(row, "w:trPr"), "w:del")) {
      file.counts.deletions += 1;
      return [];
    }
    if (child(child(row, "w:trPr"), "w:ins")) file.counts.insertions += 1;
    const before = Number(settingOf(child(row, "w:trPr"), "w:gridBefore") ?? 0);
    return [
      {
        before: Math.min(before || 0, MOST_COLUMNS),
        cells: inside(row, "w:tc").map((one) => readCell(one, file, readBlock)),
      },
    ];
  });
  const all = rows.flatMap(({ cells }) => cells);
  const width = Math.max(
    0,
    ...rows.map(({ before, cells }) => before + cells.reduce((sum, cell) => sum + cell.span, 0)),
  );
  const single = rows.every(({ cells }) => cells.length <= 1);
  const forLooks = all.some((cell) => isForLooks(cell.found));
  if (single || forLooks || width > MOST_COLUMNS) {
    const at = found.blocks.length;
    for (const cell of all) takeOver(found, cell.found);
    if (!single && found.blocks.length > at)
      found.notes.push({ what: "A table that holds whole sections was read cell by cell", at });
    return;
  }
  const at = found.blocks.length;
  for (const cell of all) {
    found.notPlaced.push(...cell.found.notPlaced.map(({ what }) => ({ what, at })));
    found.notes.push(...cell.found.notes.map(({ what }) => ({ what, at })));
  }
  const blocks = rows
    .map(({ before, cells }) => [
      ...Array.from({ length: before }, (): FileBlock[] => []),
      ...cells.flatMap((cell) => [
        cell.goesOn ? [] : cell.found.blocks,
        ...Array.from({ length: cell.span - 1 }, (): FileBlock[] => []),
      ]),
    ])
    .filter((cells) => cells.some((cell) => cellText(cell) !== ""));
  if (blocks.length === 0) return;
  found.blocks.push({ kind: "table", rows: blocks.map((cells) => cells.map(cellText)), cells: blocks });
  if (all.some((cell) => cell.found.blocks.some((block) => block.kind === "table")))
    found.notes.push({ what: "A table inside a table: its words stand in one cell", at });
  if (all.some((cell) => cell.span > 1 || cell.goesOn))
    found.notes.push({
      what: "Merged cells: their words stand in the first of them, the others are empty",
      at,
    });
}

/** Elements of a name, also those in content controls and tracked insertions around them. */
function inside(parent: XmlElement, name: string): XmlElement[] {
  return elementsOf(parent).flatMap((one) => {
    if (one.name === name) return [one];
    if (one.name === "w:sdt") return inside(child(one, "w:sdtContent") ?? one, name);
    return ["w:ins", "w:moveTo", "w:customXml", "w:smartTag"].includes(one.name) ? inside(one, name) : [];
  });
}

function readCell(cell: XmlElement, file: WordFile, readBlock: ReadBlock): Cell {
  const properties = child(cell, "w:tcPr");
  const found = noBlocks();
  for (const element of elementsOf(cell)) readBlock(element, file, found);
  const merge = child(properties, "w:vMerge");
  const goesOn = merge !== undefined && merge.attributes["w:val"] !== "restart" && found.blocks.length === 0;
  const span = Number(settingOf(properties, "w:gridSpan") ?? 1);
  return { found, goesOn, span: span >= 1 && span <= MOST_COLUMNS ? span : 1 };
}

function isForLooks(found: Found): boolean {
  return (
    found.blocks.length > MOST_IN_CELL ||
    found.blocks.some(
      (block) => block.kind === "paragraph" && block.heading !== null && found.blocks.length > 2,
    )
  );
}

function takeOver(found: Found, from: Found): void {
  const shift = found.blocks.length;
  found.blocks.push(...from.blocks);
  found.notPlaced.push(...from.notPlaced.map(({ what, at }) => ({ what, at: at + shift })));
  found.notes.push(...from.notes.map(({ what, at }) => ({ what, at: at + shift })));
}
