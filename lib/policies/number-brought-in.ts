import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import type { BringIn } from "./schema.ts";
import { nextNumber, sayNumber, type VersionNumber } from "./sending/next-number.ts";

/** The newest version that is there, by its number, with the day from which it was ratified to be in force. */
export type VersionBefore = VersionNumber & { id: string; implementationOn: Day | null };

/** The newest version of a policy; null for one that has none. */
export async function latestVersion(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<VersionBefore | null> {
  const version = await transaction.policyVersion.findFirst({
    where: { organisationId, policyId },
    orderBy: [{ major: "desc" }, { minor: "desc" }],
    include: {
      decisions: {
        where: { outcome: "ratified", decisionsAsReplaces: { none: {} } },
        orderBy: { recordedAt: "desc" },
        take: 1,
      },
    },
  });
  const implementation = version?.decisions[0]?.implementationOn;
  return (
    version && {
      id: version.id,
      major: version.major,
      minor: version.minor,
      implementationOn: implementation ? dateToDay(implementation) : null,
    }
  );
}

/**
 * The number asked for, or the next one.
 * @throws Refusal "invalid" while it is not said whether the change is material, or for a number that says otherwise;
 *   "conflict" for one that is not newer
 */
export function chooseNumber(input: BringIn, before: VersionBefore | null): VersionNumber {
  if (!before) return input.version ?? nextNumber(null, true);
  if (input.material === undefined)
    throw new Refusal(
      "invalid",
      `There is version ${sayNumber(before)} already: say with --material that everyone signs the next one again, or with --minor that they need not.`,
    );
  const next = nextNumber(before, input.material);
  const number = input.version ?? next;
  const newer = number.major > before.major || (number.major === before.major && number.minor > before.minor);
  if (!newer)
    throw new Refusal(
      "conflict",
      number.major === before.major && number.minor === before.minor
        ? `Version ${sayNumber(number)} is there already: the next number is ${sayNumber(next)}.`
        : `Version ${sayNumber(number)} is not newer than version ${sayNumber(before)}: the next number is ${sayNumber(next)}.`,
    );
  if (number.major > before.major !== input.material)
    throw new Refusal(
      "invalid",
      input.material
        ? `A material change raises the first figure: the next number is ${sayNumber(next)}.`
        : `A minor change keeps the first figure: the next number is ${sayNumber(next)}.`,
    );
  return number;
}

/** @throws Refusal "conflict" for a text that the policy has already, and for a number that is taken */
export async function refuseWhatIsThere(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  hash: string,
  number: VersionNumber,
): Promise<void> {
  const same = await transaction.policyVersion.findFirst({
    where: { organisationId, policyId, textHash: hash },
    orderBy: [{ major: "desc" }, { minor: "desc" }],
  });
  if (same)
    throw new Refusal(
      "conflict",
      `This text is already there, as version ${sayNumber(same)} of "${same.title}": nothing was written.`,
    );
  const taken = await transaction.policyVersion.findFirst({ where: { organisationId, policyId, ...number } });
  if (taken)
    throw new Refusal("conflict", `Version ${sayNumber(number)} is there already: nothing was written.`);
}
