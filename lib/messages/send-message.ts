import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { sayMoment } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { queueSending } from "#lib/outbox.ts";
import { normaliseAddress } from "#lib/people/schema.ts";
import {
  beginHandingOver,
  type HeldMessage,
  holdMessages,
  type Note,
  noteMessages,
} from "./hold-messages.ts";
import { handOver, MailError } from "./mail.ts";
import { makeLinks } from "./make-links.ts";
import { momentsToSend } from "./quiet-hours-of.ts";
import { barredSince, noLongerNeeded } from "./still-needed.ts";

export type SendOutcome = "sent" | "kept" | "failed" | "not-needed" | "sent before" | "put off";

/** Longer than a mail server is given for everything together, a few messages one after the other. */
const holdMs = 300_000;

/** After so many tries a message has failed. */
export const mostTries = 12;

/** In an asking message this stands for the person's link. */
const linkWord = "{link}";

/**
 * Sends one message of the outbox.
 * @param last no further try follows: what fails now has failed
 * @throws MailError when it should be tried again later; the row says why
 */
export async function sendMessage(
  { organisationId, messageId }: { organisationId: string; messageId: string },
  last = false,
): Promise<SendOutcome> {
  const outcome = (await sendMessages(organisationId, [messageId], last)).get(messageId);
  if (outcome instanceof MailError) throw outcome;
  if (outcome) return outcome;
  const found = await inOrganisation(organisationId, (transaction) =>
    transaction.message.findFirst({
      where: { organisationId, id: messageId },
      select: { state: true, notBefore: true },
    }),
  );
  if (found?.state !== "waiting") return "sent before";
  if (found.notBefore && found.notBefore > now()) return "put off";
  throw new MailError("The message is being sent by another worker.", false, undefined);
}

/**
 * Sends some messages of one organisation's outbox, a few at once. Safe to run twice, also at once: a message is held
 * while it is handed over, and whoever comes second finds it sent.
 *
 * Between the mail server's yes and our noting it lies a moment in which a crash would have a message handed over
 * once more. Nobody can close that gap, so it is written down: that the handing over begins is committed before it
 * does, a later try finds that nobody wrote how it ended, and says in the row that the message may have arrived
 * twice. Both copies bear one Message-ID.
 *
 * @returns what came of each that was waiting and free; a MailError for what should be tried again later
 */
export async function sendMessages(
  organisationId: string,
  messageIds: string[],
  last = false,
): Promise<Map<string, SendOutcome | MailError>> {
  return inOrganisation(
    organisationId,
    async (holding) => {
      const held = await unlessQuiet(
        holding,
        organisationId,
        await holdMessages(holding, organisationId, messageIds),
      );
      if (held.size === 0) return new Map();
      const { messages, needless, tokens } = await inOrganisation(organisationId, (transaction) =>
        begin(
          transaction,
          organisationId,
          messageIds.filter((id) => held.has(id)),
        ),
      );
      const results = await Promise.all(
        messages.map((message) => {
          const reason = needless.get(message.id);
          if (reason !== undefined)
            return {
              outcome: "not-needed" as const,
              note: { id: message.id, state: "not-needed" as const, reason },
            };
          return send(withLink(message, tokens.get(message.id)), message, last);
        }),
      );
      await noteMessages(
        holding,
        organisationId,
        results.map(({ note }) => note),
      );
      return new Map(results.map(({ note, outcome }) => [note.id, outcome]));
    },
    { timeoutMs: holdMs },
  );
}

/**
 * Of held messages those that may go now. Whatever asks or reminds and comes to its turn in quiet hours, because the
 * mail server took its time, is put off until they are over.
 */
async function unlessQuiet(
  transaction: Transaction,
  organisationId: string,
  held: Awaited<ReturnType<typeof holdMessages>>,
): Promise<Set<string>> {
  const ids = new Set(held.map(({ id }) => id));
  const asking = held.filter(({ isAsking }) => isAsking);
  if (asking.length === 0) return ids;
  const momentOf = await momentsToSend(transaction, organisationId, now());
  const putOff = Map.groupBy(asking, ({ unitId }) => momentOf(unitId ?? organisationId)?.getTime());
  for (const [time, messages] of putOff) {
    if (time === undefined) continue;
    const later = messages.map(({ id }) => id);
    const at = new Date(time);
    await transaction.message.updateMany({
      where: { organisationId, id: { in: later } },
      data: { notBefore: at },
    });
    await queueSending(transaction, organisationId, later, { urgency: 5, at });
    for (const id of later) ids.delete(id);
  }
  return ids;
}

/** Takes held messages in hand: finds those that need not go any more, and makes the links of the others. */
async function begin(transaction: Transaction, organisationId: string, messageIds: string[]) {
  const messages = await beginHandingOver(transaction, organisationId, messageIds);
  const asking = messages.flatMap((message) =>
    message.personId && (message.kind === "ask" || message.kind === "reminder")
      ? [{ ...message, personId: message.personId }]
      : [],
  );
  const timeZone = messages[0]?.timeZone ?? "UTC";
  const needless = new Map([
    ...(await noLongerNeeded(transaction, organisationId, timeZone, asking)),
    ...(await barredSince(
      transaction,
      organisationId,
      messages.filter(({ kind }) => kind !== "ask" && kind !== "reminder"),
    )),
  ]);
  const withLinks = asking.filter(({ id, body }) => !needless.has(id) && body.includes(linkWord));
  const tokens = await makeLinks(
    transaction,
    withLinks.map(({ personId, unitId, toAddress }) => ({
      organisationId,
      personId,
      unitId: unitId ?? organisationId,
      toAddress: normaliseAddress(toAddress),
    })),
  );
  return { messages, needless, tokens: new Map(withLinks.map(({ id }, at) => [id, tokens[at] ?? ""])) };
}

const withLink = ({ body }: HeldMessage, token: string | undefined): string =>
  token === undefined ? body : body.replaceAll(linkWord, `${settings().url}/countersign/${token}`);

type Result = { outcome: SendOutcome | MailError; note: Note };

/** Tries one, and says what is to be written down of it, also when it is to be tried again. */
async function send(body: string, message: HeldMessage, last: boolean): Promise<Result> {
  const { id } = message;
  const isShown = settings().demo && message.isDemonstration;
  // A code has no business in a table once it was sent, unless it is to be read on a page.
  const without = message.secret && !isShown ? { body: "" } : {};
  const failed = (reason: string): Result => ({
    outcome: "failed",
    note: { id, state: "failed", reason, ...without },
  });
  const { mail } = settings();
  if (!mail) {
    if (!isShown) return failed("No mail server is set up (SMTP_URL).");
    const reason = "Shown at /demo/mail instead of being sent.";
    return { outcome: "kept", note: { id, state: "sent", reason, body } };
  }
  if (message.expiresAt && message.expiresAt <= now())
    return failed(
      message.secret
        ? "The code in it ran out before the mail server took it."
        : "It ran out before the mail server took it.",
    );
  try {
    await handOver(mail, { id, toAddress: message.toAddress, subject: message.subject, body });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.permanent) return failed(error.message);
    if (last || message.attempts >= mostTries)
      return failed(`Given up after ${message.attempts} tries. ${error.message}`);
    return {
      outcome: error,
      note: { id, state: "waiting", reason: error.message, isOpen: error.unanswered },
    };
  }
  const shown = isShown ? { body } : without;
  return { outcome: "sent", note: { id, state: "sent", reason: twice(message), ...shown } };
}

/** Why a message may have arrived twice; null when it cannot have. */
function twice({ brokenOffAt, timeZone }: HeldMessage): string | null {
  if (!brokenOffAt) return null;
  return `Sent again on ${sayMoment(now(), timeZone)}, because the try on ${sayMoment(brokenOffAt, timeZone)} was broken off before the mail server’s answer was noted. It may have arrived twice.`;
}
