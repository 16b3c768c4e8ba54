import type { Transaction } from "#lib/database/transaction.ts";
import { type MessageKind, queueMessages } from "#lib/outbox.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { calledName } from "#lib/people/names.ts";

/**
 * Writes to some people about a policy, at each address of theirs that may be used, in the transaction of what they are
 * told of. Nobody is written to twice, however often they are named.
 * @param message `paragraphs` follow a greeting; `key` makes the same news to the same person one message
 * @returns the people who have no address that may be used
 */
export async function tellPeople(
  transaction: Transaction,
  organisationId: string,
  personIds: readonly string[],
  message: { kind: MessageKind; unitId: string; subject: string; paragraphs: string[]; key: string },
): Promise<{ id: string; name: string }[]> {
  if (personIds.length === 0) return [];
  const people = await transaction.person.findMany({
    where: { organisationId, id: { in: [...personIds] }, erasedAt: null },
    select: {
      id: true,
      givenName: true,
      familyName: true,
      knownAs: true,
      addresses: { where: { endedAt: null }, select: { id: true, normalised: true, asWritten: true } },
    },
    orderBy: { id: "asc" },
  });
  const barred = await addressesNotToUse(
    transaction,
    organisationId,
    people.flatMap(({ addresses }) => addresses.map(({ normalised }) => normalised)),
  );
  const reached = people.map((person) => ({
    person,
    addresses: person.addresses.filter(({ normalised }) => !barred.has(normalised)),
  }));
  await queueMessages(
    transaction,
    reached.flatMap(({ person, addresses }) =>
      addresses.map(({ id, asWritten }) => ({
        organisationId,
        kind: message.kind,
        personId: person.id,
        unitId: message.unitId,
        toAddress: asWritten,
        // a title may hold what no heading of a letter can
        subject: message.subject.replace(/[\s\p{Cc}]+/gu, " ").slice(0, 200),
        body: `${[`Hello ${calledName(person)},`, ...message.paragraphs].join("\n\n")}\n`,
        urgency: 3 as const,
        dedupeKey: `${message.key}:${id}`,
      })),
    ),
  );
  return reached
    .filter(({ addresses }) => addresses.length === 0)
    .map(({ person }) => ({ id: person.id, name: calledName(person) }));
}
