import {
  type FileChild,
  HeadingLevel,
  type ILevelsOptions,
  LevelFormat,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from "docx";
import type { List } from "mdast";
import { words } from "../document/markdown.ts";
import type { BodyNode, InlineNode } from "../document/types.ts";
import { run, runsOf } from "./write-inline-runs.ts";

/** Twentieths of a point: how far each level of a list stands in, and the width of a page's text. */
const STEP = 425;
const TEXT_WIDTH = 9_600;
const MOST_LEVELS = 9;

export const paragraphStyleIds = {
  part: "CountersignPart",
  code: "CountersignCode",
  rule: "CountersignLine",
  quote: "Quote",
  goesOn: "CountersignListText",
} as const;

/** The lists of a document, each with numbers of its own. */
export type Numbering = { reference: string; levels: ILevelsOptions[] }[];

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
] as const;

/** Blocks of a body or of a part of an agreement; the lists found are added to `numbering`. */
export function bodyBlocks(nodes: readonly BodyNode[], numbering: Numbering): FileChild[] {
  return nodes.flatMap((node): FileChild[] => {
    switch (node.type) {
      case "heading": {
        const heading = headings[Math.max(0, Math.min(4, node.depth - 2))];
        return [new Paragraph({ ...(heading ? { heading } : {}), children: runsOf(node.children) })];
      }
      case "paragraph":
        return [new Paragraph({ children: runsOf(node.children) })];
      case "list":
        return listBlocks(node, 0, numbering);
      case "table":
        return [
          wordTable(
            node.children.map((row) => row.children.map((cell) => cell.children)),
            true,
          ),
        ];
      case "blockquote":
        return node.children.flatMap((child) =>
          child.type === "paragraph"
            ? [new Paragraph({ style: paragraphStyleIds.quote, children: runsOf(child.children) })]
            : bodyBlocks([child], numbering),
        );
      case "code":
        return [
          new Paragraph({
            style: paragraphStyleIds.code,
            children: node.value.split("\n").map((line, at) => run(line, at > 0 ? { break: 1 } : {})),
          }),
        ];
      case "thematicBreak":
        return [new Paragraph({ style: paragraphStyleIds.rule, children: [run("* * *")] })];
      default:
        return [];
    }
  });
}

function listBlocks(list: List, level: number, numbering: Numbering): FileChild[] {
  const reference = `list-${numbering.length + 1}`;
  const at = Math.min(level, MOST_LEVELS - 1);
  numbering.push({ reference, levels: levelsOf(list, at) });
  return list.children.flatMap((item): FileChild[] => {
    const [first, ...rest] = item.children;
    const opening = first?.type === "paragraph" ? first.children : [];
    const others = first?.type === "paragraph" ? rest : item.children;
    return [
      new Paragraph({ numbering: { reference, level: at }, children: runsOf(opening) }),
      ...others.flatMap((child): FileChild[] => {
        if (child.type === "list") return listBlocks(child, level + 1, numbering);
        if (child.type !== "paragraph") return bodyBlocks([child], numbering);
        return [
          new Paragraph({
            style: paragraphStyleIds.goesOn,
            indent: { left: STEP * (at + 1) },
            children: runsOf(child.children),
          }),
        ];
      }),
    ];
  });
}

/** A level of Word's list for each depth, so that somebody who writes on can go in and out. */
function levelsOf(list: List, own: number): ILevelsOptions[] {
  return Array.from({ length: MOST_LEVELS }, (_, level): ILevelsOptions => {
    const ordered = level === own && list.ordered === true;
    return {
      level,
      format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
      text: ordered ? `%${level + 1}.` : level % 2 === 0 ? "•" : "–",
      start: ordered ? (list.start ?? 1) : 1,
      style: { paragraph: { indent: { left: STEP * (level + 1), hanging: STEP } } },
    };
  });
}

/** A table over the width of the page; the first row is its heading where `headed`. */
export function wordTable(rows: readonly (readonly InlineNode[])[][], headed: boolean): Table {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const widths = columnWidths(rows, columns);
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: rows.map(
      (row, at) =>
        new TableRow({
          ...(headed && at === 0 ? { tableHeader: true } : {}),
          children: Array.from(
            { length: columns },
            (_, column) =>
              new TableCell({
                width: { size: widths[column] ?? 0, type: WidthType.DXA },
                margins: { top: 60, bottom: 60, left: 100, right: 100 },
                ...(headed && at === 0 ? { shading: { fill: "EEF1F4" } } : {}),
                children: [new Paragraph({ spacing: { after: 0 }, children: runsOf(row[column] ?? []) })],
              }),
          ),
        }),
    ),
  });
}

/** Columns as wide as their words want, none narrower than a third of an even share. */
function columnWidths(rows: readonly (readonly InlineNode[])[][], columns: number): number[] {
  const wants = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => Math.min(60, lengthOf(row[column] ?? []))), 60 / columns / 3, 4),
  );
  const all = wants.reduce((sum, want) => sum + want, 0);
  return wants.map((want) => Math.floor((want / all) * TEXT_WIDTH));
}

const lengthOf = (cell: readonly InlineNode[]): number => words([...cell]).length;

/** The words of a cell as nodes. */
export const plain = (text: string): InlineNode[] => (text ? [{ type: "text", value: text }] : []);
