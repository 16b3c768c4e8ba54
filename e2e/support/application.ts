import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type DatabaseAddresses, embeddedFile, readEmbedded } from "#lib/database/addresses.ts";
import { closeDatabase, workOnDatabase } from "#lib/database/client.ts";
import { settings } from "#lib/env.ts";
import { buildWeb } from "#scripts/build.ts";
import {
  cloneTemplate,
  dropDatabase,
  openTestServer,
  testDatabasePrefix,
  testFolder,
} from "#scripts/database/test-server.ts";
import { freePort } from "#scripts/ports.ts";
import { accompany, type Companion } from "#scripts/processes.ts";
import { launchWeb, webIsReady } from "#scripts/web.ts";

/** The whole application as people use it: production build, worker, a database of its own. */
export type Application = {
  /** Its address, without a slash at the end. */
  url: string;
  addresses: DatabaseAddresses;
  stop: () => Promise<void>;
};

/**
 * Starts the application for a test, on a free port unless told one, with demo mode on. This process's `database()`
 * is then the application's too.
 * @param options.demonstration whether the demonstration organisations are loaded; else the database is empty
 * @param options.environment settings for web and worker, for tests of settings
 */
export async function startApplication(options: {
  port?: number;
  demonstration: boolean;
  environment?: Record<string, string>;
}): Promise<Application> {
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const server = await openTestServer();
    undo.push(server.close);
    const name = `${testDatabasePrefix(process.pid)}${randomBytes(4).toString("hex")}`;
    const maintenance = server.addresses("postgres").owner;
    await cloneTemplate(maintenance, server.template, name);
    undo.push(() => dropDatabase(maintenance, name));

    // A data folder of its own leads web and worker to this database.
    const folder = path.join(testFolder(), name);
    mkdirSync(folder, { recursive: true });
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    // One secret for all: what this process writes to the database, web and worker must be able to recognise.
    process.env.COUNTERSIGN_SECRET ??= randomBytes(32).toString("hex");
    const environment: Record<string, string> = {
      COUNTERSIGN_DATA: folder,
      COUNTERSIGN_URL: "",
      DEMO: "on",
      SMTP_URL: "",
      MAIL_FROM: "",
      OIDC_ISSUER: "",
      OIDC_CLIENT_ID: "",
      OIDC_CLIENT_SECRET: "",
      OIDC_NAME: "",
      ...options.environment,
    };
    const embedded = readEmbedded(testFolder());
    const { databaseUrl, migrationDatabaseUrl } = settings();
    if (databaseUrl) {
      environment.DATABASE_URL = onDatabase(databaseUrl, name);
      if (migrationDatabaseUrl) environment.MIGRATION_DATABASE_URL = onDatabase(migrationDatabaseUrl, name);
    } else {
      writeFileSync(embeddedFile(folder), JSON.stringify({ ...embedded, database: name }), { mode: 0o600 });
    }

    const addresses = server.addresses(name);
    await workOnDatabase(addresses.application, 5);
    undo.push(closeDatabase);
    if (options.demonstration) {
      const { loadDemonstration } = await import("#prisma/demo/load.ts");
      await loadDemonstration();
    }
    await buildWeb(() => process.stdout.write("Building the web application\n"));

    const log = path.join(folder, "application.log");
    const output = openSync(log, "w");
    const port = options.port ?? (await freePort());
    const start = (companion: Companion) => {
      undo.push(companion.stop);
      return companion;
    };
    start(accompany("worker", "scripts/worker.ts", [], { NODE_ENV: "production", ...environment }, output));
    const web = start(launchWeb("127.0.0.1", port, { PORT: String(port), ...environment }, output));
    closeSync(output);
    try {
      await webIsReady(web, "127.0.0.1", port);
    } catch (error) {
      process.stderr.write(readFileSync(log, "utf8"));
      throw error;
    }
    undo.push(() => sayTroubles(log));
    return { url: `http://localhost:${port}`, addresses, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function onDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** What web and worker wrote, beyond the first lines of a start, is a fault that a test may have caused. */
function sayTroubles(log: string): void {
  const said = stripVTControlCharacters(readFileSync(log, "utf8"))
    .split("\n")
    .filter(
      (line) =>
        line.trim() && !/^\s*(▲|✓|- (Local|Network)|.*(DeprecationWarning|--trace-deprecation))/.test(line),
    );
  if (said.length > 0) process.stderr.write(`The application wrote:\n${said.slice(-60).join("\n")}\n`);
}
