import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import { rolePlurals } from "#lib/people/words.ts";
import {
  controlFieldNames,
  countersignNames,
  fieldKindNames,
  signingOrderNames,
} from "#lib/policies/check/words.ts";
import { fieldOfLabel } from "../document/control-labels.ts";
import type { AgreementField, InlineNode, PolicyAgreement, PolicyDocument } from "../document/types.ts";
import {
  agreementRows,
  controlColumns,
  fieldColumns,
  type PartName,
  partNames,
  styleNames,
  wholeDocumentNames,
} from "./own-word.ts";
import { bodyBlocks, type Numbering, paragraphStyleIds, plain, wordTable } from "./write-body-blocks.ts";
import { forXml, inlineCodeStyleId, localStyleId, localStyleName, run } from "./write-inline-runs.ts";

/**
 * A policy as a Word file (.docx): real headings with their numbers as written, lists, tables, document control,
 * agreements, change history and local wording, each marked so that reading the file gives the document again.
 */
export async function writeWord(document: PolicyDocument): Promise<Uint8Array> {
  const numbering: Numbering = [];
  const children = [
    ...(document.title === null
      ? []
      : [new Paragraph({ heading: "Title", children: [run(document.title)] })]),
    ...controlBlocks(document),
    ...document.body.flatMap((node): FileChild[] => {
      switch (node.type) {
        case "agreementPlace": {
          const agreement = document.agreements.find(({ key }) => key === node.key);
          return agreement ? agreementBlocks(agreement, numbering) : [];
        }
        case "historyPlace":
          return historyBlocks(document);
        case "relatedPlace":
          return relatedBlocks(document, numbering);
        default:
          return bodyBlocks([node], numbering);
      }
    }),
  ];
  const file = new Document({
    title: forXml(document.title ?? "Policy"),
    creator: "Countersign",
    lastModifiedBy: "Countersign",
    styles: stylesOf(document),
    numbering: { config: numbering },
    sections: [
      {
        properties: {
          page: { size: { width: 11_906, height: 16_838 }, margin: { left: 1153, right: 1153 } },
        },
        footers: { default: pageNumbers() },
        children,
      },
    ],
  });
  return Packer.toBuffer(file);
}

const part = (name: PartName): Paragraph =>
  new Paragraph({ style: paragraphStyleIds.part, keepNext: true, children: [run(partNames[name])] });

function controlBlocks({ control }: PolicyDocument): FileChild[] {
  if (control.length === 0) return [];
  // Only where a row is understood otherwise than its label says does it have to be said.
  const said = control.some(({ label, field }) => field !== fieldOfLabel(label));
  const rows = control.map(({ label, value, field }) => [
    plain(label),
    plain(value),
    ...(said ? [plain(field === fieldOfLabel(label) ? "" : controlFieldNames[field ?? "none"])] : []),
  ]);
  const head = controlColumns.slice(0, said ? 3 : 2).map(plain);
  return [part("control"), wordTable([head, ...rows], true)];
}

function agreementBlocks(agreement: PolicyAgreement, numbering: Numbering): FileChild[] {
  const { countersignPart } = agreement;
  const row = (label: string, value: string): InlineNode[][] => [plain(label), plain(value)];
  const words = (name: PartName, nodes: PolicyAgreement["statements"]): FileChild[] =>
    nodes.length > 0 ? [part(name), ...bodyBlocks(nodes, numbering)] : [];
  const rows = [
    row(agreementRows.title, agreement.title),
    row(
      agreementRows.audience,
      agreement.audience.map((role) => rolePlurals[role]).join(", ") || "Nobody yet",
    ),
    row(agreementRows.wholeDocument, wholeDocumentNames[agreement.wholeDocument ? "yes" : "no"]),
    row(agreementRows.countersign, countersignNames[agreement.countersign]),
    row(agreementRows.countersignUntil, String(agreement.countersignUntil)),
    row(agreementRows.order, signingOrderNames[agreement.order]),
    row(agreementRows.key, agreement.key),
  ];
  return [
    part("agreement"),
    wordTable(rows, false),
    ...words("introduction", agreement.introduction),
    ...words("statements", agreement.statements),
    ...words("declaration", agreement.declaration),
    ...fieldBlocks("fields", agreement.fields),
    ...(countersignPart
      ? [
          part("parentDeclaration"),
          ...bodyBlocks(countersignPart.declaration, numbering),
          ...fieldBlocks("parentFields", countersignPart.fields),
        ]
      : []),
    part("end"),
  ];
}

function fieldBlocks(name: "fields" | "parentFields", fields: readonly AgreementField[]): FileChild[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ label, kind }) => [plain(label), plain(fieldKindNames[kind])]);
  return [part(name), wordTable([fieldColumns.map(plain), ...rows], true)];
}

function historyBlocks({ history: { columns, rows } }: PolicyDocument): FileChild[] {
  if (columns.length === 0) return [];
  return [
    part("history"),
    wordTable(
      [columns, ...rows].map((cells) => cells.map(plain)),
      true,
    ),
  ];
}

function relatedBlocks({ related }: PolicyDocument, numbering: Numbering): FileChild[] {
  if (related.length === 0) return [];
  const items = related.map(({ label, url }) => ({
    type: "listItem" as const,
    spread: false,
    children: [
      {
        type: "paragraph" as const,
        children:
          url === undefined
            ? plain(label)
            : [{ type: "link" as const, url, children: plain(label) as never }],
      },
    ],
  }));
  return [
    part("related"),
    ...bodyBlocks([{ type: "list", ordered: false, start: null, spread: false, children: items }], numbering),
  ];
}

const font = "Calibri";
const ink = "16212C";
const soft = "4A5560";

function stylesOf(document: PolicyDocument) {
  const heading = (size: number, before: number) => ({
    run: { font, size, bold: false, italics: false, color: "0A3D6B" },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  });
  const base = { basedOn: "Normal", quickFormat: true };
  return {
    default: {
      document: { run: { font, size: 22, color: ink }, paragraph: { spacing: { after: 120, line: 276 } } },
      title: {
        run: { font, size: 44, bold: false, color: ink },
        paragraph: { spacing: { after: 240 } },
      },
      heading1: heading(32, 360),
      heading2: heading(28, 280),
      heading3: heading(25, 240),
      heading4: heading(23, 200),
      heading5: heading(22, 200),
    },
    paragraphStyles: [
      {
        ...base,
        id: paragraphStyleIds.part,
        name: styleNames.part,
        next: "Normal",
        run: { size: 18, color: soft, allCaps: true },
        paragraph: {
          spacing: { before: 280, after: 100 },
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: "9AA5B1", space: 2 } },
        },
      },
      { ...base, id: paragraphStyleIds.code, name: styleNames.code, run: { font: "Consolas", size: 20 } },
      {
        ...base,
        id: paragraphStyleIds.rule,
        name: styleNames.rule,
        next: "Normal",
        paragraph: { alignment: AlignmentType.CENTER },
      },
      {
        ...base,
        id: paragraphStyleIds.quote,
        name: styleNames.quote,
        paragraph: { indent: { left: 425, right: 425 } },
      },
      { ...base, id: paragraphStyleIds.goesOn, name: styleNames.goesOn },
    ],
    characterStyles: [
      { id: inlineCodeStyleId, name: styleNames.inlineCode, run: { font: "Consolas" } },
      ...document.variables.map(({ name }) => ({
        id: localStyleId(name),
        name: localStyleName(name),
        quickFormat: true,
        run: { shading: { fill: "FFF2C6" } },
      })),
    ],
  };
}

/** `Page 2 of 9`. */
function pageNumbers(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({
            size: 18,
            color: soft,
            children: ["Page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}
