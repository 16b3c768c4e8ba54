import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { FileProblem, PolicyFileError } from "./policy-file-error.ts";
import { readApart } from "./read-apart.ts";
import { count, type FileRead, type Remark } from "./read-file.ts";
import { tellKind } from "./tell-kind.ts";

/** Largest policy file that is read, in bytes. */
export const LARGEST_POLICY_FILE = 10 * 1024 * 1024;

export type PolicyFile = FileRead & {
  kind: "text" | "word" | "pdf";
  /** SHA-256 of the file's bytes as they came, in hexadecimal. */
  hash: string;
};

/**
 * Reads the text of a policy from a file's bytes: Word (.docx), PDF with a text layer, or text and Markdown in
 * UTF-8, UTF-16 or Windows-1252, told by the content and never by the name. Word and PDF are read in a process of
 * their own, within 10 seconds and 512 MB. Throws PolicyFileError with one sentence, in which `fileName` is how
 * the file is called.
 */
export async function readPolicyFile(bytes: Uint8Array, fileName: string): Promise<PolicyFile> {
  try {
    if (bytes.byteLength > LARGEST_POLICY_FILE) throw tooLarge();
    if (bytes.byteLength === 0) throw new FileProblem("empty", "is empty.");
    const hash = createHash("sha256").update(bytes).digest("hex");
    const found = await tellKind(bytes);
    if (found.kind === "text")
      return { kind: "text", hash, text: found.text, notPlaced: [], notes: unreadable(found) };
    const [read] = await readApart([{ kind: found.kind, bytes }]);
    if (!read || read instanceof FileProblem) throw read ?? new Error("No answer about the file.");
    return { kind: found.kind === "pdf" ? "pdf" : "word", hash, ...read };
  } catch (error) {
    if (error instanceof FileProblem)
      throw new PolicyFileError(error.problem, `${fileName} ${error.message}`);
    throw error;
  }
}

/** The bytes of a policy file on disk, no more than are read of one. Throws PolicyFileError. */
export async function policyFileBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) throw new PolicyFileError("folder", `${path} is a folder, not a file.`);
      if (stat.size > LARGEST_POLICY_FILE)
        throw new PolicyFileError("too-large", `${path} ${tooLarge().message}`);
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

/** A remark as one line: `Line 12: Comment by …`. */
export function sayRemark({ what, where }: Remark): string {
  if (!where) return `${what}.`;
  return `${"line" in where ? `Line ${where.line}` : `Page ${where.page}`}: ${what}.`;
}

const tooLarge = () => new FileProblem("too-large", "is larger than 10 MB, the most that is read.");

function unreadable({ text, unreadable: places }: { text: string; unreadable: number }): Remark[] {
  if (places === 0) return [];
  const line = text.slice(0, text.indexOf("\uFFFD")).split("\n").length;
  return [
    { what: `${count(places, "letter")} of the file can't be read and stand as \uFFFD`, where: { line } },
  ];
}
