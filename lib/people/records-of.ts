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

/** For each of some records the one that stands for the person: itself, or the one that it was joined to. */
export async function keptRecords(
  transaction: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const joined = await transaction.personAlias.findMany({
    where: { organisationId, duplicateId: { in: [...new Set(ids)] }, undoneAt: null },
    select: { duplicateId: true, personId: true },
  });
  const kept = new Map(joined.map(({ duplicateId, personId }) => [duplicateId, personId]));
  return (id) => kept.get(id) ?? id;
}
