import { now } from "#lib/clock.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { enterAddress, leaveAddress } from "#lib/organisations/directory.ts";
import { type Doer, isCommand, todayFor } from "./access.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { lockBoth } from "./may-merge.ts";
import {
  type Changed,
  doubles,
  endRows,
  type Mark,
  type Movable,
  movables,
  moveRows,
  tightenContacts,
  widenRoles,
} from "./move-rows.ts";
import { calledName } from "./names.ts";
import { tellOfAddressChange } from "./tell-of-address-change.ts";

/** What was moved and changed as two records were joined, as `person_alias.moved` keeps it. */
export type Moved = {
  rows: Partial<Record<Movable, Mark[]>>;
  changed: Partial<Record<Movable, Changed[]>>;
  /** Keys in the directory that led to the duplicate by an account at an identity provider. */
  accountKeys: string[];
};

const conflict = (sentence: string) => new Refusal("conflict", sentence);

/**
 * Joins two records of one person. What belongs to the duplicate (roles, duties, seats, classes, addresses, accounts,
 * contacts, absences) goes to the record that is kept; what would be there twice is kept once. Signatures and
 * receipts stay where they are and count for both. Whoever is signed in as the duplicate is signed out.
 * @throws Refusal "not-found" and "not-permitted" as lockBoth; "conflict" when either of them is joined to another
 * already, or they are each other's contacts
 */
export async function mergePeople(
  doer: Doer,
  keptId: string,
  duplicateId: string,
): Promise<{ aliasId: string }> {
  const { organisationId } = doer;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const [kept, duplicate] = await lockBoth(transaction, doer, [keptId, duplicateId]);
      await demandFree(transaction, organisationId, keptId, duplicateId);
      const today = await todayFor(transaction, doer);
      const moved = await moveAll(transaction, doer, { from: duplicateId, to: keptId, today });
      const aliasId = newId();
      await transaction.personAlias.create({
        data: {
          organisationId,
          id: aliasId,
          duplicateId,
          personId: keptId,
          madeById: isCommand(doer) ? null : doer.personId,
          madeAt: now(),
          moved: moved as unknown as Prisma.InputJsonValue,
        },
      });
      await endSessionsIn(transaction, doer, duplicateId);
      await recordEvent(transaction, doer, "records-joined", {
        personId: keptId,
        details: { other: calledName(duplicate), person: calledName(kept) },
      });
      return { aliasId };
    },
    { timeoutMs: 30_000 },
  );
}

/** A record stands for one other at most, and is not itself another's duplicate: no chains. */
async function demandFree(
  transaction: Transaction,
  organisationId: string,
  keptId: string,
  duplicateId: string,
): Promise<void> {
  const standing = await transaction.personAlias.findMany({
    where: {
      organisationId,
      undoneAt: null,
      OR: [{ duplicateId: { in: [keptId, duplicateId] } }, { personId: duplicateId }],
    },
    select: { duplicateId: true, personId: true },
  });
  if (standing.some((alias) => alias.duplicateId === keptId || alias.duplicateId === duplicateId))
    throw conflict(
      "One of these records has been joined to another already. Look for the one that was kept.",
    );
  if (standing.length > 0)
    throw conflict(
      "Another record was joined to the one that would go. Keep that one instead, or undo it first.",
    );
  const linked = await transaction.contact.findFirst({
    where: {
      organisationId,
      OR: [
        { adultId: keptId, pupilId: duplicateId },
        { adultId: duplicateId, pupilId: keptId },
      ],
    },
    select: { id: true },
  });
  if (linked) throw conflict("One of them is on record as the other’s contact, so they are two people.");
}

type Way = { from: string; to: string; today: Day };

async function moveAll(transaction: Transaction, doer: Doer, { from, to, today }: Way): Promise<Moved> {
  const { organisationId } = doer;
  const who = { organisationId, from, to };
  const moved: Moved = { rows: {}, changed: {}, accountKeys: [] };
  const { left, told } = await settleAddresses(transaction, organisationId, who, moved);
  for (const kind of movables) {
    const pairs = await doubles(transaction, kind, who, today);
    const ids = pairs.map(({ id }) => id);
    if (pairs.length > 0) {
      const settled =
        kind === "pupils" || kind === "contacts"
          ? await tightenContacts(transaction, organisationId, pairs)
          : kind === "roles"
            ? await widenRoles(transaction, organisationId, pairs)
            : [];
      const ended = await endRows(transaction, kind, organisationId, ids, today);
      moved.changed[kind] = [...settled, ...ended];
    }
    const rows = await moveRows(transaction, kind, who, kind === "addresses" ? left : ids);
    if (rows.length > 0) moved.rows[kind] = rows;
  }
  moved.accountKeys = await leadAccounts(transaction, who);
  await tellOfAddressChange(transaction, doer, to, "added", told);
  return moved;
}

type Who = { organisationId: string; from: string; to: string };

/**
 * Addresses that both have stay with the kept record; whatever the duplicate could sign in with leads to the kept
 * one from now on. Returns the rows that do not move, and whom to tell that an address was added.
 */
async function settleAddresses(
  transaction: Transaction,
  organisationId: string,
  { from, to }: Who,
  moved: Moved,
): Promise<{ left: string[]; told: { asWritten: string }[] }> {
  const own = await transaction.address.findMany({ where: { organisationId, personId: to } });
  const theirs = await transaction.address.findMany({ where: { organisationId, personId: from } });
  const changed: Changed[] = [];
  const left: string[] = [];
  let added = 0;
  for (const address of theirs) {
    const same = own.find(({ normalised }) => normalised === address.normalised);
    if (same) left.push(address.id);
    if (address.endedAt) continue;
    await leaveAddress(transaction, organisationId, from, address.normalised);
    await enterAddress(transaction, organisationId, to, address.normalised);
    if (same) changed.push(...(await setEnded(transaction, organisationId, address.id, now())));
    if (same?.endedAt) changed.push(...(await setEnded(transaction, organisationId, same.id, null)));
    if (!same || same.endedAt) added += 1;
  }
  if (changed.length > 0) moved.changed.addresses = changed;
  return { left, told: added > 0 ? own.filter(({ endedAt }) => endedAt === null) : [] };
}

const setEnded = (transaction: Transaction, organisationId: string, id: string, endedAt: Date | null) =>
  transaction.$queryRaw<Changed[]>`
    with old as (
      select a.id, jsonb_build_object('ended_at', a.ended_at) as before from address a
      where a.organisation_id = ${organisationId}::uuid and a.id = ${id}::uuid
    )
    update address t set ended_at = ${endedAt}::timestamptz from old
    where t.organisation_id = ${organisationId}::uuid and t.id = old.id
    returning t.id, old.before, md5(to_jsonb(t)::text) as mark`;

/** Accounts at an identity provider lead to the kept record. */
async function leadAccounts(transaction: Transaction, { organisationId, from, to }: Who): Promise<string[]> {
  const entries = await transaction.directoryEntry.findMany({
    where: { kind: "identity", organisationId, targetId: from },
    select: { key: true },
  });
  const keys = entries.map(({ key }) => key);
  await transaction.directoryEntry.createMany({
    data: keys.map((key) => ({ kind: "identity", key, organisationId, targetId: to })),
    skipDuplicates: true,
  });
  await transaction.directoryEntry.deleteMany({
    where: { kind: "identity", organisationId, targetId: from, key: { in: keys } },
  });
  return keys;
}
