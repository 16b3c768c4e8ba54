import type { Actor } from "#lib/auth/actor.ts";
import type { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { calledName } from "#lib/people/names.ts";
import { demand } from "#lib/permissions/permissions.ts";
import type { MessagesQuery } from "./schema.ts";
import { type MessageState, messageStates } from "./words.ts";

/** A message as lists show it: to whom, what about, how far. Never its text. */
export type ListedMessage = {
  id: string;
  kind: string;
  toAddress: string;
  /** Whom it is for; null when nobody was known for certain, as with a code. */
  person: { id: string; name: string } | null;
  /** The school that it came from; null for the organisation's own and for codes. */
  unit: string | null;
  state: MessageState;
  reason: string | null;
  notBefore: Date | null;
  createdAt: Date;
  sentAt: Date | null;
};

/** A sending of reminders, newest first. */
export type ListedSending = {
  id: string;
  /** The school whose people it is about; null for the organisation's own. */
  school: string | null;
  startedBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};

export type MessageList = {
  messages: ListedMessage[];
  /** How many there are in each state, all pages and states together. */
  counts: Record<MessageState, number>;
  sendings: ListedSending[];
  /** The place of the next page, for the query's `after`; null on the last. */
  next: string | null;
};

export const messagesOnPage = 50;

const fields = {
  id: true,
  kind: true,
  toAddress: true,
  state: true,
  reason: true,
  notBefore: true,
  createdAt: true,
  sentAt: true,
  person: { select: { id: true, givenName: true, familyName: true, knownAs: true } },
  unit: { select: { kind: true, name: true } },
} as const;

export function listed(row: Prisma.MessageGetPayload<{ select: typeof fields }>): ListedMessage {
  const { person, unit, state, ...message } = row;
  return {
    ...message,
    state: state as MessageState,
    person: person && { id: person.id, name: calledName(person) },
    unit: unit?.kind === "school" ? unit.name : null,
  };
}

/**
 * What was sent to whom by a school, or by the whole organisation with all its schools, newest first.
 * @param unitId a school's, or the organisation's for everything
 * @throws Refusal "not-found" without `messages:read` there
 */
export async function messageList(actor: Actor, unitId: string, query: MessagesQuery): Promise<MessageList> {
  demand(actor, "messages:read", unitId);
  const { organisationId } = actor;
  const here = { organisationId, ...(unitId === organisationId ? {} : { unitId }) };
  const { kind, state, after } = query;
  return inOrganisation(organisationId, async (transaction) => {
    const of = { ...here, ...(kind ? { kind } : {}) };
    // identifiers are in the order in which they were made
    const rows = await transaction.message.findMany({
      where: { ...of, ...(state ? { state } : {}), ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: "desc" },
      take: messagesOnPage + 1,
      select: fields,
    });
    const counted = await transaction.message.groupBy({ by: ["state"], where: of, _count: true });
    const sendings = await transaction.sending.findMany({
      where: { ...here, kind: "reminder" },
      orderBy: { createdAt: "desc" },
      take: 5,
      select: {
        ...{ id: true, createdAt: true, finishedAt: true },
        startedBy: { select: { givenName: true, familyName: true, knownAs: true } },
        unit: { select: { kind: true, name: true } },
      },
    });
    const shown = rows.slice(0, messagesOnPage);
    return {
      messages: shown.map(listed),
      counts: Object.fromEntries(
        messageStates.map((name) => [name, counted.find((one) => one.state === name)?._count ?? 0]),
      ) as Record<MessageState, number>,
      sendings: sendings.map(({ startedBy, unit, ...sending }) => ({
        ...sending,
        school: unit.kind === "school" ? unit.name : null,
        startedBy: startedBy && calledName(startedBy),
      })),
      next: rows.length > messagesOnPage ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** All messages of one sending, a page at a time by name. Whoever calls has made sure that they may be read. */
export async function* messagesOfSending(
  organisationId: string,
  sendingId: string,
): AsyncGenerator<ListedMessage[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await inOrganisation(organisationId, (transaction) =>
      transaction.message.findMany({
        where: { organisationId, sendingId, ...(after ? { id: { gt: after } } : {}) },
        orderBy: { id: "asc" },
        take: 1_000,
        select: fields,
      }),
    );
    if (rows.length === 0) return;
    yield rows.map(listed);
    after = rows.at(-1)?.id;
  }
}
