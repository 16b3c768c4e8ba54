import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/*
 * A job belongs to the process that took it. The queue gives it to another only after four hours, because it cannot
 * tell a process that is gone from one that is slow. Here it can: each worker holds a lock of the database in its own
 * name for as long as it lives, and the lock goes with its connection, however the process ends. Whoever finds the
 * lock of a name free gives that name's jobs back to the queue.
 */

const lockOf = "hashtextextended('countersign worker ' || $1, 0)";

/** Between taking its first job and holding its lock a worker is given so much time. */
const grace = "5 seconds";

export type Presence = {
  /** Says that the jobs taken under this name are being worked on. */
  announce: (name: string) => Promise<void>;
  /** Gives the jobs of those who are gone back to the queue. @returns the names of those who are gone */
  releaseTheDead: () => Promise<string[]>;
  end: () => Promise<void>;
};

/**
 * Opens the connection that holds this process's name.
 * @param address of the queue's role
 * @param lost is called when the connection breaks for good: others will then take this process for dead
 */
export async function openPresence(address: string, lost: () => void): Promise<Presence> {
  let isEnding = false;
  const names = new Set<string>();
  let client = await connect();
  /** Its statements one after the other: a connection has one in hand at a time. */
  let before: Promise<unknown> = Promise.resolve();
  const ask = (text: string, values: unknown[] = []): Promise<pg.QueryResult> => {
    const answer = before.then(() => client.query(text, values));
    before = answer.catch(() => {});
    return answer;
  };

  async function connect(): Promise<pg.Client> {
    const opened = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
    opened.on("error", () => void reconnect());
    await opened.connect();
    // a machine that is switched off says no goodbye
    await opened.query(
      "set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4",
    );
    for (const name of names) await opened.query(`select pg_advisory_lock(${lockOf})`, [name]);
    return opened;
  }

  async function reconnect(): Promise<void> {
    for (let tries = 0; !isEnding && tries < 20; tries++) {
      try {
        client = await connect();
        return;
      } catch {
        await wait(1_000);
      }
    }
    if (!isEnding) lost();
  }

  return {
    announce: async (name) => {
      names.add(name);
      await ask(`select pg_advisory_lock(${lockOf})`, [name]);
    },
    releaseTheDead: async () => {
      const { rows } = await ask(
        `select distinct locked_by as name from graphile_worker._private_jobs
        where locked_by is not null and locked_at < now() - interval '${grace}'`,
      );
      const dead: string[] = [];
      for (const { name } of rows) {
        if (names.has(name)) continue;
        const tried = await ask(`select pg_try_advisory_lock(${lockOf}) as free`, [name]);
        if (!tried.rows[0].free) continue;
        await ask("select graphile_worker.force_unlock_workers(array[$1])", [name]);
        await ask(`select pg_advisory_unlock(${lockOf})`, [name]);
        dead.push(name);
      }
      return dead;
    },
    end: async () => {
      isEnding = true;
      await client.end().catch(() => {});
    },
  };
}
