import { codeMinutes } from "#lib/auth/sign-in-codes.ts";
import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import type { Message } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { handOver, MailError } from "./mail.ts";

export type SendOutcome = "sent" | "kept" | "failed" | "sent before";

/** Longer than a mail server is given for everything together. */
const holdMs = 90_000;

/**
 * Sends one message of the outbox. Safe to run twice, also at once: the message's row is locked while it is handed
 * over, and whoever comes second finds it sent.
 *
 * Between the mail server's yes and our noting it lies a moment in which a crash would have the message handed over
 * once more. Nobody can close that gap; both copies then bear one Message-ID, and the row's `attempts`, counted
 * before each handing over, tells that it happened.
 *
 * @param last no further try follows: what fails now has failed
 * @throws MailError when it should be tried again later; the row says why
 */
export async function sendMessage(
  { organisationId, messageId }: { organisationId: string; messageId: string },
  last = false,
): Promise<SendOutcome> {
  const which = { organisationId, id: messageId };
  const claimed = await inOrganisation(organisationId, (transaction) =>
    transaction.message.updateMany({
      where: { ...which, state: "waiting" },
      data: { attempts: { increment: 1 } },
    }),
  );
  if (claimed.count === 0) return "sent before";
  const result = await inOrganisation(
    organisationId,
    async (transaction) => {
      const locked = await transaction.$queryRaw<unknown[]>`
        select from message where organisation_id = ${organisationId}::uuid and id = ${messageId}::uuid
          and state = 'waiting' for update skip locked`;
      if (locked.length === 0) return null;
      return handOverAndNote(transaction, await transaction.message.findFirstOrThrow({ where: which }), last);
    },
    { timeoutMs: holdMs },
  );
  if (result instanceof MailError) throw result;
  if (result) return result;
  const { state } = await inOrganisation(organisationId, (transaction) =>
    transaction.message.findFirstOrThrow({ where: which, select: { state: true } }),
  );
  if (state !== "waiting") return "sent before";
  throw new MailError("The message is being sent by another worker.", false, undefined);
}

/** Tries, and writes down what came of it, also when it is to be tried again. */
async function handOverAndNote(
  transaction: Transaction,
  message: Message,
  last: boolean,
): Promise<SendOutcome | MailError> {
  const note = (data: { state?: string; reason: string | null; sentAt?: Date; body?: string }) =>
    transaction.message.update({
      where: { organisationId_id: { organisationId: message.organisationId, id: message.id } },
      data,
    });
  const isShown = settings().demo && (await isDemonstration(message.organisationId));
  // A code has no business in a table once it was sent, unless it is to be read on a page.
  const without = message.kind === "sign-in-code" && !isShown ? { body: "" } : {};
  const fail = async (reason: string): Promise<"failed"> => {
    await note({ state: "failed", reason, ...without });
    return "failed";
  };

  const { mail } = settings();
  if (!mail) {
    if (!isShown) return fail("No mail server is set up (SMTP_URL).");
    await note({ state: "sent", reason: "Shown at /demo/mail instead of being sent.", sentAt: now() });
    return "kept";
  }
  if (
    message.kind === "sign-in-code" &&
    now().getTime() - message.createdAt.getTime() > codeMinutes * 60_000
  ) {
    return fail("The code in it ran out before the mail server took it.");
  }
  try {
    await handOver(mail, message);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.permanent) return fail(error.message);
    if (last) return fail(`Given up after ${message.attempts} tries. ${error.message}`);
    await note({ reason: error.message });
    return error;
  }
  await note({ state: "sent", reason: null, sentAt: now(), ...without });
  return "sent";
}

async function isDemonstration(organisationId: string): Promise<boolean> {
  const organisation = await database().organisationDirectory.findUnique({
    where: { id: organisationId },
    select: { demonstration: true },
  });
  return organisation?.demonstration === true;
}
