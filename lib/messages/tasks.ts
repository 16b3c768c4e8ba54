import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { deleteOldCodes } from "#lib/auth/sign-in-codes.ts";
import { isId } from "#lib/identifiers.ts";
import { countAllProgress, countProgress } from "#lib/obligations/count-progress.ts";
import { sendMessage } from "./send-message.ts";

const id = z.string().refine(isId);
const message = z.object({ organisationId: id, messageId: id });
const organisation = z.object({ organisationId: id });

/** What the worker does. `enqueue_job` in the database knows those that a change can ask for. */
export const tasks: TaskList = {
  "send-message": async (payload, { job, logger }) => {
    const which = message.parse(payload);
    const outcome = await sendMessage(which, job.attempts >= job.max_attempts);
    logger.info(`Message ${which.messageId}: ${outcome}.`);
  },
  "count-progress": async (payload, { logger }) => {
    const { organisationId } = organisation.parse(payload);
    logger.info(`Organisation ${organisationId}: ${await countProgress(organisationId)} units counted.`);
  },
  "count-all-progress": () => countAllProgress(),
  "delete-old-codes": async (_, { logger }) => {
    logger.info(`Deleted ${await deleteOldCodes()} old sign-in codes.`);
  },
};

/** What the worker does by the clock (UTC), once however many workers there are: lines of a crontab. */
export const timetable = ["*/5 * * * * count-all-progress", "17 * * * * delete-old-codes"].join("\n");
