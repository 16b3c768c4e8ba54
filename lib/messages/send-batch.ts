import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { messagesOfOneJob, queueSending } from "#lib/outbox.ts";
import { MailError, mailConnections } from "./mail.ts";
import { atOnce, takeTurn } from "./pace.ts";
import { type SendOutcome, sendMessage, sendMessages } from "./send-message.ts";

/** As long as a job may keep others from being taken: something more urgent may have come in the meantime. */
const longestMs = 2_000;

type Urgency = { urgency: number };

/*
 * How many messages are taken in hand together. More together cost less each; but what is in hand when the worker is
 * killed may arrive twice, and nothing more urgent gets its turn before it is through. So as many as the mail server
 * takes in half a second, going by the last ones.
 */
const spanMs = 500;
const most = 50;
let together = 5 * mailConnections;

function learn(count: number, tookMs: number): void {
  const fits = Math.round((count * spanMs) / Math.max(tookMs, 1));
  together = Math.min(most, Math.max(mailConnections, fits));
}

/** Sends one message when it is its turn. @throws MailError when it should be tried again later */
export async function sendInTurn(
  which: { organisationId: string; messageId: string },
  { urgency, last }: Urgency & { last: boolean },
): Promise<SendOutcome> {
  await takeTurn(1, urgency === 1);
  return sendMessage(which, last);
}

/**
 * Sends the messages of one job, a few at once. What the mail server does not take for now is queued again for later,
 * and so is what is left when the job has lasted for some seconds.
 * @returns how many of them were sent
 */
export async function sendBatch(
  organisationId: string,
  messageIds: string[],
  { urgency }: Urgency,
): Promise<number> {
  const began = performance.now();
  const later: string[] = [];
  let tries = 0;
  let sent = 0;
  let done = 0;
  while (done < messageIds.length && performance.now() - began < longestMs) {
    const few = messageIds.slice(done, done + atOnce(together));
    await takeTurn(few.length, urgency === 1);
    const turn = performance.now();
    const outcomes = await sendMessages(organisationId, few);
    if (outcomes.size === few.length) learn(few.length, performance.now() - turn);
    done += few.length;
    for (const [id, outcome] of outcomes) {
      if (outcome === "sent" || outcome === "kept") sent++;
      if (outcome instanceof MailError) later.push(id);
    }
  }
  if (later.length > 0)
    tries = await inOrganisation(organisationId, async (transaction) => {
      const found = await transaction.message.aggregate({
        where: { organisationId, id: { in: later } },
        _max: { attempts: true },
      });
      return found._max.attempts ?? 1;
    });
  const rest = messageIds.slice(done);
  if (later.length > 0 || rest.length > 0)
    await inOrganisation(organisationId, async (transaction) => {
      await queueSending(transaction, organisationId, later, { urgency, at: after(tries) });
      await queueSending(transaction, organisationId, rest, { urgency, at: null });
    });
  return sent;
}

/** When to try again after so many tries: some seconds at first, hours at last, as the queue does it. */
const after = (tries: number): Date =>
  new Date(now().getTime() + Math.round(Math.exp(Math.min(tries, 10)) * 1_000));

/**
 * Queues what still waits days after its last try must have been: nothing stays behind, whatever became of its job.
 * @returns how many messages it found
 */
export async function queueForgotten(organisationId: string): Promise<number> {
  const longAgo = new Date(now().getTime() - 3 * 24 * 60 * 60_000);
  return inOrganisation(organisationId, async (transaction) => {
    const found = await transaction.message.findMany({
      where: {
        organisationId,
        state: "waiting",
        createdAt: { lt: longAgo },
        OR: [{ notBefore: null }, { notBefore: { lt: longAgo } }],
      },
      select: { id: true },
      orderBy: { createdAt: "asc" },
      take: 5_000,
    });
    for (let at = 0; at < found.length; at += messagesOfOneJob) {
      const some = found.slice(at, at + messagesOfOneJob).map(({ id }) => id);
      await queueSending(transaction, organisationId, some, { urgency: 5, at: null });
    }
    return found.length;
  });
}

/** The same for every organisation that is open; for the worker, once a day. */
export async function queueAllForgotten(): Promise<number> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
  });
  let found = 0;
  for (const { id } of organisations) found += await queueForgotten(id);
  return found;
}
