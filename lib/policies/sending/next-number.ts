import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";

export type VersionNumber = { major: number; minor: number };

export const sayNumber = ({ major, minor }: VersionNumber): string => `${major}.${minor}`;

/**
 * The number that the next version gets: a material change raises the first figure, a minor one the second. It
 * follows the last version that was ratified; the number of one that was returned or taken back is given again, since
 * nobody ever signed under it.
 */
export const nextNumber = (last: VersionNumber | null, material: boolean): VersionNumber =>
  last === null
    ? { major: 1, minor: 0 }
    : material
      ? { major: last.major + 1, minor: 0 }
      : { major: last.major, minor: last.minor + 1 };

export type RatifiedVersion = VersionNumber & { id: string; startsOn: Day };

/** The newest ratified version of a policy by its number, in force or not yet, withdrawn or not; null without one. */
export async function lastRatified(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<RatifiedVersion | null> {
  const decision = await transaction.decision.findFirst({
    where: { organisationId, policyId, outcome: "ratified", decisionsAsReplaces: { none: {} } },
    orderBy: [{ major: "desc" }, { minor: "desc" }],
    select: { versionId: true, major: true, minor: true, implementationOn: true },
  });
  if (!decision?.implementationOn) return null;
  const { versionId, major, minor, implementationOn } = decision;
  return { id: versionId, major, minor, startsOn: dateToDay(implementationOn) };
}
