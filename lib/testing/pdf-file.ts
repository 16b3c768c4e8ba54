import { deflateSync } from "node:zlib";

/** Words at a place: `x` from the left and `y` from the top, in points, on a page of A4. */
export type PdfWords = { x: number; y: number; text: string; size?: number; bold?: boolean };
export type PdfLink = { x: number; y: number; width: number; url: string };
export type PdfPageGiven = { words: PdfWords[]; links?: PdfLink[]; raw?: string };

type More = {
  /** Says that it is locked with a password that nobody knows. */
  locked?: boolean;
  /** Packs the words of the pages. */
  packed?: boolean;
};

/** A PDF made by hand, as small as one can be. */
export function pdfFile(pages: PdfPageGiven[], { locked = false, packed = false }: More = {}): Uint8Array {
  const objects: Buffer[] = [];
  const add = (content: string | Buffer) => {
    objects.push(Buffer.isBuffer(content) ? content : Buffer.from(content, "latin1"));
    return objects.length;
  };
  const font = (name: string) =>
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
  const [regular, bold] = [font("Helvetica"), font("Helvetica-Bold")];
  const parent = pages.length * 2 + 3 + pages.reduce((sum, page) => sum + (page.links?.length ?? 0), 0);
  const kids = pages.map(({ words, links = [], raw = "" }) => {
    const content = Buffer.from(words.map(drawn).join("\n") + raw, "latin1");
    const bytes = packed ? deflateSync(content) : content;
    const stream = add(
      Buffer.concat([
        Buffer.from(
          `<< /Length ${bytes.length}${packed ? " /Filter /FlateDecode" : ""} >>\nstream\n`,
          "latin1",
        ),
        bytes,
        Buffer.from("\nendstream", "latin1"),
      ]),
    );
    const annotations = links.map((link) =>
      add(
        `<< /Type /Annot /Subtype /Link /Rect [${link.x} ${842 - link.y - 3} ${link.x + link.width} ${842 - link.y + 9}] /A << /S /URI /URI ${string(link.url)} >> >>`,
      ),
    );
    return add(
      `<< /Type /Page /Parent ${parent} 0 R /MediaBox [0 0 595 842] /Contents ${stream} 0 R /Annots [${annotations.map((id) => `${id} 0 R`).join(" ")}] /Resources << /Font << /F1 ${regular} 0 R /F2 ${bold} 0 R >> >> >>`,
    );
  });
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids.map((id) => `${id} 0 R`).join(" ")}] >>`);
  const root = add(`<< /Type /Catalog /Pages ${parent} 0 R >>`);
  const lock = locked
    ? add(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${"5a".repeat(32)}> /U <${"a5".repeat(32)}> >>`)
    : null;
  const out: Buffer[] = [Buffer.from("%PDF-1.4\n", "latin1")];
  const starts = objects.map((object, index) => {
    const at = out.reduce((sum, one) => sum + one.length, 0);
    out.push(Buffer.from(`${index + 1} 0 obj\n`, "latin1"), object, Buffer.from("\nendobj\n", "latin1"));
    return at;
  });
  const at = out.reduce((sum, one) => sum + one.length, 0);
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  out.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R${lock ? ` /Encrypt ${lock} 0 R` : ""} /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>\nstartxref\n${at}\n%%EOF\n`,
      "latin1",
    ),
  );
  return new Uint8Array(Buffer.concat(out));
}

function drawn({ x, y, text, size = 11, bold = false }: PdfWords): string {
  return `BT /F${bold ? 2 : 1} ${size} Tf 1 0 0 1 ${x} ${842 - y} Tm ${string(text)} Tj ET`;
}

const string = (text: string) => `(${text.replace(/[\\()]/g, (sign) => `\\${sign}`)})`;
