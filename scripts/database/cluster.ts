import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import type net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedConnection, embeddedFile, readEmbedded } from "#lib/database/addresses.ts";
import { StartError } from "#lib/env.ts";
import { isRunning, withLock } from "#scripts/database/lock.ts";
import { choosePostgresUser, type PostgresUser } from "#scripts/database/postgres-user.ts";
import { freePort, isPortFree } from "#scripts/ports.ts";

/** A running embedded PostgreSQL. */
export type Cluster = {
  connection: EmbeddedConnection;
  /** Whether it ran already, started by another process or left by one that was killed. */
  adopted: boolean;
  /** Ends this process's use; whoever ends the last use stops PostgreSQL (fast shutdown). */
  close: () => Promise<void>;
};

/** `lasting` keeps what was committed through a power cut; `throwaway` is for tests and need not. */
export type Durability = "lasting" | "throwaway";

const roles = [
  "postgres",
  "countersign_owner",
  "countersign_application",
  "countersign_queue",
  "countersign_keeper",
];
const connectionName = "countersign: in use";

/**
 * Starts the embedded PostgreSQL of a folder, or takes part in the one that runs there already.
 *
 * Every process that uses it keeps one connection open for as long as it does: so PostgreSQL itself knows whether
 * anyone is left, also when one of them was killed. It runs detached, so that Ctrl-C reaches us and not it.
 * @param folder `.data` or the test data's; the cluster goes to `postgres/` in it
 * @throws StartError with what PostgreSQL said when it does not start
 */
export async function openCluster(folder: string, durability: Durability = "lasting"): Promise<Cluster> {
  mkdirSync(folder, { recursive: true });
  // Whoever runs PostgreSQL must be able to pass through; every file in here has a mode of its own.
  if ((statSync(folder).mode & 0o711) !== 0o711) chmodSync(folder, 0o711);
  const lock = path.join(folder, "postgres.lock");
  return withLock(lock, async () => {
    const data = path.join(folder, "postgres");
    const user = initialise(folder, data);
    let connection = readEmbedded(folder);
    if (!connection)
      throw new StartError(
        `The file ${embeddedFile(folder)} is missing, and with it the passwords of the database beside it. Restore it, or remove ${data} to begin with an empty database.`,
      );
    const adopted = await adopt(data, connection);
    if (!adopted) {
      const port = await startPostgres(folder, data, user, connection, durability);
      connection = { ...connection, port };
      writePrivately(embeddedFile(folder), JSON.stringify(connection));
    }
    const use = await connect(connection);
    use.on("error", () => {}); // PostgreSQL went away; the next query says so better
    const socket = (use as unknown as { connection: { stream: net.Socket } }).connection.stream;
    socket.unref(); // being open keeps nobody waiting
    return {
      connection,
      adopted,
      close: () => {
        socket.ref();
        return withLock(lock, () => endUse(data, use));
      },
    };
  });
}

function writePrivately(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes the cluster when there is none: in a folder beside it, so that half a cluster is never taken for one. */
function initialise(folder: string, data: string): PostgresUser {
  if (existsSync(path.join(data, "PG_VERSION"))) return choosePostgresUser(data);
  const half = `${data}.new`;
  const passwordFile = path.join(folder, "postgres-password");
  rmSync(half, { recursive: true, force: true });
  const user = choosePostgresUser(half);
  const passwords = Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString("hex")]));
  try {
    writeFileSync(passwordFile, `${passwords.postgres}\n`, { mode: 0o600 });
    if (user.uid !== undefined) spawnSync("chown", [String(user.uid), passwordFile]);
    const said = spawnSync(
      ...command(user, "initdb", [
        `--pgdata=${user.folderName(half)}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        "--pwfile=../postgres-password",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ]),
      { cwd: half, uid: user.uid, gid: user.gid, env: environment(), encoding: "utf8" },
    );
    if (said.status !== 0)
      throw new StartError(
        `PostgreSQL could not make its data folder: ${(said.stderr ?? String(said.error)).trim()}`,
      );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writePrivately(embeddedFile(folder), JSON.stringify({ port: 0, passwords, database: "countersign" }));
  renameSync(half, data);
  return user;
}

function command(user: PostgresUser, program: string, options: string[]): [string, string[]] {
  const [first = "", ...rest] = [...user.prefix, path.join(user.bin, program), ...options];
  return [first, rest];
}

/** The user's settings for other PostgreSQL servers (PGPORT and so on) must not reach this one. */
function environment(): NodeJS.ProcessEnv {
  const unset = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(PG|LC_|LANG)/.test(name))
      .map((name) => [name, undefined]),
  );
  return { ...process.env, ...unset, LC_ALL: "C" };
}

type PidFile = { pid: number; startedAt: number; port: number };

function readPidFile(data: string): PidFile | undefined {
  try {
    const lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), startedAt: Number(lines[2]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

/** Joins a PostgreSQL that runs in this folder; clears away what a killed one left. */
async function adopt(data: string, connection: EmbeddedConnection): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = readPidFile(data);
    if (!found || !isRunning(found.pid) || !isPostgres(found.pid)) {
      // The number may belong to another program by now, which PostgreSQL itself would take for a rival.
      rmSync(path.join(data, "postmaster.pid"), { force: true });
      return false;
    }
    const client = await connect({ ...connection, port: found.port }).catch(() => undefined);
    if (client) {
      const { rows } = await client.query(
        "select floor(extract(epoch from pg_postmaster_start_time()))::int as at",
      );
      await client.end();
      if (Math.abs(rows[0].at - found.startedAt) <= 2) {
        connection.port = found.port;
        return true;
      }
    }
    if (Date.now() > deadline)
      throw new StartError(
        `PostgreSQL (process ${found.pid}) runs in ${data} but does not answer. End that process, and start again.`,
      );
    await wait(100); // starting, recovering or stopping
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]?.endsWith("postgres") ?? false;
  } catch {
    const said = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return said.status !== 0 || said.stdout.includes("postgres");
  }
}

async function connect(connection: EmbeddedConnection): Promise<pg.Client> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: connection.port,
    user: "postgres",
    password: connection.passwords.postgres,
    database: "postgres",
    application_name: connectionName,
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function startPostgres(
  folder: string,
  data: string,
  user: PostgresUser,
  connection: EmbeddedConnection,
  durability: Durability,
): Promise<number> {
  const logFile = path.join(folder, "postgres.log");
  const deadline = Date.now() + 60_000;
  let port =
    connection.port !== 0 && (await isPortFree("127.0.0.1", connection.port))
      ? connection.port
      : await freePort();
  for (;;) {
    const log = openSync(logFile, "w", 0o600);
    const child = spawn(
      ...command(user, "postgres", ["-D", user.folderName(data), ...flags(port, durability)]),
      {
        cwd: data,
        uid: user.uid,
        gid: user.gid,
        env: environment(),
        detached: true,
        stdio: ["ignore", log, log],
      },
    );
    closeSync(log);
    let ended = false;
    child.on("exit", () => {
      ended = true;
    });
    child.on("error", () => {
      ended = true;
    });
    while (!ended && Date.now() < deadline) {
      const client = await connect({ ...connection, port }).catch(() => undefined);
      if (client) {
        await client.end();
        child.unref();
        return port;
      }
      await wait(20);
    }
    const said = readFileSync(logFile, "utf8");
    const taken = /could not (create any TCP\/IP sockets|bind)/.test(said);
    // Processes of a killed PostgreSQL need a moment to notice.
    const passing = /pre-existing shared memory|lock file ".*" already exists/.test(said);
    if (Date.now() > deadline || !(taken || passing)) {
      if (!ended) child.kill("SIGINT");
      throw new StartError(
        `PostgreSQL did not start. It said (${logFile}): ${said.trim().split("\n").slice(-3).join(" ")}`,
      );
    }
    if (taken) port = await freePort();
    await wait(200);
  }
}

function flags(port: number, durability: Durability): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "128MB",
    max_connections: "100",
    jit: "off", // compiling plans costs more than it saves on short statements
    log_min_messages: "warning",
    log_timezone: "UTC",
    timezone: "UTC",
  };
  if (durability === "throwaway")
    Object.assign(settings, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Ends one use, and PostgreSQL with the last one. */
async function endUse(data: string, use: pg.Client): Promise<void> {
  let others = 0;
  try {
    // Connections that were closed a moment ago take a moment to go.
    for (let tries = 0; tries < 20; tries++) {
      const { rows } = await use.query(
        "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      others = rows[0].n;
      if (others === 0) break;
      await wait(50);
    }
    await use.end();
  } catch {
    // it is gone already, or does not answer: then nobody uses it
  }
  if (others > 0) return;
  const found = readPidFile(data);
  if (!found || !isRunning(found.pid)) return;
  process.kill(found.pid, "SIGINT");
  const deadline = Date.now() + 30_000;
  while (isRunning(found.pid) && existsSync(path.join(data, "postmaster.pid")) && Date.now() < deadline)
    await wait(20);
}
