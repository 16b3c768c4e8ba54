import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { settings } from "#lib/env.ts";
import { closeMail } from "#lib/messages/mail.ts";
import { endPace } from "#lib/messages/pace.ts";
import { readDotEnv, sayWhy } from "#scripts/command.ts";
import { openPresence, type Presence } from "#scripts/worker-presence.ts";
import { mailTasks, otherTasks, timetable } from "#scripts/worker-tasks.ts";

/** Warnings and errors only: one line for each job that ran would drown them. */
const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") process.stderr.write(`Worker: ${message}\n`);
});

/** How often is looked for jobs of a worker that is gone. */
const lookEveryMs = 5_000;

/** Gives back to the queue what dead workers have left, now and from time to time. @returns what ends it */
function watchTheDead(presence: Presence): () => void {
  const look = async () => {
    try {
      const dead = await presence.releaseTheDead();
      if (dead.length > 0)
        process.stderr.write("Worker: jobs of a worker that broke off are taken up again.\n");
    } catch (error) {
      process.stderr.write(`Worker: could not look for jobs left behind: ${(error as Error).message}\n`);
    }
  };
  void look();
  const timer = setInterval(() => void look(), lookEveryMs);
  return () => clearInterval(timer);
}

/** Works on jobs until it is told to end; a job that has begun is finished first. */
async function work(): Promise<void> {
  readDotEnv();
  const { databaseConnections } = settings();
  const address = databaseAddresses().queue;
  const pool = new pg.Pool({ connectionString: address, max: 6 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const presence = await openPresence(address, () => {
    process.stderr.write("Worker: the database does not answer.\n");
    process.exit(1);
  });
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:create", ({ workerPool }) => {
    presence.announce(workerPool.id).catch((error) => {
      sayWhy(error);
      process.exit(1);
    });
  });
  const common = { pgPool: pool, pollInterval: 2_000, noHandleSignals: true, events, logger };
  // Apart from each other: a code that somebody waits for is not kept by what takes minutes.
  const runners = await Promise.all([
    run({
      ...common,
      taskList: mailTasks,
      // sending holds two connections at once, and more jobs than half of them would wait for each other
      concurrency: Math.max(1, Math.min(4, Math.floor((databaseConnections - 2) / 2))),
    }),
    run({ ...common, taskList: otherTasks, crontab: timetable, concurrency: 1 }),
  ]);
  const stopWatching = watchTheDead(presence);
  // one that has stopped already says so by refusing
  const stop = () => runners.forEach((runner) => void runner.stop().catch(() => {}));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  try {
    await Promise.all(runners.map((runner) => runner.promise));
  } finally {
    stop(); // when one has ended by itself, so does the other
  }
  stopWatching();
  closeMail();
  await endPace();
  await presence.end();
  await pool.end();
  await closeDatabase();
}

try {
  await work();
  process.exit(0);
} catch (error) {
  sayWhy(error);
  process.exit(1);
}
