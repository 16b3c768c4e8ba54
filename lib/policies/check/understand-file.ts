import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { bringInText } from "../document/bring-in-text.ts";
import { printDocument } from "../document/print-document.ts";
import { PolicyDocumentError } from "../document/types.ts";
import { PolicyFileError } from "../files/policy-file-error.ts";
import type { Remark } from "../files/read-file.ts";
import { type PolicyFile, readPolicyFile } from "../files/read-policy-file.ts";
import { titleOfFile } from "../files/title-of-file.ts";

/** A file as it was read and what was understood of it. */
export type UnderstoodFile = {
  file: PolicyFile;
  /** The one text of the policy, with a title in every case. */
  text: string;
  title: string;
  notPlaced: Remark[];
  notes: Remark[];
};

const refuse = (message: string): Refusal => {
  const problem: FieldProblem = { field: "file", message };
  return new Refusal("invalid", message, [problem]);
};

/**
 * Reads a file, in a process of its own, and understands it as a policy. `title` is the one to have in place of the
 * file's own.
 * @throws Refusal "invalid" about the field `file`, with one sentence that says what is wrong with it and what to do
 */
export async function understandFile(
  bytes: Uint8Array,
  fileName: string,
  title?: string,
): Promise<UnderstoodFile> {
  try {
    const file = await readPolicyFile(bytes, fileName);
    const { document, unplaced } = bringInText(file.text);
    const named = title || document.title || titleOfFile(fileName);
    const notes = [...file.notes];
    if (!title && document.title === null)
      notes.push({ what: `The text names no title: “${named}” is the name of its file`, where: null });
    return {
      file,
      text: printDocument({ ...document, title: named }),
      title: named,
      notPlaced: [...file.notPlaced, ...unplaced.map(({ line, text }) => ({ what: text, where: { line } }))],
      notes,
    };
  } catch (error) {
    if (error instanceof PolicyFileError) throw refuse(error.message);
    if (error instanceof PolicyDocumentError)
      throw refuse(`${fileName} can’t be brought in. Line ${error.line}: ${error.sentence}`);
    throw error;
  }
}
