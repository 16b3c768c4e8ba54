import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";

/** What a message is for. Whoever sends another kind adds it here. */
export type MessageKind = "sign-in-code" | "address-changed";

export type NewMessage = {
  organisationId: string;
  kind: MessageKind;
  personId?: string;
  unitId?: string;
  /** One e-mail address, as it is written to. */
  toAddress: string;
  /** One line. Never the secret of the message: subjects show on locked telephones. */
  subject: string;
  /** Plain text; lines end with a line feed. */
  body: string;
  /** Smaller goes first: 1 while somebody waits for it, 5 for what may wait. */
  urgency: 1 | 5;
  /** Two messages with the same key in one organisation are one message: the second is not written. */
  dedupeKey: string;
};

/** A line break in a heading of a message would begin another heading, or the message itself. */
const notInHeadings = /[\p{Cc}\u2028\u2029]/u;

/**
 * Writes a message in the transaction that causes it, with the job that sends it: a committed change always has
 * its message, and one that is rolled back never does.
 * @returns the message's identifier, or null when there is one with this key already
 * @throws Refusal "invalid" when the address or the subject is more than one line
 */
export async function queueMessage(transaction: Transaction, message: NewMessage): Promise<string | null> {
  const { organisationId, urgency, toAddress, subject } = message;
  if (notInHeadings.test(toAddress) || notInHeadings.test(subject)) {
    throw new Refusal("invalid", "An e-mail address and a subject are one line each.");
  }
  const id = newId();
  const { count } = await transaction.message.createMany({
    data: [{ ...message, id, createdAt: now() }],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  const payload = JSON.stringify({ organisationId, messageId: id });
  await transaction.$executeRaw`
    select enqueue_job('send-message', ${payload}::json, ${urgency}::int, ${`message:${id}`}, null)`;
  return id;
}
