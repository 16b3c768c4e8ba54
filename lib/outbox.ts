import { now } from "#lib/clock.ts";
import { beforeCommit, type Transaction } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";

/** What a message is for. Whoever sends another kind adds it here. */
export type MessageKind =
  | "sign-in-code"
  | "address-changed"
  | "receipt"
  | "answer"
  | "ask"
  | "reminder"
  | "review"
  | "ratification"
  | "adoption"
  | "review-due"
  | "exemption";

export type NewMessage = {
  organisationId: string;
  kind: MessageKind;
  personId?: string;
  unitId?: string;
  /** One e-mail address, as it is written to. */
  toAddress: string;
  /** One line. Never the secret of the message: subjects show on locked telephones. */
  subject: string;
  /**
   * Plain text; lines end with a line feed. In messages of kind `ask` and `reminder` the word `{link}` stands for the
   * person's link to what they are asked to sign, which is made as the message is sent.
   */
  body: string;
  /** Smaller goes first: 1 while somebody waits for it, 3 for what answers them, 5 for asking and reminders. */
  urgency: 1 | 3 | 5;
  /** Two messages with the same key in one organisation are one message: the second is not written. */
  dedupeKey: string;
  /** Its text has no business in a table once it was sent, or cannot be any more. */
  secret?: boolean;
  /** After this it is not sent. */
  expiresAt?: Date;
  /** Before this it is not sent: quiet hours, weekends and holidays. */
  notBefore?: Date;
  /** The sending that it is part of. */
  sendingId?: string;
};

/** A line break in a heading of a message would begin another heading, or the message itself. */
const notInHeadings = /[\p{Cc}\u2028\u2029]/u;

/** As many messages as one job hands over at most. */
export const messagesOfOneJob = 100;

function demandOneLine({ toAddress, subject }: NewMessage): void {
  if (notInHeadings.test(toAddress) || notInHeadings.test(subject)) {
    throw new Refusal("invalid", "An e-mail address and a subject are one line each.");
  }
}

/**
 * Writes a message in the transaction that causes it, with the job that sends it: a committed change always has
 * its message, and one that is rolled back never does.
 * @returns the message's identifier, or null when there is one with this key already
 * @throws Refusal "invalid" when the address or the subject is more than one line
 */
export async function queueMessage(transaction: Transaction, message: NewMessage): Promise<string | null> {
  const { organisationId, urgency, notBefore } = message;
  demandOneLine(message);
  const id = newId();
  const { count } = await transaction.message.createMany({
    data: [{ ...message, id, createdAt: now() }],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  const payload = JSON.stringify({ organisationId, messageId: id });
  await transaction.$executeRaw`
    select enqueue_job('send-message', ${payload}::json, ${urgency}::int, ${`message:${id}`}, ${notBefore ?? null}::timestamptz)`;
  return id;
}

/**
 * The same for many messages of one organisation, with one job for up to `messagesOfOneJob` of them that may go at
 * the same moment with the same urgency.
 * @returns the identifiers of those that were written
 * @throws Refusal "invalid" when an address or a subject is more than one line; then none is written
 */
export async function queueMessages(transaction: Transaction, messages: NewMessage[]): Promise<string[]> {
  messages.forEach(demandOneLine);
  const createdAt = now();
  const written = await transaction.message.createManyAndReturn({
    data: messages.map((message) => ({ ...message, id: newId(), createdAt })),
    skipDuplicates: true,
    select: { organisationId: true, id: true, urgency: true, notBefore: true },
  });
  const alike = Map.groupBy(
    written,
    (one) => `${one.organisationId} ${one.urgency} ${one.notBefore?.getTime()}`,
  );
  for (const group of alike.values()) {
    for (let at = 0; at < group.length; at += messagesOfOneJob) {
      const some = group.slice(at, at + messagesOfOneJob);
      await queueSending(
        transaction,
        some[0]?.organisationId as string,
        some.map(({ id }) => id),
        { urgency: some[0]?.urgency ?? 5, at: some[0]?.notBefore ?? null },
      );
    }
  }
  return written.map(({ id }) => id);
}

/** Queues the job that sends these messages, in this order, at a moment or as soon as it can be. */
export async function queueSending(
  transaction: Transaction,
  organisationId: string,
  messageIds: string[],
  { urgency, at }: { urgency: number; at: Date | null },
): Promise<void> {
  if (messageIds.length === 0) return;
  const payload = JSON.stringify({ organisationId, messageIds });
  await transaction.$executeRaw`
    select enqueue_job('send-message', ${payload}::json, ${urgency}::int, null, ${at}::timestamptz)`;
}

/** So long after the last of several changes people are asked: an import of a thousand people is one burst. */
const settleSeconds = 30;

/**
 * Queues, at the end of the transaction that changes who must sign what, the job that asks everybody in the
 * organisation who has not been told. A burst of changes makes one job, which waits for the last of them.
 */
export function queueAsking(transaction: Transaction, organisationId: string): void {
  const payload = JSON.stringify({ organisationId });
  beforeCommit(
    transaction,
    "ask",
    () => transaction.$executeRaw`
      select enqueue_job('ask-to-sign', ${payload}::json, 5, ${`ask ${organisationId}`},
        statement_timestamp() + make_interval(secs => ${settleSeconds}::int))`,
  );
}
