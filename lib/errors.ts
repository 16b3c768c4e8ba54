/** What can be expected to go wrong, and what each means to the web: not-found is 404, and so on. */
export type RefusalCode =
  | "not-found"
  | "not-permitted"
  | "not-signed-in"
  | "invalid"
  | "conflict"
  | "superseded"
  | "waiting-for-pupil"
  | "no-longer-needed"
  | "too-many-tries";

/** One thing wrong with one field of a form. */
export type FieldProblem = { field: string; message: string };

/**
 * An expected refusal: a code for the program and a sentence for the person. Everything else that is thrown is a
 * fault, is logged and shown as "Sorry, there is a problem".
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly problems: FieldProblem[];

  constructor(code: RefusalCode, sentence: string, problems: FieldProblem[] = []) {
    super(sentence);
    this.name = "Refusal";
    this.code = code;
    this.problems = problems;
  }
}

/** What a form gets back whose fields are not all as they have to be. */
export const wrongInput = (problems: FieldProblem[]): Refusal =>
  new Refusal("invalid", "Some of what was entered needs another look.", problems);

/** The same where one field alone is wrong. */
export const wrongField = (field: string, message: string): Refusal => wrongInput([{ field, message }]);

/** What someone may not know exists is not there: the same answer for both. */
export const notFound = (): Refusal => new Refusal("not-found", "There is nothing here for you.");
