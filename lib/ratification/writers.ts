import type { Transaction } from "#lib/database/transaction.ts";
import { keptRecords, recordsOf } from "#lib/people/records-of.ts";
import type { Proposal } from "./proposal-of.ts";

/**
 * The one person who wrote a version, as everyone who wrote in its draft is on record; null when several did or it is
 * not known. Nobody ratifies alone what they alone wrote.
 */
export async function soleWriter(
  transaction: Transaction,
  organisationId: string,
  { draftId, writtenById }: Pick<Proposal["version"], "draftId" | "writtenById">,
): Promise<string | null> {
  const written = draftId
    ? await transaction.draftWriter.findMany({
        where: { organisationId, draftId },
        select: { personId: true },
      })
    : [];
  const ids = new Set(written.map(({ personId }) => personId));
  if (ids.size === 0 && writtenById) ids.add(writtenById);
  if (ids.size === 0) return null;
  // two records of one person are one writer
  const kept = await keptRecords(transaction, organisationId, [...ids]);
  const people = new Set([...ids].map(kept));
  const [only] = people;
  return people.size === 1 && only ? only : null;
}

/** Whether these people are nobody but the one who wrote it. */
export async function areOnly(
  transaction: Transaction,
  organisationId: string,
  personIds: readonly string[],
  writer: string | null,
): Promise<boolean> {
  if (writer === null || personIds.length === 0) return false;
  const records = await recordsOf(transaction, organisationId, writer);
  return personIds.every((id) => records.includes(id));
}
