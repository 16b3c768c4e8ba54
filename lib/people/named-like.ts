import { Prisma } from "#lib/database/generated/client.ts";
import { fold } from "./names.ts";

/**
 * A condition on a column that holds a `sortName`: every word of the search stands somewhere in it, in any order. True
 * of everyone when the search has no words; at most six words count.
 */
export const namedLike = (search: string | undefined, column: Prisma.Sql): Prisma.Sql =>
  Prisma.join(
    [Prisma.sql`true`, ...wordsOf(search).map((word) => Prisma.sql`position(${word} in ${column}) > 0`)],
    " and ",
  );

/** The words of a search as names are sorted, without those past the sixth. */
export const wordsOf = (search = ""): string[] => fold(search).split(/[ ,]+/).filter(Boolean).slice(0, 6);
