import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { ownConnection } from "#lib/database/client.ts";
import { settings } from "#lib/env.ts";

/*
 * MAIL_PER_MINUTE over all workers without a place to count in: whoever sends holds one lock of the database for as
 * long as what they sent takes at that rate, and nobody else sends meanwhile. A worker that dies lets go of it.
 */

const lock = "hashtextextended('countersign mail', 0)";

let connection: Promise<pg.Client> | undefined;
let isHeld = false;

/** How many messages may go at once so that none waits long for its turn: a tenth of a second's worth, at most `most`. */
export const atOnce = (most: number): number => {
  const { mailPerMinute } = settings();
  return mailPerMinute === undefined ? most : Math.min(most, Math.max(1, Math.floor(mailPerMinute / 600)));
};

/**
 * Waits until some messages may be sent. Without MAIL_PER_MINUTE that is now.
 * @param isUrgent asks more often than others, and so comes before them
 */
export async function takeTurn(count: number, isUrgent: boolean): Promise<void> {
  const { mailPerMinute } = settings();
  if (mailPerMinute === undefined) return;
  const span = (count * 60_000) / mailPerMinute;
  const pause = Math.min(isUrgent ? 10 : 200, span / 5);
  for (;;) {
    if (!isHeld) {
      isHeld = true; // before asking, because for one connection the lock is free a second time
      const client = await tryLock();
      if (client) {
        setTimeout(() => void letGo(client), span).unref();
        return;
      }
      isHeld = false;
    }
    await wait(pause);
  }
}

async function tryLock(): Promise<pg.Client | undefined> {
  connection ??= ownConnection(() => {
    connection = undefined;
    isHeld = false;
  });
  try {
    const client = await connection;
    const { rows } = await client.query(`select pg_try_advisory_lock(${lock}) as mine`);
    return rows[0].mine ? client : undefined;
  } catch (error) {
    connection = undefined;
    isHeld = false;
    throw error;
  }
}

async function letGo(client: pg.Client): Promise<void> {
  try {
    await client.query(`select pg_advisory_unlock(${lock})`);
  } catch {
    // a connection that broke holds no lock
  }
  isHeld = false;
}

/** Lets go of the lock and closes its connection, when this process is about to end. */
export async function endPace(): Promise<void> {
  const open = connection;
  connection = undefined;
  isHeld = false;
  await open?.then((client) => client.end()).catch(() => {});
}
