import { open } from "node:fs/promises";

/** Largest policy file that is read, in bytes. */
export const LARGEST_POLICY_FILE = 10 * 1024 * 1024;

export type PolicyFileProblem =
  | "missing"
  | "folder"
  | "unreadable"
  | "empty"
  | "too-large"
  | "binary"
  | "not-utf-8";

/** A policy file that can't be read. Its message is one sentence for the person who named the file. */
export class PolicyFileError extends Error {
  readonly problem: PolicyFileProblem;
  constructor(problem: PolicyFileProblem, message: string) {
    super(message);
    this.name = "PolicyFileError";
    this.problem = problem;
  }
}

/**
 * Reads a policy from a text or Markdown file: UTF-8 with or without a byte-order mark, up to 10 MB.
 * Throws PolicyFileError.
 */
export async function readPolicyFile(path: string): Promise<string> {
  return readPolicyBytes(await bytesOf(path), path);
}

/** The text of a policy file's bytes; `name` is how the sentences of PolicyFileError call it. */
export function readPolicyBytes(bytes: Uint8Array, name: string): string {
  if (bytes.byteLength > LARGEST_POLICY_FILE) throw tooLarge(name);
  if (bytes.byteLength === 0) throw new PolicyFileError("empty", `${name} is empty.`);
  const kind = binaryKind(bytes);
  if (kind) throw new PolicyFileError("binary", `${name} ${kind}`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PolicyFileError("not-utf-8", `${name} is not UTF-8 text: save it as UTF-8 and try again.`);
  }
  if (text.trim() === "") throw new PolicyFileError("empty", `${name} is empty: it has no words in it.`);
  return text;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) throw new PolicyFileError("folder", `${path} is a folder, not a file.`);
      if (stat.size > LARGEST_POLICY_FILE) throw tooLarge(path);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof PolicyFileError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new PolicyFileError("missing", `There is no file ${path}.`);
    if (code === "EISDIR") throw new PolicyFileError("folder", `${path} is a folder, not a file.`);
    throw new PolicyFileError("unreadable", `${path} can't be read${code ? ` (${code})` : ""}.`);
  }
}

function tooLarge(name: string): PolicyFileError {
  return new PolicyFileError("too-large", `${name} is larger than 10 MB, the most that is read.`);
}

/** What kind of binary file the bytes are, as the end of a sentence; null for what may be text. */
function binaryKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const sentence = "Word and PDF files are not read yet by this command: save it as text or Markdown.";
  if (start.startsWith("%PDF-")) return `is a PDF file; ${sentence}`;
  if (start.startsWith("PK\u0003\u0004")) return `is a Word document or another packed file; ${sentence}`;
  if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) return `is an old Word document; ${sentence}`;
  if (start.startsWith("{\\rtf")) return `is a rich text file; ${sentence}`;
  if (isUtf16(bytes)) return null;
  return bytes.includes(0) ? "is not a text file." : null;
}

/** A byte-order mark of UTF-16, which Windows writes: text, only not UTF-8. */
function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
