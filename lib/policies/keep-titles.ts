import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Version, versionsOn } from "./version-states.ts";

/**
 * Gives policies, some or all of an organisation's, the title of the version that is in force today; before a first
 * one is, that of the version which comes first. Called with everything that changes which version that is, and by the
 * worker when a day begins. Running it again does nothing.
 * @returns how many titles it changed
 */
export async function keepTitles(
  transaction: Transaction,
  organisationId: string,
  which: { policyIds?: string[] } = {},
): Promise<number> {
  const { timeZone } = await transaction.organisation.findUniqueOrThrow({
    where: { organisationId },
    select: { timeZone: true },
  });
  const versions = await versionsOn(transaction, organisationId, today(timeZone), which);
  let changed = 0;
  for (const [id, own] of Map.groupBy(versions, ({ policyId }) => policyId)) {
    const named = own.find(({ state }) => state === "in-force") ?? firstToCome(own);
    if (!named) continue;
    const { count } = await transaction.policy.updateMany({
      where: { organisationId, id, title: { not: named.title } },
      data: { title: named.title },
    });
    changed += count;
  }
  return changed;
}

function firstToCome(versions: Version[]): Version | undefined {
  return versions
    .filter(({ state }) => state === "not-yet-in-force")
    .reduce<Version | undefined>(
      (first, one) => (first && (first.startsOn ?? "") <= (one.startsOn ?? "") ? first : one),
      undefined,
    );
}

/** The same for every organisation, on its own day: what the worker does as a day begins. */
export async function keepAllTitles(): Promise<number> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  let changed = 0;
  for (const { id } of organisations)
    changed += await inOrganisation(id, (transaction) => keepTitles(transaction, id));
  return changed;
}
