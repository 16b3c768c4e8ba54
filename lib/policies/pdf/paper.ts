import path from "node:path";
import { pathToFileURL } from "node:url";
import type PDFDocument from "pdfkit";

/** The document that pdfkit writes, with its structure elements. */
export type Pdf = PDFKit.PDFDocument;
export type Element = PDFKit.PDFStructureElement;

/** A stretch of words in one face. */
export type Run = { text: string; face: Face; link?: string };
export type Face = "plain" | "bold" | "italic" | "bold-italic" | "mono";

/** The fonts have Latin, Greek, Cyrillic, and the ticks, boxes and arrows that forms are made of. */
const files: Record<Face, string> = {
  plain: "DejaVuSansCondensed.ttf",
  bold: "DejaVuSansCondensed-Bold.ttf",
  italic: "DejaVuSansCondensed-Oblique.ttf",
  "bold-italic": "DejaVuSansCondensed-BoldOblique.ttf",
  mono: "DejaVuSansMono.ttf",
};

/** In points: A4 with room for the footer below. */
export const margin = { left: 62, right: 62, top: 60, bottom: 72 };
export const size = { text: 10, small: 8.5 };
const ink = "#16212c";
const soft = "#465461";
export const line = "#b3bdc6";
const linkInk = "#0a4f8f";

/** What the file says of itself. */
export type About = { title: string; author: string; subject: string; made: Date };

/** One page after another, and the low-level ways to put words on them. */
export class Paper {
  readonly pdf: Pdf;
  readonly root: Element;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;

  private constructor(pdf: Pdf) {
    this.pdf = pdf;
    pdf.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve, reject) => {
      pdf.on("end", () => resolve());
      pdf.on("error", reject);
    });
    this.root = pdf.struct("Document");
    pdf.addStructure(this.root);
  }

  static async open({ title, author, subject, made }: About): Promise<Paper> {
    // found at run time and not bundled: it reads files of its own beside it
    const entry = path.join(process.cwd(), "node_modules/pdfkit/js/pdfkit.node.mjs");
    const { default: PdfDocument } = (await import(
      /* turbopackIgnore: true */ /* @vite-ignore */ pathToFileURL(entry).href
    )) as { default: typeof PDFDocument };
    const pdf = new PdfDocument({
      size: "A4",
      margins: margin,
      bufferPages: true,
      tagged: true,
      lang: "en-GB",
      pdfVersion: "1.7",
      subset: "PDF/UA" as never,
      displayTitle: true,
      font: null as never,
      info: { Title: title, Author: author, Subject: subject, CreationDate: made, ModDate: made },
    });
    const folder = path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf");
    for (const [face, file] of Object.entries(files)) pdf.registerFont(face, path.join(folder, file));
    pdf.font("plain").fontSize(size.text).fillColor(ink);
    return new Paper(pdf);
  }

  get left(): number {
    return margin.left;
  }
  get right(): number {
    return this.pdf.page.width - margin.right;
  }
  get bottom(): number {
    return this.pdf.page.height - margin.bottom;
  }

  /** Begins a new page unless this much is left on this one. */
  room(height: number): void {
    if (this.pdf.y + height > this.bottom) this.pdf.addPage();
  }

  space(height: number): void {
    if (this.pdf.y > margin.top) this.pdf.y += height;
  }

  /** How high the words are in a column of this width. */
  heightOf(runs: readonly Run[], width: number, points: number = size.text): number {
    const face = runs.some((run) => run.face.startsWith("bold")) ? "bold" : "plain";
    this.pdf.font(face).fontSize(points);
    return this.pdf.heightOfString(breakable(runs.map((run) => run.text).join("")) || " ", {
      width,
      lineGap: gap(points),
    });
  }

  /** Words from here on, in a column, as part of a structure element. A link is an element of its own. */
  words(
    parent: Element,
    runs: readonly Run[],
    at: { x: number; width: number; points?: number; colour?: string },
  ): void {
    const points = at.points ?? size.text;
    const shown = runs.filter(({ text }) => text !== "");
    shown.forEach((run, index) => {
      const put = () => {
        this.pdf
          .font(run.face)
          .fontSize(points)
          .fillColor(run.link ? linkInk : (at.colour ?? ink));
        const options = {
          width: at.width,
          lineGap: gap(points),
          continued: index < shown.length - 1,
          underline: run.link !== undefined,
          link: run.link ?? null,
        };
        if (index === 0) this.pdf.text(breakable(run.text), at.x, this.pdf.y, options as never);
        else this.pdf.text(breakable(run.text), options as never);
      };
      if (run.link) parent.add(this.pdf.struct("Link", { alt: run.text } as never, [put]));
      else parent.add(put);
    });
    this.pdf.fillColor(ink);
  }

  /** What is on the page to look at and means nothing: lines, page numbers. */
  artifact(draw: () => void, type: "Layout" | "Pagination" = "Layout"): void {
    this.pdf.markContent("Artifact", { type });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Puts the footer on every page and closes the file. */
  async close(footer: string): Promise<Buffer> {
    const { pdf } = this;
    this.root.end();
    const { start, count } = pdf.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      pdf.switchToPage(page);
      const { bottom } = pdf.page.margins;
      // words below the margin would begin a new page
      pdf.page.margins.bottom = 0;
      const y = pdf.page.height - 46;
      const width = this.right - this.left;
      this.artifact(() => {
        pdf.font("plain").fontSize(size.small).fillColor(soft);
        pdf.text(footer, this.left, y, { width: width - 90, height: 24, ellipsis: true });
        pdf.text(`Page ${page - start + 1} of ${count}`, this.right - 84, y, { width: 84, align: "right" });
      }, "Pagination");
      pdf.page.margins.bottom = bottom;
    }
    pdf.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }
}

/**
 * A word longer than any line may break where it is: to find out by itself how much of it goes on a line, pdfkit takes
 * time with the square of its length, minutes for one of 60,000 letters.
 */
export const breakable = (text: string): string => text.replace(/\S{300}/gu, "$&\u200b");

/** Space between lines, so that a line is about one and a half times as high as its letters. */
const gap = (points: number) => points * 0.3;
