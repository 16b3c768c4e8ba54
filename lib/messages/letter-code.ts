import { createHmac } from "node:crypto";
import { secret } from "#lib/env.ts";

/** Letters and digits that nobody takes for one another, on paper or read out: no 0 or O, no 1, I or L, no U. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 10;

/**
 * The code of a letter: ten signs, 49 bits. Made of the letter's identifier and the installation's secret, so that
 * whoever may print the letter can print it again, and the database holds nothing that could be typed.
 */
export function letterCode(linkId: string): string {
  const mac = createHmac("sha256", secret()).update(`letter:${linkId}`).digest("hex");
  let number = BigInt(`0x${mac.slice(0, 32)}`);
  let code = "";
  for (let place = 0; place < length; place++) {
    code += alphabet[Number(number % 30n)];
    number /= 30n;
  }
  return code;
}

/** A code as it is printed: `7KDXM-4QRTB`. */
export const sayLetterCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What was typed, as a code: capitals, without spaces and hyphens; null when it cannot be one. */
export function readLetterCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, "");
  return code.length === length && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}
