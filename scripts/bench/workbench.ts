import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { StartError } from "#lib/env.ts";
import type { BareTarget } from "#scripts/bench/bare-server.ts";
import { buildCopy, next } from "#scripts/bench/build-copy.ts";
import type { Load, LoadResult } from "#scripts/bench/load.ts";
import { openDatabase } from "#scripts/database/open.ts";
import { freePort } from "#scripts/ports.ts";
import { accompany, type Companion } from "#scripts/processes.ts";
import { webIsReady } from "#scripts/web.ts";

/** Everything that is written is written in here. */
export const folder = path.resolve(".data/bench");
const host = "127.0.0.1";

export type Web = {
  port: number;
  /** The address of its debugger, where it was started with one. */
  inspector: () => string;
  stop: () => Promise<void>;
};

/** A database, servers and a load generator of the bench's own. */
export type Workbench = {
  /** An open connection as the owner of the tables. */
  owner: pg.Client;
  /** Starts the built application; with a debugger on loopback when its heap is to be seen. */
  startWeb: (options?: { inspected?: boolean }) => Promise<Web>;
  startBareServer: (target: BareTarget) => Promise<{ port: number; stop: () => Promise<void> }>;
  load: (load: Load) => Promise<LoadResult>;
  /** Has a process of the bench's own stopped at the end, whatever becomes of the measurement. */
  beside: (companion: Companion) => Companion;
};

/** The settings of whoever runs this lead to their own database and mail server; the bench knows none of them. */
function ownSettings(): void {
  const theirs =
    /^(COUNTERSIGN_|OIDC_|DATABASE_|MIGRATION_DATABASE_URL$|SMTP_URL$|MAIL_FROM$|PORT$|HOST$|DEMO$|TIME_ZONE$|NODE_OPTIONS$|NODE_ENV$)/;
  for (const name of Object.keys(process.env)) if (theirs.test(name)) delete process.env[name];
  process.env.COUNTERSIGN_DATA = folder;
}

function removeData(): void {
  for (const name of ["postgres", "postgres.new", "postgres.json", "postgres.log", "secret", "web.log"])
    rmSync(path.join(folder, name), { recursive: true, force: true });
}

/**
 * Makes a new database in the bench's own folder, with the durability that `npm start` gives. The application is built
 * when it is first needed.
 * @param builtBefore takes the build that is there, whatever the sources have become since
 * @param undo gets what stops each thing that was started and removes the database, to be done from its end
 * @throws StartError
 */
export async function openWorkbench(
  say: (step: string) => void,
  undo: (() => unknown)[],
  { builtBefore = false } = {},
): Promise<Workbench> {
  ownSettings();
  const beside = (companion: Companion): Companion => {
    undo.push(companion.stop);
    return companion;
  };

  mkdirSync(folder, { recursive: true });
  say("Making a database in .data/bench");
  // A run that was killed may have left its PostgreSQL: join it, so that it stops, and begin with an empty one.
  const left = await openDatabase().catch(() => undefined);
  await left?.();
  removeData();
  undo.push(removeData);
  const opening = openDatabase();
  undo.push(async () => (await opening.catch(() => async () => {}))());
  await opening;
  undo.push(closeDatabase);
  const owner = new pg.Client({ connectionString: databaseAddresses().owner });
  owner.on("error", () => {});
  await owner.connect();
  undo.push(() => owner.end());
  const web = path.join(folder, "web");
  let building: Promise<void> | undefined;
  const build = async () => {
    if (!builtBefore) await buildCopy(web, say, (end) => undo.push(end));
    else if (!existsSync(path.join(web, ".next")))
      throw new StartError("There is no build of an earlier run.");
  };

  let generator: Companion | undefined;
  return {
    owner,
    beside,
    startWeb: async ({ inspected = false } = {}) => {
      building ??= build();
      await building;
      const port = await freePort();
      const logFile = path.join(folder, "web.log");
      const log = openSync(logFile, "w");
      const companion = beside(
        accompany(
          "web server",
          next,
          ["start", web, "--hostname", host, "--port", String(port)],
          {
            NODE_ENV: "production",
            NEXT_TELEMETRY_DISABLED: "1",
            BENCH: "on",
            ...(inspected ? { NODE_OPTIONS: "--inspect=127.0.0.1:0" } : {}),
          },
          log,
        ),
      );
      closeSync(log);
      await webIsReady(companion, host, port).catch((error: Error) => {
        throw new StartError(`${error.message} It said: ${readFileSync(logFile, "utf8").trim()}`);
      });
      const inspector = () => {
        const address = /ws:\/\/\S+/.exec(readFileSync(logFile, "utf8"))?.[0];
        if (!address) throw new StartError(`The web server has no debugger: ${logFile}`);
        return address;
      };
      return { port, inspector, stop: companion.stop };
    },
    startBareServer: async (target) => {
      const companion = beside(
        accompany("bare server", "scripts/bench/bare-server.ts", [], { NODE_ENV: "production" }),
      );
      const { port } = await ask<{ port: number }>(companion, target);
      return { port, stop: companion.stop };
    },
    load: (load) => {
      generator ??= beside(accompany("load generator", "scripts/bench/load.ts", [], {}));
      return ask<LoadResult>(generator, load);
    },
  };
}

/** Sends a message to a process and waits for its answer. @throws StartError when it ends instead */
async function ask<T>({ child, name, ended }: Companion, message: object): Promise<T> {
  const answer = new Promise<T>((resolve) => child.once("message", (said) => resolve(said as T)));
  child.send(message);
  const gone = ended.then(() => {
    throw new StartError(`The ${name} ended unexpectedly.`);
  });
  gone.catch(() => {});
  return Promise.race([answer, gone]);
}
