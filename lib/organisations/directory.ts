import { createHash } from "node:crypto";
import { database } from "#lib/database/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";

/*
 * The directory leads from outside to an organisation and holds no personal text: an e-mail address stands in it
 * as a hash only. It is outside row-level security, because whoever signs in has no organisation yet.
 */

/** The directory's key for a normalised e-mail address: SHA-256 in hexadecimal. */
export const addressKey = (normalised: string): string =>
  createHash("sha256").update(`address:${normalised}`).digest("hex");

/** Lets an address lead to a person; a second time changes nothing. */
export async function enterAddress(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  normalised: string,
): Promise<void> {
  await transaction.directoryEntry.createMany({
    data: [{ kind: "address", key: addressKey(normalised), organisationId, targetId: personId }],
    skipDuplicates: true,
  });
}

/** The address no longer leads to this person; to others who share it, it still does. */
export async function leaveAddress(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  normalised: string,
): Promise<void> {
  await transaction.directoryEntry.deleteMany({
    where: { kind: "address", key: addressKey(normalised), organisationId, targetId: personId },
  });
}

/**
 * Everyone to whom an address leads, in every organisation that is open: families share addresses, and people
 * belong to several organisations. For sign-in only; whoever asks has not been identified yet.
 */
export async function findByAddress(
  normalised: string,
): Promise<{ organisationId: string; personId: string }[]> {
  const entries = await database().directoryEntry.findMany({
    where: { kind: "address", key: addressKey(normalised), directory: { state: "open" } },
    select: { organisationId: true, targetId: true },
    orderBy: [{ organisationId: "asc" }, { targetId: "asc" }],
  });
  return entries.map(({ organisationId, targetId }) => ({ organisationId, personId: targetId }));
}

/** Lets a school's URN lead to it. */
export async function enterUrn(
  transaction: Transaction,
  organisationId: string,
  unitId: string,
  urn: string,
): Promise<void> {
  await transaction.directoryEntry.createMany({
    data: [{ kind: "urn", key: urn, organisationId, targetId: unitId }],
    skipDuplicates: true,
  });
}
