/** Why a file can't be taken as a policy. */
export type PolicyFileProblem =
  | "missing"
  | "folder"
  | "unreadable"
  | "empty"
  | "too-large"
  | "other-kind"
  | "password"
  | "no-text"
  | "damaged"
  | "too-much"
  | "too-long";

/** A policy file that can't be read. Its message is one sentence for the person who chose or named the file. */
export class PolicyFileError extends Error {
  readonly problem: PolicyFileProblem;
  constructor(problem: PolicyFileProblem, message: string) {
    super(message);
    this.name = "PolicyFileError";
    this.problem = problem;
  }
}

/**
 * Thrown by the readers, which don't know what the file is called: `says` goes on after its name
 * ("is empty.", "is protected with a password: …").
 */
export class FileProblem extends Error {
  readonly problem: PolicyFileProblem;
  constructor(problem: PolicyFileProblem, says: string) {
    super(says);
    this.name = "FileProblem";
    this.problem = problem;
  }
}

export const damagedWord = () =>
  new FileProblem(
    "damaged",
    "is a damaged Word document: open it in Word, save it under another name and bring that one in.",
  );

export const damagedPdf = () =>
  new FileProblem(
    "damaged",
    "is a damaged PDF: save it as a PDF again from the program it was made with, or bring in the Word file.",
  );

export const tooMuch = (what: string) =>
  new FileProblem(
    "too-much",
    `is a ${what} that unpacks to far more than any policy holds: copy its text into a new Word document and bring that in.`,
  );
