import { fileTypeFromBuffer } from "file-type";
import { decodeText } from "./decode-text.ts";
import { FileProblem } from "./policy-file-error.ts";

/** `packed` is a zip, which may be a Word document; its own reader says what else it is. */
export type FileKind =
  | { kind: "text"; text: string; unreadable: number }
  | { kind: "packed" }
  | { kind: "pdf" };

const SAVE_AS_WORD = "open it and save it as a Word document (.docx), then bring that in.";

/**
 * Tells by its content, never by its name, what a file is. Throws FileProblem for anything but text, a zip and a
 * PDF, with what it is and what to do.
 */
export async function tellKind(bytes: Uint8Array): Promise<FileKind> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = file.subarray(0, 1024).toString("latin1");
  if (start.includes("%PDF-")) return { kind: "pdf" };
  if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) return { kind: "packed" };
  if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) throw containerProblem(file);
  if (start.startsWith("{\\rtf")) throw other(`is a rich text file (.rtf): ${SAVE_AS_WORD}`);
  const decoded = decodeText(bytes);
  if (decoded === null) throw await binaryProblem(bytes);
  const opening = decoded.text.slice(0, 2000).trimStart().toLowerCase();
  if (
    /^<\?xml[^>]*\?>\s*<\?mso-application|^<\?xml[\s\S]*?<(pkg:package|w:worddocument|office:document)\b/.test(
      opening,
    )
  )
    throw other(`is a Word document in one XML file: ${SAVE_AS_WORD}`);
  if (/^(<!--[\s\S]*?-->\s*)*(<!doctype html|<html[\s>])/.test(opening))
    throw other(`is a web page (HTML): copy its words into a Word document, or ${SAVE_AS_WORD}`);
  if (/^mime-version:|^content-type: multipart/m.test(opening))
    throw other(`is a web page or e-mail in one file: ${SAVE_AS_WORD}`);
  if (decoded.text.trim() === "") throw new FileProblem("empty", "is empty: it has no words in it.");
  return { kind: "text", ...decoded };
}

const other = (says: string) => new FileProblem("other-kind", says);

/** The container of Office before 2007, which a newer document with a password is put into as well. */
function containerProblem(file: Buffer): FileProblem {
  const has = (name: string) => file.includes(Buffer.from(name, "utf16le"));
  if (has("EncryptedPackage"))
    return new FileProblem(
      "password",
      "is protected with a password: open it in Word, take the password off, save it and bring that one in.",
    );
  if (has("WordDocument")) return other(`is an old Word document (.doc): ${SAVE_AS_WORD}`);
  if (has("Workbook") || has("Book"))
    return other("is an old Excel workbook: copy its words into a Word document and bring that in.");
  if (has("PowerPoint Document"))
    return other("is an old PowerPoint presentation: copy its words into a Word document and bring that in.");
  return other(`is a file of an old Office program: ${SAVE_AS_WORD}`);
}

/** Kinds of file by the beginning of their media type. */
const KINDS: [string, string][] = [
  ["image/", "is a picture: bring in the document itself, or have its words recognised (OCR) first."],
  ["audio/", "is a sound recording, not a document."],
  ["video/", "is a film, not a document."],
  ["application/x-cfb", `is a file of an old Office program: ${SAVE_AS_WORD}`],
  ["application/postscript", "is a PostScript file: save it as a PDF and bring that in."],
];
const PACKED = /gzip|x-7z|x-rar|x-tar|x-bzip|x-xz|zstd|compress/;

async function binaryProblem(bytes: Uint8Array): Promise<FileProblem> {
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? "";
  const known = KINDS.find(([beginning]) => type.startsWith(beginning))?.[1];
  if (known) return other(known);
  if (PACKED.test(type))
    return other("is a packed file: unpack it and bring in the Word or PDF document itself.");
  return other("is not a Word document, a PDF or a text: bring in one of those.");
}
