import { createHmac, randomBytes } from "node:crypto";
import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { secret } from "#lib/env.ts";
import { newId } from "#lib/identifiers.ts";
import { addressKey } from "#lib/organisations/directory.ts";
import { whoMayStillSignIn } from "#lib/people/addresses-not-to-use.ts";
import { normaliseAddress } from "#lib/people/schema.ts";

export { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";

/*
 * Links by which people without an account come to what they are asked to sign. A link shows what it is about and
 * no more; a code sent to the same address opens it, so that a link which is forwarded, or opened by whatever scans
 * the mail, opens nothing. The database holds a keyed hash of it only.
 */

export const linkDays = 30;
const day = 24 * 60 * 60_000;

export type NewLink = {
  organisationId: string;
  personId: string;
  /** The school that asks. */
  unitId: string;
  /** The one address to which the link's code is sent: normalised. */
  toAddress: string;
};

/** What stands for a link or a letter's code in the database. Keyed, because a letter's code is short. */
export const linkHash = (secretPart: string): string =>
  createHmac("sha256", secret()).update(`link:${secretPart}`).digest("hex");

/**
 * Makes a link to everything its person is asked to sign, good for `linkDays` days, in the transaction that queues
 * the message which tells of it.
 * @returns the token of `/countersign/<token>`; kept nowhere
 */
export async function makeLink(transaction: Transaction, link: NewLink): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await keepLink(transaction, { ...link, kind: "message", hash: linkHash(token), days: linkDays });
  return token;
}

/** Writes a link and lets the directory lead to it by its hash. */
export async function keepLink(
  transaction: Transaction,
  link: Omit<NewLink, "toAddress"> & {
    toAddress: string | null;
    kind: "message" | "letter";
    hash: string;
    days: number;
  },
): Promise<string> {
  const { organisationId, personId, unitId, toAddress, kind, hash, days } = link;
  const id = newId();
  const createdAt = now();
  await transaction.link.create({
    data: {
      ...{ organisationId, id, kind, personId, unitId, toAddress, createdAt },
      tokenHash: hash,
      expiresAt: new Date(createdAt.getTime() + days * day),
    },
  });
  await transaction.directoryEntry.create({
    data: { kind: "link", key: hash, organisationId, targetId: id },
  });
  return id;
}

export type Link = {
  id: string;
  kind: "message" | "letter";
  organisationId: string;
  personId: string;
  unitId: string;
  toAddress: string | null;
  /** What may be shown to whoever holds the link: who asks. Never whom, or about which child. */
  organisation: { name: string; colour: string | null };
  unitName: string;
};

export type FoundLink =
  | { outcome: "found"; link: Link }
  | { outcome: "expired" | "ended"; organisation: string; unitName: string }
  | { outcome: "unknown" };

/** What the token of a link leads to, or why to nothing. Changes nothing. */
export const findLink = (token: string): Promise<FoundLink> =>
  /^[\w-]{32}$/.test(token)
    ? findByHash(linkHash(token), "message")
    : Promise.resolve({ outcome: "unknown" });

/** What a link's hash leads to, of the kind that is asked for. */
export async function findByHash(hash: string, kind: Link["kind"]): Promise<FoundLink> {
  const entry = await database().directoryEntry.findFirst({
    where: { kind: "link", key: hash, directory: { state: "open" } },
    select: { organisationId: true, targetId: true },
  });
  if (!entry) return { outcome: "unknown" };
  const { organisationId, targetId } = entry;
  return inOrganisation(organisationId, async (transaction) => {
    const row = await transaction.link.findFirst({
      where: { organisationId, id: targetId, kind },
      include: {
        unit: { select: { name: true, organisation: { select: { name: true, colour: true } } } },
        person: { select: { erasedAt: true } },
      },
    });
    if (!row) return { outcome: "unknown" };
    const { organisation } = row.unit;
    const about = { organisation: organisation.name, unitName: row.unit.name };
    if (
      row.endedAt ||
      row.person.erasedAt ||
      !(await isReachable(transaction, organisationId, row.toAddress))
    )
      return { outcome: "ended", ...about };
    if (row.expiresAt <= now()) return { outcome: "expired", ...about };
    return {
      outcome: "found",
      link: {
        ...{ id: row.id, kind, organisationId, personId: row.personId, unitId: row.unitId },
        toAddress: row.toAddress && normaliseAddress(row.toAddress),
        ...{ organisation, unitName: row.unit.name },
      },
    };
  });
}

/** Whether a code could still be sent to a link's address; else it would only lead in circles. */
export async function isReachable(
  transaction: Transaction,
  organisationId: string,
  toAddress: string | null,
): Promise<boolean> {
  if (toAddress === null) return true;
  const normalised = normaliseAddress(toAddress);
  const held = await transaction.address.findMany({
    where: { organisationId, normalised, endedAt: null },
    select: { personId: true },
  });
  const people = held.map(({ personId }) => personId);
  return (await whoMayStillSignIn(transaction, organisationId, addressKey(normalised), people)).size > 0;
}

/**
 * Whether a link opens for somebody who has signed in: for the person it was made for, and for whoever shares the
 * address it was sent to and has chosen who they are. Each sees what they are asked themselves.
 */
export async function isLinkFor(
  link: Link,
  { organisationId, personId }: { organisationId: string; personId: string },
): Promise<boolean> {
  if (organisationId !== link.organisationId) return false;
  if (personId === link.personId) return true;
  return inOrganisation(organisationId, async (transaction) => {
    const shared = await transaction.address.count({
      where: { organisationId, personId, normalised: link.toAddress ?? "", endedAt: null },
    });
    if (shared > 0) return true;
    const same = await transaction.personAlias.count({
      where: { organisationId, personId, duplicateId: link.personId, undoneAt: null },
    });
    return same > 0;
  });
}

/** An address as it may be shown to whoever holds a link that was sent to it: `p•••@example.org`. */
export const maskedAddress = (address: string): string => address.replace(/^(.)[^@]*(?=@)/u, "$1•••");
