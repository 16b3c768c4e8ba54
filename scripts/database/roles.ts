import pg from "pg";
import type { DatabaseAddresses, EmbeddedConnection } from "#lib/database/addresses.ts";
import { StartError } from "#lib/env.ts";

const groups = ["countersign_application", "countersign_queue", "countersign_keeper"] as const;

/**
 * Runs work that other processes may be doing at the same moment. Roles belong to the whole server, where two
 * databases cannot lock each other out; who comes second finds the thing done.
 */
async function raceSafely(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      const { code, message = "" } = error as pg.DatabaseError;
      const raced =
        code === "42710" || // duplicate_object
        code === "42P04" || // duplicate_database
        code === "23505" || // unique_violation, of the catalogue
        /tuple concurrently (updated|deleted)/.test(message);
      if (!raced || tries === 8) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30 * tries));
    }
  }
}

async function withClient<T>(
  address: string | pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(
    typeof address === "string" ? { connectionString: address, connectionTimeoutMillis: 10_000 } : address,
  );
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const roleExists = async (client: pg.Client, role: string): Promise<boolean> =>
  (await client.query("select from pg_roles where rolname = $1", [role])).rowCount === 1;

/** Makes the roles of the embedded server (each signs in with a password of its own) and a database for them. */
export async function prepareEmbedded(
  connection: EmbeddedConnection,
  database = connection.database,
): Promise<void> {
  await withClient(
    {
      host: "127.0.0.1",
      port: connection.port,
      user: "postgres",
      password: connection.passwords.postgres,
      database: "postgres",
    },
    async (client) => {
      for (const role of ["countersign_owner", ...groups]) {
        if (await roleExists(client, role)) continue;
        const password = client.escapeLiteral(connection.passwords[role] ?? "");
        await raceSafely(async () => {
          if (!(await roleExists(client, role)))
            await client.query(
              `create role ${role} login ${role === "countersign_owner" ? "createdb" : ""} password ${password}`,
            );
        });
      }
      // enqueue_job() runs with the owner's rights and reaches the queue's tables through this.
      await raceSafely(() => client.query("grant countersign_queue to countersign_owner"));
      const there = async () =>
        (await client.query("select from pg_database where datname = $1", [database])).rowCount === 1;
      if (!(await there()))
        await raceSafely(async () => {
          if (!(await there()))
            await client.query(
              `create database ${client.escapeIdentifier(database)} owner countersign_owner`,
            );
        });
    },
  );
}

/**
 * Makes the roles on a server of the installation's own, where the migrating login may, and checks every right that
 * migrating, web and worker need.
 * @param names what the two addresses are called in sentences
 * @throws StartError with one sentence saying which right is missing and how to give it
 */
export async function prepareServer(
  addresses: DatabaseAddresses,
  databaseUrl: string,
  migrationUrl: string | undefined,
): Promise<void> {
  const migrating = migrationUrl ? "MIGRATION_DATABASE_URL" : "DATABASE_URL";
  const login = await reach(migrationUrl ?? databaseUrl, migrating, (client) =>
    checkServer(client, migrating),
  );
  await withClient(addresses.owner, (client) => makeGroups(client, login, migrating));
  let working = login;
  if (migrationUrl) {
    working = await reach(databaseUrl, "DATABASE_URL", (client) => checkWorkingLogin(client, login));
  }
  for (const role of ["countersign_application", "countersign_queue"] as const)
    await takeOn(
      role === "countersign_queue" ? addresses.queue : addresses.application,
      role,
      working,
      "DATABASE_URL",
    );
  await takeOn(addresses.keeper, "countersign_keeper", login, migrating);
}

/** Connects, or says in a sentence why not. */
async function reach<T>(url: string, setting: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on("error", () => {});
    await client.connect();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const { host } = new URL(url);
    if (code === "28P01" || code === "28000")
      throw new StartError(`The server ${host} does not accept the user or password in ${setting}.`);
    if (code === "3D000")
      throw new StartError(`The database named in ${setting} does not exist on ${host}. Create it first.`);
    throw new StartError(`The server ${host} in ${setting} cannot be reached: ${message || code}.`);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function checkServer(client: pg.Client, setting: string): Promise<string> {
  const { rows } = await client.query(`
    select current_user as login, current_setting('server_version_num')::int as version,
      current_setting('server_version') as version_words, current_setting('server_encoding') as encoding,
      current_database() as database, pg_has_role(current_user, d.datdba, 'USAGE') as owns
    from pg_database d where d.datname = current_database()`);
  const [found] = rows;
  if (found.version < 150000)
    throw new StartError(
      `The server in ${setting} is PostgreSQL ${found.version_words}; version 15 or newer is needed.`,
    );
  if (found.encoding !== "UTF8")
    throw new StartError(
      `The database in ${setting} is encoded as ${found.encoding}. Create it with encoding UTF8.`,
    );
  if (!found.owns)
    throw new StartError(
      `The address in ${setting} signs in as ${found.login}, which does not own the database ${found.database}. Run: alter database ${found.database} owner to ${found.login}.`,
    );
  return found.login;
}

/** Makes the three group roles and the memberships the migrating login needs itself. */
async function makeGroups(client: pg.Client, login: string, setting: string): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int >= 160000 as "withOptions",
       rolcreaterole or rolsuper as "mayCreate" from pg_roles where rolname = current_user`,
  );
  const { withOptions, mayCreate } = rows[0];
  const me = client.escapeIdentifier(login);
  for (const role of groups) {
    if (!(await roleExists(client, role))) {
      if (!mayCreate)
        throw new StartError(
          `The role ${role} does not exist, and ${login} (in ${setting}) may not create it. An administrator of the server runs: create role ${role} nologin; grant ${role} to ${me}; or: alter role ${me} createrole.`,
        );
      await raceSafely(async () => {
        if (!(await roleExists(client, role))) await client.query(`create role ${role} nologin`);
      });
    }
    // The owner takes part in the queue's rights always (enqueue_job() needs them), in the others' when it says so.
    const inherits = role === "countersign_queue";
    const right = inherits ? "USAGE" : withOptions ? "SET" : "MEMBER";
    const has = await client.query("select pg_has_role(current_user, $1, $2) as yes", [role, right]);
    if (has.rows[0].yes) continue;
    try {
      await raceSafely(() =>
        client.query(`grant ${role} to ${me}${withOptions ? ` with inherit ${inherits}, set true` : ""}`),
      );
    } catch {
      throw new StartError(
        `The address in ${setting} signs in as ${login}, which is not a member of ${role}. An administrator of the server runs: grant ${role} to ${me}.`,
      );
    }
  }
}

/** With two addresses, the working login must be no more than its roles: then no mistake of ours can go further. */
async function checkWorkingLogin(client: pg.Client, owner: string): Promise<string> {
  const { rows } = await client.query(
    `select current_user as login, rolsuper as superuser, rolbypassrls as bypasses,
       pg_has_role(current_user, $1, 'MEMBER') as "isOwner",
       exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')) as "ownsTables"
     from pg_roles r where rolname = current_user`,
    [owner],
  );
  const { login, superuser, bypasses, isOwner, ownsTables } = rows[0];
  const says = `The address in DATABASE_URL signs in as ${login}, which`;
  const instead =
    "Give DATABASE_URL a login of its own: create role NAME login password '…'; grant countersign_application, countersign_queue to NAME.";
  if (superuser) throw new StartError(`${says} is a superuser. ${instead}`);
  if (bypasses) throw new StartError(`${says} bypasses row-level security. ${instead}`);
  if (ownsTables || isOwner) throw new StartError(`${says} owns the tables. ${instead}`);
  return login;
}

/** Opens a connection the way the program will, and checks that it acts as the role and as nothing more. */
async function takeOn(address: string, role: string, login: string, setting: string): Promise<void> {
  let rows: { role: string; superuser: boolean; bypasses: boolean; owns: boolean }[];
  try {
    ({ rows } = await withClient(address, (client) =>
      client.query(
        `select current_user as role, rolsuper as superuser, rolbypassrls as bypasses,
           exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where c.relowner = r.oid and n.nspname = 'public' and c.relkind in ('r', 'p')) as owns
         from pg_roles r where rolname = current_user`,
      ),
    ));
  } catch {
    throw new StartError(
      `The address in ${setting} signs in as ${login}, which may not act as ${role}. An administrator of the server runs: grant ${role} to "${login}".`,
    );
  }
  const [found] = rows;
  if (found?.role !== role)
    throw new StartError(
      `The address in ${setting} acts as ${found?.role} and not as ${role}. A connection pooler in between may be dropping the connection's options; give the address of the server itself.`,
    );
  if (found.superuser || found.bypasses || found.owns)
    throw new StartError(
      `The role ${role} ${found.superuser ? "is a superuser" : found.bypasses ? "bypasses row-level security" : "owns tables"}, and must not.`,
    );
}

export { raceSafely, withClient };
