import { v7 } from "uuid";

/**
 * A new identifier: UUID version 7 (RFC 9562), made here because `uuidv7()` is missing from PostgreSQL before 18.
 */
export const newId = (): string => v7();

/** Whether a piece of a URL can be an identifier at all; asking the database with anything else is an error. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
