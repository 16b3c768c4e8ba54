import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { seatsOn } from "./quorum.ts";

type Recorded = {
  bodyId: string;
  chairId: string | null;
  recordedById: string;
  /** Who was at the meeting. */
  present: readonly string[];
};

/**
 * Who confirms a record of a meeting: whoever it names as chair, if they can sign in; else the body's chair, else its
 * vice-chair; and where both seats are empty, the others who were there. Never whoever recorded it.
 */
export async function confirmersOf(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  { bodyId, chairId, recordedById, present }: Recorded,
): Promise<string[]> {
  if (chairId && chairId !== recordedById && (await canSignIn(transaction, organisationId, chairId)))
    return [chairId];
  const seated = await seatsOn(transaction, organisationId, bodyId, today);
  const others = seated.filter(({ personId }) => personId !== recordedById);
  const inOrder = [
    others.filter(({ part }) => part === "chair"),
    others.filter(({ part }) => part === "vice-chair"),
    others.filter(({ part, personId }) => part === "member" && present.includes(personId)),
  ];
  return inOrder.find((some) => some.length > 0)?.map(({ personId }) => personId) ?? [];
}

async function canSignIn(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const person = await transaction.person.findUnique({
    where: { organisationId_id: { organisationId, id: personId } },
    select: {
      erasedAt: true,
      addresses: { where: { endedAt: null }, select: { id: true }, take: 1 },
      identities: { select: { id: true }, take: 1 },
    },
  });
  return person !== null && !person.erasedAt && person.addresses.length + person.identities.length > 0;
}
