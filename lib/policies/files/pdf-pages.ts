import { getDocumentProxy } from "unpdf";
import { type PdfPage, readAnnotations, withLinks } from "./pdf-annotations.ts";
import { type Fonts, fontsOf, type Pdf } from "./pdf-fonts.ts";
import type { Fragment } from "./pdf-fragment.ts";
import { damagedPdf, FileProblem } from "./policy-file-error.ts";
import { quote, type Remark } from "./read-file.ts";

export type Page = { number: number; width: number; height: number; fragments: Fragment[] };
export type PdfPages = { pages: Page[]; notPlaced: Remark[]; notes: Remark[] };

/** Signs of the fonts for bullets and ticks, which have no letters of their own. */
const SIGNS: Record<string, string> = {
  "\uF0B7": "•",
  "\uF0A7": "▪",
  "\uF0D8": "➢",
  "\uF0FC": "✓",
  "\uF06F": "☐",
  "\uF071": "☐",
  "\uF0A8": "☐",
  "\uF076": "•",
  "\uF02D": "–",
  "\uF0A3": "☐",
};
const LIGATURES: Record<string, string> = {
  "\uFB00": "ff",
  "\uFB01": "fi",
  "\uFB02": "fl",
  "\uFB03": "ffi",
  "\uFB04": "ffl",
  "\uFB05": "st",
  "\uFB06": "st",
};

/**
 * Reads the pages of a PDF: words with their places, fonts and links. A file that is damaged in places is read
 * as far as it goes, and that is said. Throws FileProblem for one that is locked or no whole PDF.
 */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPages> {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-4096);
  if (!tail.includes("%%EOF")) throw damagedPdf();
  try {
    return await readPages(bytes, true);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
  }
  try {
    const read = await readPages(bytes, false);
    const what = "A part of the PDF is damaged and may be missing here: compare the text with the file";
    return { ...read, notes: [{ what, where: null }, ...read.notes] };
  } catch (error) {
    throw error instanceof FileProblem ? error : damagedPdf();
  }
}

async function readPages(bytes: Uint8Array, strict: boolean): Promise<PdfPages> {
  const pdf = await openPdf(bytes, strict);
  const fonts = fontsOf(() => openPdf(bytes, false));
  const read: PdfPages = { pages: [], notPlaced: [], notes: [] };
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      try {
        const page = await pdf.getPage(number);
        read.pages.push(await readPage(page, number, fonts, read));
        page.cleanup();
      } catch (error) {
        if (strict) throw error;
        read.notPlaced.push({ what: "A page that can't be read", where: { page: number } });
      }
    }
  } finally {
    await pdf.loadingTask.destroy();
    await fonts.close();
  }
  return read;
}

async function openPdf(bytes: Uint8Array, strict: boolean): Promise<Pdf> {
  try {
    // The library takes the bytes over, so it gets its own.
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      stopAtErrors: strict,
      useSystemFonts: false,
      disableFontFace: true,
      maxImageSize: 0,
    });
  } catch (error) {
    if ((error as Error).name === "PasswordException")
      throw new FileProblem(
        "password",
        "is protected with a password: open it, save it without the password and bring that one in.",
      );
    throw error;
  }
}

async function readPage(page: PdfPage, number: number, fonts: Fonts, read: PdfPages): Promise<Page> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  const names = content.items.map((item) => ("str" in item ? item.fontName : ""));
  await fonts.learn(number, names);
  const { links, remarks } = await readAnnotations(page, number);
  read.notPlaced.push(...remarks);
  const fragments: Fragment[] = [];
  const aslant: string[] = [];
  for (const item of content.items) {
    if (!("str" in item) || item.str.trim() === "") continue;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform as number[];
    const [x = 0, y = 0] = viewport.convertToViewportPoint(e, f) as number[];
    const [alongX = 0, alongY = 0] = viewport.convertToViewportPoint(e + a, f + b) as number[];
    const size = Math.hypot(c, d) || Math.hypot(a, b);
    const text = readable(item.str);
    if (Math.abs(alongY - y) > 0.1 * Math.abs(alongX - x)) {
      aslant.push(text.trim());
      continue;
    }
    fragments.push(...withLinks({ text, x, y, width: item.width, size, ...fonts.of(item.fontName) }, links));
  }
  if (aslant.length > 0)
    read.notPlaced.push({
      what: `Words that stand aslant: ${quote(aslant.join(" "))}`,
      where: { page: number },
    });
  return { number, width: viewport.width, height: viewport.height, fragments };
}

function readable(text: string): string {
  return text
    .replace(/[\uF000-\uF0FF]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/[\uFB00-\uFB06]/g, (sign) => LIGATURES[sign] ?? sign)
    .replace(/\p{Cc}/gu, " ")
    .replace(/\u00A0/g, " ");
}
