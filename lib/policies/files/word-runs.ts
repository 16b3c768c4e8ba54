import { styleNames } from "../word/own-word.ts";
import { quote } from "./read-file.ts";
import { below, child, elementsOf, settingOf, type XmlElement } from "./read-xml.ts";
import type { WordFile } from "./word-file.ts";
import { type Formatting, formattingOf, type ParagraphStyle } from "./word-styles.ts";
import type { Piece } from "./write-inline.ts";

/** What stands in a paragraph and isn't words of it. */
export type Deferred = { boxes: XmlElement[]; notPlaced: string[]; notes: string[] };

type Reading = { file: WordFile; base: Formatting; deferred: Deferred; pieces: Piece[]; link?: string };

export const keptStruck = "Words that are struck through were kept";

type OwnMeaning = Pick<Piece, "local" | "code">;

/** Signs of Word's own fonts that stand for boxes to tick. */
const BOXES = new Set(["F06F", "F071", "F0A8", "F072", "F0A3"]);

/** The words of a paragraph: deleted ones left out, inserted ones taken, links and notes in their place. */
export function readPieces(
  paragraph: XmlElement,
  file: WordFile,
  style: ParagraphStyle,
  deferred: Deferred,
): Piece[] {
  const { bold = false, italic = false, hidden = false, struck = false } = style;
  const reading: Reading = { file, base: { bold, italic, hidden, struck }, deferred, pieces: [] };
  walk(paragraph, reading);
  return reading.pieces;
}

function walk(parent: XmlElement, reading: Reading): void {
  for (const element of elementsOf(parent)) inParagraph(element, reading);
}

function inParagraph(element: XmlElement, reading: Reading): void {
  const { counts } = reading.file;
  switch (element.name) {
    case "w:r":
      readRun(element, reading);
      break;
    case "w:ins":
      if (hasWords(element)) counts.insertions += 1;
      walk(element, reading);
      break;
    case "w:del":
      if (hasWords(element)) counts.deletions += 1;
      break;
    case "w:moveFrom":
      break;
    case "w:moveTo":
      if (hasWords(element)) counts.moves += 1;
      walk(element, reading);
      break;
    case "w:hyperlink":
      readLink(element, reading);
      break;
    case "w:sdt":
      walk(child(element, "w:sdtContent") ?? element, reading);
      break;
    case "mc:AlternateContent":
      walk(child(element, "mc:Choice") ?? child(element, "mc:Fallback") ?? element, reading);
      break;
    case "w:fldSimple":
    case "w:smartTag":
    case "w:customXml":
    case "w:dir":
    case "w:bdo":
      walk(element, reading);
      break;
    case "m:oMath":
    case "m:oMathPara":
      add(reading, {}, [...below(element, "m:t")].flatMap((one) => one.children).join(""));
      break;
    default:
      break;
  }
}

function hasWords(element: XmlElement): boolean {
  for (const name of ["w:t", "w:delText", "w:tab", "w:drawing"]) {
    if (!below(element, name).next().done) return true;
  }
  return false;
}

function readLink(element: XmlElement, reading: Reading): void {
  const relation = reading.file.relations.get(element.attributes["r:id"] ?? "");
  const inside = element.attributes["w:anchor"] !== undefined && !relation;
  const link = inside ? undefined : linkTo(relation?.target ?? "", reading.deferred);
  walk(element, link === undefined ? reading : { ...reading, link });
}

/** An address that a page may lead to; one without an address is kept as `#`, so that it can be found. */
function linkTo(target: string, deferred: Deferred): string | undefined {
  const address = target.trim();
  if (address === "" || address === "#") return "#";
  if (/^(https?:\/\/|mailto:|tel:)/i.test(address)) return address;
  if (/^www\./i.test(address)) return `https://${address}`;
  deferred.notPlaced.push(`A link that leads to no web page: ${quote(address)}`);
  return undefined;
}

function readRun(run: XmlElement, reading: Reading): void {
  const properties = child(run, "w:rPr");
  const styleId = settingOf(properties, "w:rStyle");
  const formatting = {
    ...reading.base,
    ...reading.file.styles.ofRun(styleId),
    ...formattingOf(properties),
    ...ownMeaning(reading.file.styles.nameOfRun(styleId)),
  };
  let text = "";
  const flush = () => {
    add(reading, formatting, text);
    text = "";
  };
  for (const element of elementsOf(run)) {
    switch (element.name) {
      case "w:t":
        text += element.children.join("");
        break;
      case "w:tab":
      case "w:ptab":
        text += "\t";
        break;
      case "w:br":
      case "w:cr":
        text += "\n";
        break;
      case "w:noBreakHyphen":
        text += "-";
        break;
      case "w:sym":
        text += BOXES.has((element.attributes["w:char"] ?? "").toUpperCase()) ? "☐" : "•";
        break;
      case "w:fldChar":
        flush();
        readField(element, reading);
        break;
      case "w:instrText": {
        const field = reading.file.fields.at(-1);
        if (field && !field.result) field.code += element.children.join("");
        break;
      }
      case "w:footnoteReference":
      case "w:endnoteReference": {
        const kind = element.name === "w:footnoteReference" ? "footnote" : "endnote";
        reading.file.noteReferences.push({ kind, id: element.attributes["w:id"] ?? "" });
        text += ` (note ${reading.file.noteReferences.length})`;
        break;
      }
      case "w:commentReference":
        readComment(element.attributes["w:id"] ?? "", reading);
        break;
      case "mc:AlternateContent":
        for (const one of elementsOf(child(element, "mc:Choice") ?? child(element, "mc:Fallback")))
          drawn(one, reading.deferred);
        break;
      default:
        drawn(element, reading.deferred);
        break;
    }
  }
  flush();
}

/** What the character styles of a file that was downloaded here say of their words. */
function ownMeaning(style: string): OwnMeaning {
  const local = style.toLowerCase().startsWith(`${styleNames.local.toLowerCase()} `);
  if (local) return { local: style.slice(styleNames.local.length + 1).trim() };
  return style.toLowerCase() === styleNames.inlineCode.toLowerCase() ? { code: true } : {};
}

function add(
  reading: Reading,
  { bold, italic, hidden, struck, ...own }: Formatting & OwnMeaning,
  text: string,
): void {
  if (text === "" || reading.file.fields.some((field) => !field.result)) return;
  if (hidden) {
    if (text.trim()) reading.deferred.notPlaced.push(`Hidden text: ${quote(text)}`);
    return;
  }
  if (struck && text.trim()) reading.deferred.notes.push(`${keptStruck}: ${quote(text)}`);
  const link = reading.link ?? reading.file.fields.findLast((field) => field.link !== undefined)?.link;
  const words = text.replace(/[\u00AD\uFEFF\u200B]/g, "");
  reading.pieces.push({
    text: words,
    ...(bold ? { bold } : {}),
    ...(italic ? { italic } : {}),
    ...(link === undefined ? {} : { link }),
    ...(struck ? { struck } : {}),
    ...own,
  });
}

function readField(element: XmlElement, reading: Reading): void {
  const { fields } = reading.file;
  const type = element.attributes["w:fldCharType"];
  if (type === "begin") {
    if (child(child(element, "w:ffData"), "w:checkBox")) add(reading, {}, "☐");
    fields.push({ code: "", result: false });
  } else if (type === "separate") {
    const field = fields.at(-1);
    if (!field) return;
    field.result = true;
    const address = /^\s*HYPERLINK\s+"([^"]*)"/i.exec(field.code)?.[1];
    const link = address === undefined ? undefined : linkTo(address, reading.deferred);
    if (link !== undefined) field.link = link;
  } else if (type === "end") fields.pop();
}

function readComment(id: string, reading: Reading): void {
  const comment = elementsOf(reading.file.comments ?? undefined).find((one) => one.attributes["w:id"] === id);
  const words = comment ? [...below(comment, "w:t")].flatMap((one) => one.children).join(" ") : "";
  const by = comment?.attributes["w:author"];
  reading.deferred.notPlaced.push(`Comment${by ? ` by ${by}` : ""}: ${quote(words)}`);
}

/** Pictures, text boxes, charts and things embedded from other programs. */
function drawn(element: XmlElement, deferred: Deferred): void {
  if (!["w:drawing", "w:pict", "w:object"].includes(element.name)) return;
  const boxes = [...textBoxes(element)];
  deferred.boxes.push(...boxes);
  if (element.name === "w:object") {
    deferred.notPlaced.push("Something embedded from another program");
    return;
  }
  if ([...below(element, "adec:decorative")].some((one) => one.attributes.val === "1")) return;
  const has = (name: string) => !below(element, name).next().done;
  const kind = has("c:chart")
    ? "chart"
    : has("dgm:relIds")
      ? "diagram"
      : has("pic:pic") || has("v:imagedata")
        ? "picture"
        : null;
  if (!kind) return;
  const [properties] = below(element, "wp:docPr");
  const [shape] = below(element, "v:shape");
  const alternative = properties?.attributes.descr ?? properties?.attributes.title ?? shape?.attributes.alt;
  deferred.notPlaced.push(
    alternative?.trim()
      ? `A ${kind} described as ${quote(alternative)}`
      : `A ${kind} without a description in words`,
  );
}

/** Text boxes, each once: what is drawn for older programs as well is left out. */
function* textBoxes(element: XmlElement): Generator<XmlElement> {
  for (const one of elementsOf(element)) {
    if (one.name === "w:txbxContent") yield one;
    else if (one.name === "mc:AlternateContent") {
      const chosen = child(one, "mc:Choice") ?? child(one, "mc:Fallback");
      if (chosen) yield* textBoxes(chosen);
    } else yield* textBoxes(one);
  }
}
