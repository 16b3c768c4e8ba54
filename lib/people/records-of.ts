import type { Transaction } from "#lib/database/transaction.ts";

/** Every record that stands for a person: their own, and those that were joined to it. */
export async function recordsOf(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<string[]> {
  const joined = await transaction.personAlias.findMany({
    where: { organisationId, personId, undoneAt: null },
    select: { duplicateId: true },
  });
  return [personId, ...joined.map(({ duplicateId }) => duplicateId)];
}
