import { strToU8, type Zippable, zipSync } from "fflate";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NAMES = `xmlns:w="${W}" xmlns:r="${R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"`;

export type WordParts = {
  /** XML inside the body. */
  body: string;
  styles?: string;
  numbering?: string;
  comments?: string;
  footnotes?: string;
  header?: string;
  /** Targets outside the file, by identifier. */
  links?: Record<string, string>;
  /** How much the parts are packed: 0 for not at all. */
  level?: 0 | 6;
  /** Further parts of the zip. */
  more?: Zippable;
};

/** A Word file made by hand of XML, for what no program writes on purpose. */
export function wordFile(parts: WordParts): Uint8Array {
  const part = (root: string, inside: string) =>
    strToU8(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} ${NAMES}>${inside}</w:${root}>`,
    );
  const named = {
    styles: "styles",
    numbering: "numbering",
    comments: "comments",
    footnotes: "footnotes",
    header: "hdr",
  };
  const files: Zippable = {};
  const relations: string[] = [];
  for (const [name, root] of Object.entries(named)) {
    const inside = parts[name as keyof typeof named];
    if (inside === undefined) continue;
    files[`word/${name}.xml`] = part(root, inside);
    relations.push(`<Relationship Id="${name}" Type="${R}/${name}" Target="${name}.xml"/>`);
  }
  for (const [id, target] of Object.entries(parts.links ?? {}))
    relations.push(
      `<Relationship Id="${id}" Type="${R}/hyperlink" Target="${target}" TargetMode="External"/>`,
    );
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  return zipSync(
    {
      "[Content_Types].xml": strToU8(
        `<Types xmlns="${packaged}/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      ),
      "_rels/.rels": strToU8(
        `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
      "word/document.xml": part("document", `<w:body>${parts.body}</w:body>`),
      "word/_rels/document.xml.rels": strToU8(
        `<Relationships xmlns="${packaged}/relationships">${relations.join("")}</Relationships>`,
      ),
      ...files,
      ...parts.more,
    },
    { mtime: "2026-01-01", level: parts.level ?? 6 },
  );
}

type Look = { style?: string; list?: [id: number, level: number]; bold?: boolean; left?: number };

/** One paragraph; `inside` is words, or XML of runs. */
export function paragraph(inside: string, { style, list, bold, left }: Look = {}): string {
  const properties = [
    style ? `<w:pStyle w:val="${style}"/>` : "",
    list ? `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>` : "",
    left === undefined ? "" : `<w:ind w:left="${left}"/>`,
  ].join("");
  return `<w:p><w:pPr>${properties}</w:pPr>${inside.includes("<w:") || inside.includes("<mc:") ? inside : run(inside, bold)}</w:p>`;
}

export const run = (words: string, bold = false) =>
  `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${words}</w:t></w:r>`;

export const table = (...rows: string[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell.startsWith("<") ? cell : paragraph(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;

type Level = [format: string, text: string, more?: string];

/** Definitions of lists: for each its levels, as `numbering` of a Word file. Lists are numbered from 1. */
export const lists = (...levels: Level[][]) =>
  [
    ...levels.map(
      (list, index) =>
        `<w:abstractNum w:abstractNumId="${index}">${list
          .map(
            ([format, text, more = ""], level) =>
              `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/><w:pPr><w:ind w:left="${720 * (level + 1)}"/></w:pPr></w:lvl>`,
          )
          .join("")}</w:abstractNum>`,
    ),
    ...levels.map((_, index) => `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${index}"/></w:num>`),
  ].join("");
