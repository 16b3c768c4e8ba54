import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { enterAddress, leaveAddress } from "#lib/organisations/directory.ts";
import { type Doer, type FoundPerson, isCommand, personFor } from "./access.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { lockBoth } from "./may-merge.ts";
import type { Moved } from "./merge-people.ts";
import { type Movable, movables, moveBack, putBack } from "./move-rows.ts";

/** How many rows of each kind stayed with the kept record, because they were changed since. */
export type Stayed = Partial<Record<Movable, number>>;

/**
 * Parts two records that were joined by mistake: what was moved goes back, but for what was changed since, which
 * stays with the kept record and is said. Whoever is signed in as either of them is signed out, because an address
 * may lead to the other one now.
 * @throws Refusal "not-found" when nothing is joined; "conflict" when the kept record was itself joined to another
 * since; "not-permitted" as for joining
 */
export async function undoMerge(
  doer: Doer,
  duplicateId: string,
): Promise<{ personId: string; stayed: Stayed }> {
  const { organisationId } = doer;
  if (!isId(duplicateId)) throw notFound();
  const standing = { organisationId, duplicateId, undoneAt: null };
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const before = await transaction.personAlias.findFirst({ where: standing, select: { personId: true } });
      if (!before) throw notFound();
      const { personId } = before;
      await lockBoth(transaction, doer, [personId, duplicateId], (id) =>
        findEither(transaction, doer, personId, id),
      );
      const alias = await transaction.personAlias.findFirst({ where: { ...standing, personId } });
      if (!alias) throw notFound();
      const further = await transaction.personAlias.findFirst({
        where: { organisationId, duplicateId: personId, undoneAt: null },
        select: { id: true },
      });
      if (further)
        throw new Refusal(
          "conflict",
          "The record that was kept has been joined to another since. Undo that first.",
        );
      const stayed = await moveAllBack(transaction, doer, alias.moved as Moved, personId, duplicateId);
      await transaction.personAlias.update({
        where: { organisationId_id: { organisationId, id: alias.id } },
        data: { undoneAt: now(), undoneById: isCommand(doer) ? null : doer.personId },
      });
      for (const id of [personId, duplicateId]) {
        await endSessionsIn(transaction, doer, id);
        await recordEvent(transaction, doer, "records-parted", { personId: id });
      }
      return { personId, stayed };
    },
    { timeoutMs: 30_000 },
  );
}

/** The kept record is within reach by what it has; the duplicate has nothing of its own and is reached through it. */
async function findEither(
  transaction: Transaction,
  doer: Doer,
  keptId: string,
  id: string,
): Promise<FoundPerson> {
  const kept = await personFor(transaction, doer, "people:merge", keptId);
  if (id === keptId) return kept;
  const duplicate = await transaction.person.findUnique({
    where: { organisationId_id: { organisationId: doer.organisationId, id }, erasedAt: null },
  });
  if (!duplicate) throw notFound();
  return duplicate;
}

async function moveAllBack(
  transaction: Transaction,
  { organisationId }: Doer,
  moved: Moved,
  from: string,
  to: string,
): Promise<Stayed> {
  const stayed: Stayed = {};
  const who = { organisationId, from, to };
  for (const kind of movables) {
    const marks = moved.rows[kind] ?? [];
    const changed = moved.changed[kind] ?? [];
    const gone = marks.length > 0 ? await moveBack(transaction, kind, who, marks) : [];
    const back = await putBack(transaction, kind, organisationId, changed);
    const left = marks.length + changed.length - gone.length - back.length;
    if (left > 0) stayed[kind] = left;
  }
  await leadAddresses(transaction, who);
  await leadAccounts(transaction, who, moved.accountKeys);
  return stayed;
}

/** The directory follows the addresses as they are now. */
async function leadAddresses(
  transaction: Transaction,
  { organisationId, from, to }: { organisationId: string; from: string; to: string },
): Promise<void> {
  const addresses = await transaction.address.findMany({
    where: { organisationId, personId: { in: [from, to] } },
    select: { personId: true, normalised: true, endedAt: true },
  });
  const live = new Set(
    addresses
      .filter(({ endedAt }) => !endedAt)
      .map(({ personId, normalised }) => `${personId} ${normalised}`),
  );
  for (const normalised of new Set(addresses.map((address) => address.normalised)))
    for (const id of [from, to])
      if (live.has(`${id} ${normalised}`)) await enterAddress(transaction, organisationId, id, normalised);
      else await leaveAddress(transaction, organisationId, id, normalised);
}

async function leadAccounts(
  transaction: Transaction,
  { organisationId, from, to }: { organisationId: string; from: string; to: string },
  keys: string[],
): Promise<void> {
  // an account that was linked since stays with the kept record, as its row does
  const back = await transaction.identity.count({ where: { organisationId, personId: to } });
  if (back === 0 || keys.length === 0) return;
  await transaction.directoryEntry.createMany({
    data: keys.map((key) => ({ kind: "identity", key, organisationId, targetId: to })),
    skipDuplicates: true,
  });
  await transaction.directoryEntry.deleteMany({
    where: { kind: "identity", organisationId, targetId: from, key: { in: keys } },
  });
}
