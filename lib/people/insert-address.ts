import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { enterAddress } from "#lib/organisations/directory.ts";
import { normaliseAddress } from "./schema.ts";

/**
 * Writes an address of a person and lets the directory lead to them by it. Two that race write one: the other gets
 * the first one's row back with `made: false`. An address that was taken away comes back as the same row.
 * @param asWritten a checked address, as it was typed
 */
export async function insertAddress(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  asWritten: string,
): Promise<{ id: string; made: boolean }> {
  const normalised = normaliseAddress(asWritten);
  const { count } = await transaction.address.createMany({
    data: [{ organisationId, id: newId(), personId, normalised, asWritten, createdAt: now() }],
    skipDuplicates: true,
  });
  const reopened =
    count === 1
      ? 0
      : (
          await transaction.address.updateMany({
            where: { organisationId, personId, normalised, endedAt: { not: null } },
            data: { endedAt: null, asWritten },
          })
        ).count;
  const made = count + reopened > 0;
  if (made) await enterAddress(transaction, organisationId, personId, normalised);
  const row = await transaction.address.findUniqueOrThrow({
    where: { organisationId_personId_normalised: { organisationId, personId, normalised } },
    select: { id: true },
  });
  return { id: row.id, made };
}
