import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { closeDatabase, database } from "#lib/database/client.ts";
import { StartError, secret, settings } from "#lib/env.ts";
import { buildWeb } from "#scripts/build.ts";
import { readDotEnv, sayWhy } from "#scripts/command.ts";
import { openDatabase } from "#scripts/database/open.ts";
import { isPortFree } from "#scripts/ports.ts";
import { accompany, type Companion } from "#scripts/processes.ts";
import { launchWeb, webIsReady } from "#scripts/web.ts";

const say = (step: string) => process.stdout.write(`${step}\n`);

/** What to undo when stopping, the newest first. */
const undo: (() => unknown)[] = [];
let stopping: Promise<void> | undefined;
let isRunning = false;

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    if (isRunning) say("Stopping");
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        sayWhy(error);
      }
    }
    process.exit(code);
  })();
  return stopping;
}

/** Keeps a second start out of this folder's database for as long as this one runs, however it ends. */
async function onlyOne(): Promise<void> {
  if (settings().databaseUrl) return; // several web servers may share a server's database
  const client = new pg.Client({ connectionString: databaseAddresses().application });
  client.on("error", () => {});
  await client.connect();
  undo.push(() => client.end());
  const { rows } = await client.query("select pg_try_advisory_lock(hashtext('countersign start')) as mine");
  if (!rows[0].mine)
    throw new StartError(
      "Countersign runs in this folder already. Stop it first (Ctrl-C where it runs), or set COUNTERSIGN_DATA and PORT to run another.",
    );
}

async function needPort(host: string, port: number): Promise<void> {
  // A web server whose start was killed takes a moment to notice.
  for (let tries = 0; !(await isPortFree(host, port)); tries++) {
    if (tries === 20)
      throw new StartError(
        `Port ${port} is in use by another program. Choose another: PORT=${port === 65535 ? 3000 : port + 1} npm start.`,
      );
    await wait(100);
  }
}

async function loadDemonstration(): Promise<void> {
  if (!settings().demo) return;
  const directory = database().organisationDirectory;
  if ((await directory.count({ where: { demonstration: false } })) > 0) return;
  // Asked again at every start, because a load that was interrupted goes on where it stopped.
  if ((await directory.count()) === 0) say("Loading the demonstration organisations");
  const { loadDemonstration } = await import("#prisma/demo/load.ts");
  await loadDemonstration();
}

function watch(companion: Companion): void {
  isRunning = true;
  undo.push(companion.stop);
  void companion.ended.then(() => {
    if (stopping) return;
    process.stderr.write(`The ${companion.name} ended unexpectedly; its messages above say why.\n`);
    void stop(1);
  });
}

async function start(): Promise<void> {
  const began = performance.now();
  readDotEnv();
  const { host, port, url, demo, databaseUrl } = settings();
  secret(); // made here, so that web and worker find the same one

  const opening = openDatabase(say);
  undo.push(async () => (await opening.catch(() => async () => {}))());
  await opening;
  await onlyOne();
  await needPort(host, port);
  undo.push(closeDatabase);
  await loadDemonstration();
  await closeDatabase();
  await buildWeb(
    () => say("Building the web application (about a minute)"),
    (end) => undo.push(end),
  );

  if (stopping) return;
  say("Starting web server and worker");
  // Undone in turn: the web server first, which drains, then the worker, then the database.
  watch(accompany("worker", "scripts/worker.ts", [], { NODE_ENV: "production" }));
  const web = launchWeb(host, port);
  watch(web);
  await webIsReady(web, host, port);

  say(`\nCountersign is ready at ${url} (${((performance.now() - began) / 1000).toFixed(1)} seconds).`);
  if (demo) say(`Open ${url}/demo and choose who to be.`);
  else say(`Sign in at ${url}/sign-in. \`npm run -s organisation -- create\` makes the first organisation.`);
  if (!databaseUrl) say(`The database is kept in ${settings().dataFolder}.`);
  say("Ctrl-C stops it.");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
process.on("disconnect", () => void stop(0));

try {
  await start();
} catch (error) {
  if (!stopping) sayWhy(error);
  await stop(1);
}
