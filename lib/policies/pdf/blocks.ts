import type { List, Table } from "mdast";
import { words as plainWords } from "../document/markdown.ts";
import type { BodyNode, PolicyAgreement, PolicyDocument } from "../document/types.ts";
import { type Element, type Face, line, type Paper, type Run, size } from "./paper.ts";
import { putTable } from "./table.ts";

type At = { x: number; width: number };
type Outline = { addItem(title: string): Outline };

/** Writes the body of a policy: headings with bookmarks, clauses, lists, tables, its agreements in their places. */
export class Blocks {
  readonly #paper: Paper;
  readonly #document: PolicyDocument;
  readonly #open: number[] = [];
  readonly #bookmarks: Outline[];

  readonly #putHistory: () => void;

  /** @param putHistory writes the change history, where the text has its place */
  constructor(paper: Paper, document: PolicyDocument, putHistory: () => void) {
    this.#paper = paper;
    this.#document = document;
    this.#putHistory = putHistory;
    this.#bookmarks = [(paper.pdf as unknown as { outline: Outline }).outline];
  }

  get #whole(): At {
    return { x: this.#paper.left, width: this.#paper.right - this.#paper.left };
  }

  /** A heading of ours or of the text; level 2 is a section. */
  heading(text: string, level: number): void {
    const paper = this.#paper;
    const points = level <= 2 ? 14 : level === 3 ? 11.5 : size.text;
    const runs: Run[] = [{ text, face: "bold" }];
    const { x, width } = this.#whole;
    paper.space(level <= 2 ? 16 : 10);
    // never alone at the foot of a page
    paper.room(paper.heightOf(runs, width, points) + 48);
    const depth = Math.min(6, level);
    const element = paper.pdf.struct(`H${depth}` as never);
    paper.root.add(element);
    paper.words(element, runs, { x, width, points });
    element.end();
    paper.space(4);
    this.#bookmarks.length = Math.min(this.#bookmarks.length, level - 1);
    this.#bookmarks.push((this.#bookmarks.at(-1) as Outline).addItem(text));
  }

  paragraph(runs: Run[], at: At = this.#whole, parent: Element = this.#paper.root): void {
    if (runs.every(({ text }) => text.trim() === "")) return;
    const element = this.#paper.pdf.struct("P");
    parent.add(element);
    this.#paper.room(30);
    this.#paper.words(element, runs, at);
    element.end();
    this.#paper.space(6);
  }

  body(nodes: readonly BodyNode[]): void {
    let before: BodyNode | null = null;
    for (const node of nodes) {
      if (node.type === "heading") {
        const text = plainWords(node);
        if (text) this.heading(text, this.#levelOf(node.depth));
      } else if (node.type === "agreementPlace") {
        const found = this.#document.agreements.find((one) => one.key === node.key);
        if (found) this.#agreement(found, before);
      } else if (node.type === "historyPlace") this.#putHistory();
      else if (node.type === "relatedPlace")
        this.#bullets(
          this.#document.related.map(({ label, url }) => [
            { text: label, face: "plain", link: webLink(url) },
          ]),
        );
      else this.#block(node, this.#whole, this.#paper.root);
      before = node;
    }
  }

  #levelOf(depth: number): number {
    while ((this.#open.at(-1) ?? 0) >= depth) this.#open.pop();
    this.#open.push(depth);
    return this.#open.length + 1;
  }

  #agreement(agreement: PolicyAgreement, before: BodyNode | null): void {
    const named =
      before?.type === "heading" && plainWords(before).toLowerCase().endsWith(agreement.title.toLowerCase());
    if (!named && !agreement.wholeDocument) this.heading(agreement.title, this.#open.length + 2);
    this.body([...agreement.introduction, ...agreement.statements]);
    this.body(agreement.declaration);
    this.#bullets(agreement.fields.map(({ label }) => [{ text: label, face: "plain" }]));
    if (!agreement.countersignPart) return;
    this.body(agreement.countersignPart.declaration);
    this.#bullets(agreement.countersignPart.fields.map(({ label }) => [{ text: label, face: "plain" }]));
  }

  #bullets(items: Run[][]): void {
    if (items.length === 0) return;
    const list = this.#paper.pdf.struct("L");
    this.#paper.root.add(list);
    for (const runs of items)
      this.#item(list, "•", this.#whole, (element, at) => this.#lines(element, runs, at));
    list.end();
    this.#paper.space(6);
  }

  #block(node: BodyNode, at: At, parent: Element): void {
    const { pdf } = this.#paper;
    if (node.type === "paragraph") this.paragraph(runsOf(node), at, parent);
    else if (node.type === "list") this.#list(node, at, parent);
    else if (node.type === "table") this.#table(node);
    else if (node.type === "blockquote") {
      const quote = pdf.struct("BlockQuote");
      parent.add(quote);
      for (const child of node.children) this.#block(child, { x: at.x + 14, width: at.width - 14 }, quote);
      quote.end();
    } else if (node.type === "thematicBreak") {
      this.#paper.room(20);
      this.#paper.artifact(() => {
        const y = pdf.y + 4;
        pdf
          .lineWidth(0.6)
          .strokeColor(line)
          .moveTo(at.x, y)
          .lineTo(at.x + at.width, y)
          .stroke();
        pdf.y += 12;
      });
    } else {
      const face = node.type === "code" ? "mono" : node.type === "heading" ? "bold" : "plain";
      this.paragraph([{ text: node.type === "code" ? node.value : plainWords(node), face }], at, parent);
    }
  }

  #list(node: List, at: At, parent: Element): void {
    const list = this.#paper.pdf.struct("L");
    parent.add(list);
    node.children.forEach((item, index) => {
      const label = node.ordered ? `${(node.start ?? 1) + index}.` : "•";
      this.#item(list, label, at, (element, inner) => {
        for (const child of item.children) {
          if (child.type === "paragraph") this.#lines(element, runsOf(child), inner);
          else this.#block(child, inner, element);
        }
      });
    });
    list.end();
    this.#paper.space(4);
  }

  #item(list: Element, label: string, at: At, fill: (element: Element, at: At) => void): void {
    const paper = this.#paper;
    const { pdf } = paper;
    paper.room(28);
    const item = pdf.struct("LI");
    list.add(item);
    const top = pdf.y;
    const mark = pdf.struct("Lbl");
    item.add(mark);
    paper.words(mark, [{ text: label, face: "plain" }], { x: at.x + 4, width: 26 });
    mark.end();
    pdf.y = top;
    const body = pdf.struct("LBody");
    item.add(body);
    const indent = label === "•" ? 18 : 26;
    fill(body, { x: at.x + indent, width: at.width - indent });
    if (pdf.y === top) pdf.y += 14;
    body.end();
    item.end();
    paper.space(3);
  }

  /** The words of an item: a paragraph without the space that follows one. */
  #lines(parent: Element, runs: Run[], at: At): void {
    const element = this.#paper.pdf.struct("P");
    parent.add(element);
    this.#paper.words(element, runs, at);
    element.end();
  }

  #table(node: Table): void {
    this.#paper.space(4);
    putTable(this.#paper, {
      headerRow: true,
      rows: node.children.map((row) => row.children.map((cell) => runsOf(cell))),
    });
    this.#paper.space(10);
  }
}

const webLink = (url: string | undefined) => (url && /^(https?:|mailto:)/.test(url) ? url : undefined);

/** The words of a paragraph or cell, stretch by stretch; local wording reads as the text's own words. */
export function runsOf(node: BodyNode | { type: "tableCell"; children: unknown[] }): Run[] {
  const runs: Run[] = [];
  const visit = (one: unknown, style: { bold: boolean; italic: boolean; link?: string }) => {
    const part = one as {
      type: string;
      value?: string;
      default?: string;
      url?: string;
      children?: unknown[];
    };
    const face: Face = style.bold
      ? style.italic
        ? "bold-italic"
        : "bold"
      : style.italic
        ? "italic"
        : "plain";
    const put = (words: string, as: Face = face) => {
      const text = words.replace(/\s+/g, " ");
      const before = runs.at(-1);
      // alike ones are one: a line may break between two
      if (before?.face === as && before.link === style.link) before.text += text;
      else runs.push({ text, face: as, link: style.link });
    };
    if (part.type === "text") put(part.value ?? "");
    else if (part.type === "localWording") put(part.default ?? "");
    else if (part.type === "inlineCode") put(part.value ?? "", "mono");
    else if (part.type === "break") runs.push({ text: "\n", face });
    else
      for (const child of part.children ?? [])
        visit(child, {
          bold: style.bold || part.type === "strong",
          italic: style.italic || part.type === "emphasis",
          link: part.type === "link" ? webLink(part.url) : style.link,
        });
  };
  visit(node, { bold: false, italic: false });
  const last = runs.at(-1);
  if (last) last.text = last.text.trimEnd();
  return runs;
}
