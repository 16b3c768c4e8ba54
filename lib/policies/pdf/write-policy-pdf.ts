import type { PolicyDocument } from "../document/types.ts";
import { Blocks } from "./blocks.ts";
import { Paper, type Run } from "./paper.ts";
import { putTable } from "./table.ts";

/** What a policy's file shows besides its text. */
export type PolicyPdf = {
  organisation: string;
  title: string;
  /** Whose policy it is. */
  owner: string;
  /** `Version 2.0`. */
  version: string;
  /** Said at the top of a version that is not in force any more. */
  superseded: { words: string; url: string } | null;
  control: { label: string; value: string }[];
  document: PolicyDocument;
  /** One table, or the earlier one with columns of its own and then ours. */
  history: { columns: string[]; rows: string[][] }[];
  /** Where the version is to be read on the web. */
  url: string;
  made: Date;
};

const plain = (text: string): Run[] => [{ text, face: "plain" }];

/**
 * A policy as a tagged PDF: document control, the text with its agreements in their places, change history; with
 * headings, lists, tables, links and bookmarks that a screen reader finds. A4.
 */
export async function writePolicyPdf(of: PolicyPdf): Promise<Buffer> {
  const paper = await Paper.open({
    title: `${of.title}, ${of.version.toLowerCase()}`,
    author: of.owner,
    subject: `Published by ${of.organisation}`,
    made: of.made,
  });
  const putHistory = () => {
    for (const { columns, rows } of of.history) {
      putTable(paper, { headerRow: true, rows: [columns, ...rows].map((row) => row.map(plain)) });
      paper.space(12);
    }
  };
  const blocks = new Blocks(paper, of.document, putHistory);
  const whole = { x: paper.left, width: paper.right - paper.left };
  blocks.paragraph([{ text: of.owner, face: "bold" }]);
  const title = paper.pdf.struct("H1");
  paper.root.add(title);
  paper.words(title, [{ text: of.title, face: "bold" }], { ...whole, points: 22 });
  title.end();
  paper.space(10);
  if (of.superseded)
    blocks.paragraph([
      { text: `This version has been superseded. ${of.superseded.words} `, face: "bold" },
      { text: of.superseded.url, face: "plain", link: of.superseded.url },
    ]);
  blocks.heading("Document control", 2);
  putTable(paper, {
    headerRow: false,
    headerColumn: true,
    widths: [0.32, 0.68],
    rows: of.control.map(({ label, value }) => [plain(label), plain(value)]),
  });
  paper.space(8);
  blocks.body(of.document.body);
  if (!of.document.body.some(({ type }) => type === "historyPlace")) {
    blocks.heading("Change history", 2);
    putHistory();
  }
  blocks.paragraph([
    { text: "The version in force is at ", face: "plain" },
    { text: of.url, face: "plain", link: of.url },
  ]);
  return paper.close(`${of.title}, ${of.version.toLowerCase()}. ${of.owner}`);
}
