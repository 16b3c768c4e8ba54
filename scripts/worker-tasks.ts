import type { JobHelpers, TaskList } from "graphile-worker";
import { z } from "zod";
import { deleteOldCodes } from "#lib/auth/sign-in-codes.ts";
import { isId } from "#lib/identifiers.ts";
import { askEverybody, askInParts } from "#lib/messages/ask-everybody.ts";
import { askAtUnit } from "#lib/messages/ask-to-sign.ts";
import { remindOfAllReviews } from "#lib/messages/remind-of-reviews.ts";
import { runSending } from "#lib/messages/run-sending.ts";
import { queueAllForgotten, sendBatch, sendInTurn } from "#lib/messages/send-batch.ts";
import { sendReceipt } from "#lib/messages/send-receipt.ts";
import { countAllProgress, countProgress } from "#lib/obligations/count-progress.ts";
import { keepAllTitles } from "#lib/policies/keep-titles.ts";
import { settleAllResolutions } from "#lib/ratification/settle-resolutions.ts";

const id = z.string().refine(isId);
const messages = z.union([
  z.object({ organisationId: id, messageId: id }),
  z.object({ organisationId: id, messageIds: z.array(id) }),
]);
const organisation = z.object({ organisationId: id });
const asking = z.object({ organisationId: id, after: id.optional(), unitId: id.optional() });
const sending = z.object({ organisationId: id, sendingId: id });
const signature = z.object({ organisationId: id, signatureId: id });

async function send(payload: unknown, { job, logger }: JobHelpers): Promise<void> {
  const which = messages.parse(payload);
  const urgency = job.priority;
  if ("messageId" in which) {
    const outcome = await sendInTurn(which, { urgency, last: job.attempts >= job.max_attempts });
    logger.info(`Message ${which.messageId}: ${outcome}.`);
  } else {
    const sent = await sendBatch(which.organisationId, which.messageIds, { urgency });
    logger.info(`Messages of a batch of ${which.messageIds.length}: ${sent} sent.`);
  }
}

/** What hands messages over, and writes those that somebody waits for. `enqueue_job` in the database knows the tasks that a change can ask for. */
export const mailTasks: TaskList = {
  "send-message": send,
  "send-receipt": async (payload, { logger }) => {
    const which = signature.parse(payload);
    logger.info(`Receipt of ${which.signatureId}: ${await sendReceipt(which)}.`);
  },
};

/** What else the worker does. */
export const otherTasks: TaskList = {
  "ask-to-sign": async (payload, { logger }) => {
    const { organisationId, after = null, unitId } = asking.parse(payload);
    const asked = unitId ? await askAtUnit(organisationId, unitId) : await askInParts(organisationId, after);
    logger.info(`Organisation ${organisationId}: ${asked} people asked.`);
  },
  "ask-everybody": () => askEverybody(),
  "run-sending": (payload) => runSending(sending.parse(payload)),
  "queue-forgotten": async (_, { logger }) => {
    const found = await queueAllForgotten();
    if (found > 0) logger.warn(`${found} messages had been left behind, and are queued again.`);
  },
  "count-progress": async (payload, { logger }) => {
    const { organisationId } = organisation.parse(payload);
    logger.info(`Organisation ${organisationId}: ${await countProgress(organisationId)} units counted.`);
  },
  "count-all-progress": () => countAllProgress(),
  "remind-of-reviews": async (_, { logger }) => {
    logger.info(`${await remindOfAllReviews()} reminders of reviews written.`);
  },
  "settle-resolutions": async (_, { logger }) => {
    const settled = await settleAllResolutions();
    if (settled > 0) logger.info(`${settled} written resolutions were agreed or lapsed.`);
  },
  "keep-titles": async (_, { logger }) => {
    const changed = await keepAllTitles();
    if (changed > 0) logger.info(`${changed} policies have the title of the version that came into force.`);
  },
  "delete-old-codes": async (_, { logger }) => {
    logger.info(`Deleted ${await deleteOldCodes()} old sign-in codes.`);
  },
};

/** What the worker does by the clock (UTC), once however many workers there are: lines of a crontab. */
export const timetable = [
  "*/5 * * * * count-all-progress",
  "*/10 * * * * ask-everybody ?jobKey=ask-everybody",
  "17 * * * * delete-old-codes",
  // days begin on the hour, whatever the time zone makes of it
  "0 * * * * keep-titles ?jobKey=keep-titles",
  "7 * * * * settle-resolutions ?jobKey=settle-resolutions",
  "23 5 * * * remind-of-reviews",
  "43 3 * * * queue-forgotten",
].join("\n");
