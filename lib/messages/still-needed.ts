import { today } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import type { MessageKind } from "#lib/outbox.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { normaliseAddress } from "#lib/people/schema.ts";
import { askedOf } from "./asked-of.ts";
import { isReachable } from "./links.ts";

export type AskingMessage = { id: string; personId: string; toAddress: string; createdAt: Date };

/**
 * Of messages that ask for a signature, those that need not be sent any more, each with the reason in words. Since
 * they were written people have signed, have left, or must not be written to.
 */
export async function noLongerNeeded(
  transaction: Transaction,
  organisationId: string,
  timeZone: string,
  messages: AskingMessage[],
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  if (messages.length === 0) return reasons;
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    messages.map(({ toAddress }) => normaliseAddress(toAddress)),
  );
  const changed = await changedSince(transaction, organisationId, messages);
  const open = new Set(
    (await askedOf(transaction, organisationId, [...changed], today(timeZone))).map(
      ({ personId }) => personId,
    ),
  );
  for (const { id, personId, toAddress } of messages) {
    if (barred.has(normaliseAddress(toAddress)))
      reasons.set(id, "Nothing may be sent to this address: find another way.");
    else if (changed.has(personId) && !open.has(personId))
      reasons.set(id, "There was nothing left to sign when its turn came.");
  }
  return reasons;
}

/**
 * Of other messages, those to an address that has been barred since they were written, each with the reason in words.
 * A sign-in code goes there all the same for work of somebody's own.
 */
export async function barredSince(
  transaction: Transaction,
  organisationId: string,
  messages: { id: string; kind: MessageKind; toAddress: string }[],
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const addresses = messages.map(({ toAddress }) => normaliseAddress(toAddress));
  const barred = await addressesNotToUse(transaction, organisationId, addresses);
  for (const { id, kind, toAddress } of messages)
    if (
      barred.has(normaliseAddress(toAddress)) &&
      !(kind === "sign-in-code" && (await isReachable(transaction, organisationId, toAddress)))
    )
      reasons.set(id, "Nothing may be sent to this address: find another way.");
  return reasons;
}

/** Whom anything has happened to since their message was written, or to a child of theirs; asking the gate is dear. */
async function changedSince(
  transaction: Transaction,
  organisationId: string,
  messages: AskingMessage[],
): Promise<Set<string>> {
  const people = messages.map(({ personId }) => personId);
  const moments = messages.map(({ createdAt }) => createdAt);
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    select m.id from unnest(${people}::uuid[], ${moments}::timestamptz[]) m (id, at)
    where exists (
      select 1 from (
        select m.id as person_id
        union all
        select c.pupil_id from contact c where c.organisation_id = ${organisationId}::uuid and c.adult_id = m.id
      ) about
      join event e on e.organisation_id = ${organisationId}::uuid and e.person_id = about.person_id
        and e.happened_at >= m.at and e.kind <> 'signed-in')`;
  return new Set(rows.map(({ id }) => id));
}
