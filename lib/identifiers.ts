import { v7 } from "uuid";

/**
 * A new identifier: UUID version 7 (RFC 9562), made here because `uuidv7()` is missing from PostgreSQL before 18.
 */
export const newId = (): string => v7();

/** Whether a piece of a URL can be an identifier at all; asking the database with anything else is an error. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A receipt's number as people read it out: the last 60 bits of the signature's identifier in Crockford's base 32
 * (no I, L, O or U), in three groups of four.
 */
export function receiptNumber(signatureId: string): string {
  let bits = BigInt(`0x${signatureId.replaceAll("-", "").slice(-15)}`);
  let number = "";
  for (let place = 0; place < 12; place++) {
    number = letters[Number(bits & 31n)] + number;
    bits >>= 5n;
  }
  return number.replace(/(.{4})(?=.)/g, "$1-");
}
