import { readOwnWord } from "../word/read-own-word.ts";
import { damagedWord, FileProblem } from "./policy-file-error.ts";
import { count, type FileRead, quote, type Remark } from "./read-file.ts";
import { elementsOf, readXml, type XmlElement } from "./read-xml.ts";
import { type Packed, unpackZip } from "./unpack-zip.ts";
import { type Found, noBlocks, type Relation, type WordFile } from "./word-file.ts";
import { wordNumbering } from "./word-numbering.ts";
import { readBlock } from "./word-paragraphs.ts";
import { keptStruck } from "./word-runs.ts";
import { wordStyles } from "./word-styles.ts";
import { writeBlocks } from "./write-blocks.ts";

const MAIN = /wordprocessingml\.(document|template)\.main\+xml|ms-word\.(document|template)\.macroEnabled/i;

/**
 * Reads the text of a Word file (.docx): headings, paragraphs, lists with their numbers as Word writes them,
 * tables, links, text boxes and footnotes. Tracked changes are taken as accepted. Throws FileProblem for a file
 * that isn't a whole Word document.
 */
export function readWord(bytes: Uint8Array): FileRead {
  const packed = unpackZip(bytes);
  const main = mainPart(packed);
  const relations = relationsOf(packed, main);
  const part = (type: string) => {
    const target = [...relations.values()].find((one) => one.type === type && !one.external)?.target;
    return target ? xmlOf(packed, target) : null;
  };
  const styles = wordStyles(part("styles"));
  const file: WordFile = {
    styles,
    numbering: wordNumbering(part("numbering"), styles),
    relations,
    comments: part("comments"),
    counts: { insertions: 0, deletions: 0, moves: 0 },
    fields: [],
    noteReferences: [],
  };
  const found = noBlocks();
  const source = packed.read(main);
  if (!source) throw damagedWord();
  let body = false;
  readXml(decode(source), "w:body", (element) => {
    body = true;
    readBlock(element, file, found);
  });
  if (!body) throw new FileProblem("no-text", "has no text in it.");
  readNotes(file, found, { footnote: part("footnotes"), endnote: part("endnotes") });
  const own = readOwnWord(found.blocks);
  if (own) {
    // What came from here is read by its marks; where in its text something stood, they don't say.
    const anywhere = (list: Found["notes"]) => list.map(({ what }): Remark => ({ what, where: null }));
    return {
      text: own.text,
      notPlaced: [...anywhere(found.notPlaced), ...pageText(packed, relations)],
      notes: [
        ...changes(file),
        ...anywhere(found.notes.filter(({ what }) => !what.startsWith(keptStruck))),
        ...own.notes.map((what): Remark => ({ what, where: null })),
      ],
    };
  }
  const { text, lineOf } = writeBlocks(found.blocks);
  const placed = (list: Found["notes"]): Remark[] =>
    list.map(({ what, at }) => ({ what, where: { line: lineOf[at] ?? lineOf.at(-1) ?? 1 } }));
  if (text.trim() === "") throw withoutText(found);
  return {
    text,
    notPlaced: [...placed(found.notPlaced), ...pageText(packed, relations)],
    notes: [...changes(file), ...placed(found.notes)],
  };
}

function withoutText(found: Found): FileProblem {
  return found.notPlaced.some(({ what }) => /picture/i.test(what))
    ? new FileProblem(
        "no-text",
        "has pictures but no text, as a scan has: bring in the document that was scanned, or type its words into Word.",
      )
    : new FileProblem("empty", "is empty: it has no words in it.");
}

/** The part that holds the text; what isn't a Word document is said to be what it is. */
function mainPart(packed: Packed): string {
  const kind = otherKind(packed);
  if (kind) throw new FileProblem("other-kind", kind);
  const types = xmlOf(packed, "[Content_Types].xml");
  const override = elementsOf(types ?? undefined).find(
    (one) => one.name === "ct:Override" && MAIN.test(one.attributes.ContentType ?? ""),
  );
  const named = override?.attributes.PartName?.replace(/^\/+/, "");
  const main =
    named ??
    [...relationsOf(packed, "").values()].find((one) => one.type === "officeDocument")?.target ??
    "word/document.xml";
  if (!packed.names.includes(main)) {
    if (packed.names.includes("[Content_Types].xml") || packed.names.length === 0) throw damagedWord();
    throw new FileProblem(
      "other-kind",
      "is a packed folder (zip): unpack it and bring in the Word or PDF document itself.",
    );
  }
  return main;
}

function otherKind(packed: Packed): string | null {
  const save = "open it and save it as a Word document (.docx), then bring that in.";
  const has = (start: string) => packed.names.some((name) => name.startsWith(start));
  if (packed.names.includes("mimetype")) {
    const type = new TextDecoder().decode(packed.read("mimetype") ?? new Uint8Array()).trim();
    if (type.includes("opendocument.text")) return `is an OpenDocument text (.odt): ${save}`;
    if (type.includes("opendocument")) return `is an OpenDocument file that holds no text document: ${save}`;
    if (type.includes("epub")) return "is an e-book (EPUB): bring in the document that it was made from.";
  }
  if (packed.names.some((name) => /(^|\/)Index\/.*\.iwa$|(^|\/)Index\.zip$/.test(name)))
    return "is an Apple Pages, Numbers or Keynote file: open it there, export it as Word (.docx) and bring that in.";
  if (has("word/")) return null;
  if (has("xl/")) return "is an Excel workbook: copy its words into a Word document and bring that in.";
  if (has("ppt/"))
    return "is a PowerPoint presentation: copy its words into a Word document and bring that in.";
  return null;
}

function xmlOf(packed: Packed, name: string): XmlElement | null {
  const bytes = packed.read(name);
  return bytes && readXml(decode(bytes));
}

function decode(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(utf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8", {
      fatal: true,
    }).decode(bytes);
  } catch {
    throw damagedWord();
  }
}

/** What a part refers to, by identifier; targets inside the file as names in the zip. */
function relationsOf(packed: Packed, part: string): Map<string, Relation> {
  const folder = part.includes("/") ? part.slice(0, part.lastIndexOf("/") + 1) : "";
  const root = xmlOf(packed, `${folder}_rels/${part.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  for (const { name, attributes } of elementsOf(root ?? undefined)) {
    if (name !== "rel:Relationship") continue;
    const external = attributes.TargetMode === "External";
    const target = attributes.Target ?? "";
    relations.set(attributes.Id ?? "", {
      type: (attributes.Type ?? "").split("/").at(-1) ?? "",
      external,
      target: external ? target : resolved(folder, target),
    });
  }
  return relations;
}

function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith("/") ? target : `${folder}${target}`).split("/")) {
    if (step === "..") steps.pop();
    else if (step && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** Footnotes and endnotes that the text refers to come after it, under a heading of their own. */
function readNotes(
  file: WordFile,
  found: Found,
  parts: Record<"footnote" | "endnote", XmlElement | null>,
): void {
  const references = [...file.noteReferences];
  if (references.length === 0) return;
  const before = found.blocks.length;
  const heading = { text: "Notes" };
  found.blocks.push({ kind: "paragraph", pieces: [heading], heading: 2, number: null, tight: false });
  references.forEach(({ kind, id }, index) => {
    const note = elementsOf(parts[kind] ?? undefined).find((one) => one.attributes["w:id"] === id);
    const inside = noBlocks();
    for (const element of elementsOf(note)) readBlock(element, file, inside);
    const pieces = inside.blocks.flatMap((block) => (block.kind === "table" ? [] : block.pieces));
    found.blocks.push({
      kind: "paragraph",
      pieces: [{ text: `Note ${index + 1}: ` }, ...pieces],
      heading: null,
      number: null,
      tight: false,
    });
  });
  found.notes.push({
    what: `${count(references.length, "footnote")} put after the text under “Notes”, with “(note 1)” and so on where they were referred to`,
    at: before,
  });
}

function changes({ counts }: WordFile): Remark[] {
  const { insertions, deletions, moves } = counts;
  if (insertions + deletions + moves === 0) return [];
  const moved = moves > 0 ? ` and ${count(moves, "move")}` : "";
  return [
    {
      what: `Tracked changes were taken as accepted: ${count(insertions, "insertion")}, ${count(deletions, "deletion")}${moved}`,
      where: null,
    },
  ];
}

/** What stands at the top or bottom of every page, once each; page numbers say nothing. */
function pageText(packed: Packed, relations: Map<string, Relation>): Remark[] {
  const seen = new Set<string>();
  return [...relations.values()].flatMap(({ type, target, external }): Remark[] => {
    if (external || (type !== "header" && type !== "footer")) return [];
    const root = xmlOf(packed, target);
    const words = root ? wordsBelow(root).replace(/\s+/g, " ").trim() : "";
    const bare = words.replace(/\b(page|of)\b|[\d\s|/–-]/gi, "");
    const what = `${type === "header" ? "Header" : "Footer"} of the pages: ${quote(words)}`;
    if (bare === "" || seen.has(what)) return [];
    seen.add(what);
    return [{ what, where: null }];
  });
}

function wordsBelow(element: XmlElement): string {
  return elementsOf(element)
    .map((one) => {
      if (one.name === "w:t") return one.children.join("");
      if (one.name === "w:tab" || one.name === "w:br") return " ";
      if (one.name === "v:textpath") return ` ${one.attributes.string ?? ""} `;
      if (one.name === "w:del" || one.name === "mc:Fallback" || one.name === "w:instrText") return "";
      return `${wordsBelow(one)}${one.name === "w:p" ? " " : ""}`;
    })
    .join("");
}
