import { randomInt } from "node:crypto";

// No vowels, so that no code is a word; no letters or figures that are taken for each other on paper.
const letters = "CDFHJKMNPRTVWXY34679";
const length = 8;

/** A code for a printed form, such as `KH3W9TCN`: one of 25 billion. */
export const newFormCode = (): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

/** The code as it stands on paper: `KH3W-9TCN`. */
export const sayFormCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** A code as somebody typed it, or null when it cannot be one. */
export function readFormCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, "");
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : null;
}
