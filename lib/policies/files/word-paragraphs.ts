import { quote } from "./read-file.ts";
import { below, child, elementsOf, settingOf, type XmlElement } from "./read-xml.ts";
import type { Found, WordFile } from "./word-file.ts";
import type { Mark } from "./word-numbering.ts";
import { type Deferred, readPieces } from "./word-runs.ts";
import { leftOf, numberingOf } from "./word-styles.ts";
import { readTable } from "./word-tables.ts";
import type { Piece } from "./write-inline.ts";

/** Reads one element of a body, cell, text box or note into `found`. */
export function readBlock(element: XmlElement, file: WordFile, found: Found): void {
  switch (element.name) {
    case "w:p":
      readParagraph(element, file, found);
      break;
    case "w:tbl":
      found.list = [];
      readTable(element, file, found, readBlock);
      break;
    case "w:sdt":
      for (const one of elementsOf(child(element, "w:sdtContent"))) readBlock(one, file, found);
      break;
    case "mc:AlternateContent":
      for (const one of elementsOf(child(element, "mc:Choice") ?? child(element, "mc:Fallback")))
        readBlock(one, file, found);
      break;
    case "w:customXml":
    case "w:smartTag":
    case "w:ins":
    case "w:moveTo":
      for (const one of elementsOf(element)) readBlock(one, file, found);
      break;
    case "w:altChunk":
      found.notPlaced.push({ what: "A document inside the document", at: found.blocks.length });
      break;
    default:
      break;
  }
}

function readParagraph(element: XmlElement, file: WordFile, found: Found): void {
  const properties = child(element, "w:pPr");
  const styleId = settingOf(properties, "w:pStyle");
  const style = file.styles.ofParagraph(styleId);
  const deferred: Deferred = { boxes: [], notPlaced: [], notes: [] };
  const own = readPieces(element, file, style, deferred);
  const pieces = [...found.carried, ...own];
  found.carried = [];
  const at = found.blocks.length;
  const markDeleted = child(child(properties, "w:rPr"), "w:del") !== undefined;
  if (markDeleted) found.carried = pieces;
  else {
    const list = child(properties, "w:numPr") ? numberingOf(properties) : null;
    const id = list?.id ?? style.numbering?.id;
    const level = list?.level ?? style.numbering?.level;
    const mark = id === undefined || id === "0" ? null : file.numbering.next(id, level, styleId);
    const direct = Number(settingOf(properties, "w:outlineLvl") ?? Number.NaN);
    const heading = direct >= 0 && direct <= 8 ? direct + 1 : direct === 9 ? null : style.heading;
    const left = leftOf(properties) ?? mark?.left ?? style.left ?? 0;
    const at = mark && id !== undefined ? { list: { id, level: Number(level ?? 0) || 0 } } : {};
    const tight = /^(toc|contents)\b/i.test(style.name);
    addBlock(found, pieces, { heading, mark, left, tight, style: style.name, ...at });
  }
  for (const what of deferred.notPlaced) found.notPlaced.push({ what, at });
  for (const what of deferred.notes) found.notes.push({ what, at });
  for (const box of deferred.boxes) readBox(box, file, found);
}

type Shape = {
  heading: number | null;
  mark: Mark | null;
  left: number;
  tight: boolean;
  style: string;
  list?: { id: string; level: number };
};

function addBlock(found: Found, pieces: Piece[], shape: Shape): void {
  const { heading, mark, left, tight, style, list } = shape;
  const text = pieces.map((piece) => piece.text).join("");
  if (text.trim() === "") return;
  const words = text.trim().split(/\s+/).length;
  const dotted = mark && !mark.bullet && /\d\.\d|[\p{L}]{3,}/u.test(mark.text);
  if (mark && !dotted && heading === null) {
    found.blocks.push({
      kind: "item",
      pieces,
      bullet: mark.bullet,
      number: mark.bullet ? "" : mark.text,
      ...placeInList(found, left, mark.bullet),
      ...(list ? { list } : {}),
    });
    return;
  }
  found.list = [];
  found.blocks.push({
    kind: "paragraph",
    pieces,
    heading: heading !== null && words <= 30 ? heading : null,
    number: mark && !mark.bullet ? mark.text : null,
    tight,
    style,
  });
}

/** How deep an item stands in its list, by its indent: people nest lists with the ruler as well as with levels. */
function placeInList(found: Found, left: number, bullet: boolean) {
  while ((found.list.at(-1)?.left ?? -1) >= left - 100) {
    if (found.list.length === 1 && found.list[0] && found.list[0].left > left + 100) found.list = [];
    else if ((found.list.at(-1)?.left ?? 0) <= left + 100) {
      found.list.pop();
      break;
    } else found.list.pop();
  }
  const depth = found.list.length;
  const underNumber = depth > 0 && found.list.some((one) => !one.bullet);
  found.list.push({ left, bullet });
  return { depth, underNumber };
}

/** What stands in a text box comes after the paragraph that it hangs on. */
function readBox(box: XmlElement, file: WordFile, found: Found): void {
  const at = found.blocks.length;
  found.list = [];
  for (const element of elementsOf(box)) readBlock(element, file, found);
  found.list = [];
  if (found.blocks.length === at) return;
  const words = [...below(box, "w:t")].flatMap((one) => one.children).join("");
  found.notes.push({ what: `A text box was put below the paragraph that it hangs on: ${quote(words)}`, at });
}
