import { Logger, run } from "graphile-worker";
import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { settings } from "#lib/env.ts";
import { tasks, timetable } from "#lib/messages/tasks.ts";
import { readDotEnv, sayWhy } from "#scripts/command.ts";

/** Warnings and errors only: one line for each job that ran would drown them. */
const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") process.stderr.write(`Worker: ${message}\n`);
});

/** Works on jobs until it is told to end; a job that has begun is finished first. */
async function work(): Promise<void> {
  readDotEnv();
  settings();
  const pool = new pg.Pool({ connectionString: databaseAddresses().queue, max: 4 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab: timetable,
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void runner.stop());
  await runner.promise;
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
