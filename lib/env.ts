import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";

/** Something that stops a start or a command, with a sentence for the person at the terminal. */
export class StartError extends Error {
  override name = "StartError";
}

/** The settings, checked. `.env.example` says what each one is for. */
export type Settings = {
  /** Where the web server listens. */
  port: number;
  host: string;
  /** The address people use, without a slash at the end. Links in messages begin with it. */
  url: string;
  /** A PostgreSQL server of the installation's own; undefined means the embedded one. */
  databaseUrl: string | undefined;
  migrationDatabaseUrl: string | undefined;
  /** Connections that one process keeps open at most. */
  databaseConnections: number;
  /** Absolute path of the folder with the embedded database and the secret. */
  dataFolder: string;
  /** Absolute path of the folder for scans; undefined keeps them in the database. */
  scansFolder: string | undefined;
  demo: boolean;
  mail: { url: string; from: string } | undefined;
  /** How many messages all workers together hand to the mail server in a minute at most; undefined for no limit. */
  mailPerMinute: number | undefined;
  identityProvider: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
  /** What a new organisation's days are reckoned in. */
  timeZone: string;
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}

function address(...protocols: string[]) {
  return (value: string) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

const onOff = z.enum(["on", "off"], "must be on or off");
const wholeNumber = (least: number, most: number, says: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, says)
    .transform(Number)
    .refine((n) => n >= least && n <= most, says);
const postgresAddress = z
  .string()
  .refine(
    address("postgres:", "postgresql:"),
    "must be the address of a PostgreSQL database, such as postgresql://user:password@localhost:5432/countersign",
  );

const schema = z.object({
  PORT: wholeNumber(1, 65535, "must be a port number from 1 to 65535").optional(),
  HOST: z
    .string()
    .refine(
      (value) => isIP(value) !== 0 || value === "localhost",
      "must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them",
    )
    .optional(),
  COUNTERSIGN_URL: z
    .string()
    .refine(
      (value) => address("http:", "https:")(value) && new URL(value).pathname === "/" && !/[?#]/.test(value),
      "must be the address people use, without a path, such as https://sign.example.org",
    )
    .transform((value) => new URL(value).origin)
    .optional(),
  DATABASE_URL: postgresAddress.optional(),
  MIGRATION_DATABASE_URL: postgresAddress.optional(),
  DATABASE_CONNECTIONS: wholeNumber(2, 500, "must be a number from 2 to 500").optional(),
  COUNTERSIGN_DATA: z.string().optional(),
  SCANS_FOLDER: z
    .string()
    .refine(
      (value) => path.isAbsolute(value),
      "must be the whole path of a folder, such as /srv/countersign/scans",
    )
    .optional(),
  COUNTERSIGN_SECRET: z
    .string()
    .min(32, "must have at least 32 characters; `openssl rand -hex 32` makes a good one")
    .optional(),
  DEMO: onOff.optional(),
  SMTP_URL: z
    .string()
    .refine(
      address("smtp:", "smtps:"),
      "must be the address of a mail server, such as smtps://user:password@mail.example.org",
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      "must be an e-mail address, such as Countersign <sign@example.org>",
    )
    .optional(),
  MAIL_PER_MINUTE: wholeNumber(1, 60_000, "must be a number from 1 to 60000").optional(),
  OIDC_ISSUER: z
    .string()
    .refine(
      address("https:", "http:"),
      "must be the address of the identity provider, such as https://login.example.org",
    )
    .refine(
      (value) =>
        !URL.canParse(value) || new URL(value).protocol === "https:" || isLoopback(new URL(value).hostname),
      "must begin with https://",
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, "must have at most 60 characters").optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, "must be the name of a time zone, such as Europe/London")
    .optional(),
});

/** What each required setting is for, to be said when it is missing. */
function demand<T>(value: T | undefined, name: string, why: string): T {
  if (value === undefined)
    throw new StartError(
      `The setting ${name} is missing: ${why}. Set it in the file .env (.env.example explains it).`,
    );
  return value;
}

/**
 * Checks settings.
 * @param environment usually process.env; a setting that is empty counts as not set
 * @throws StartError with one sentence naming the first setting that is missing or malformed
 */
export function checkSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  );
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new StartError(
      `The setting ${String(issue?.path[0])} ${issue?.message}. Change it in the file .env or in the environment (.env.example explains it).`,
    );
  }
  const set = result.data;
  if (set.MIGRATION_DATABASE_URL)
    demand(set.DATABASE_URL, "DATABASE_URL", "MIGRATION_DATABASE_URL is set, and needs the other beside it");
  const demo = set.DEMO ? set.DEMO === "on" : set.DATABASE_URL === undefined;
  const host = set.HOST ?? "127.0.0.1";
  const port = set.PORT ?? 3000;

  if (!demo) {
    const url = demand(
      set.COUNTERSIGN_URL,
      "COUNTERSIGN_URL",
      "without demo mode, messages carry links to it",
    );
    if (!url.startsWith("https:") && !isLoopback(new URL(url).hostname))
      throw new StartError(
        "The setting COUNTERSIGN_URL must begin with https://, because signatures and sign-in codes travel over it.",
      );
    demand(set.SMTP_URL, "SMTP_URL", "without demo mode, sign-in codes go out by e-mail");
  }
  if (set.SMTP_URL) demand(set.MAIL_FROM, "MAIL_FROM", "SMTP_URL is set, and messages need a sender");
  if (set.OIDC_ISSUER ?? set.OIDC_CLIENT_ID ?? set.OIDC_CLIENT_SECRET ?? set.OIDC_NAME) {
    const why =
      "sign-in with an identity provider needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME";
    demand(set.OIDC_ISSUER, "OIDC_ISSUER", why);
    demand(set.OIDC_CLIENT_ID, "OIDC_CLIENT_ID", why);
    demand(set.OIDC_CLIENT_SECRET, "OIDC_CLIENT_SECRET", why);
    demand(set.OIDC_NAME, "OIDC_NAME", why);
  }

  return {
    port,
    host,
    url: set.COUNTERSIGN_URL ?? `http://${isLoopback(host) || isIP(host) === 0 ? "localhost" : host}:${port}`,
    databaseUrl: set.DATABASE_URL,
    migrationDatabaseUrl: set.MIGRATION_DATABASE_URL,
    databaseConnections: set.DATABASE_CONNECTIONS ?? 10,
    dataFolder: path.resolve(set.COUNTERSIGN_DATA ?? ".data"),
    scansFolder: set.SCANS_FOLDER,
    demo,
    mail: set.SMTP_URL && set.MAIL_FROM ? { url: set.SMTP_URL, from: set.MAIL_FROM } : undefined,
    mailPerMinute: set.MAIL_PER_MINUTE,
    identityProvider:
      set.OIDC_ISSUER && set.OIDC_CLIENT_ID && set.OIDC_CLIENT_SECRET && set.OIDC_NAME
        ? {
            issuer: set.OIDC_ISSUER,
            clientId: set.OIDC_CLIENT_ID,
            clientSecret: set.OIDC_CLIENT_SECRET,
            name: set.OIDC_NAME,
          }
        : undefined,
    timeZone: set.TIME_ZONE ?? "Europe/London",
  };
}

let checked: Settings | undefined;

/** The settings of this process, read and checked once. @throws StartError */
export function settings(): Settings {
  checked ??= checkSettings(process.env);
  return checked;
}

let secretRead: string | undefined;

/**
 * The secret that signs cookies and codes: COUNTERSIGN_SECRET, else one made once and kept in the data folder
 * (mode 600). At least 32 characters.
 */
export function secret(): string {
  secretRead ??= process.env.COUNTERSIGN_SECRET?.trim() || keptSecret(settings().dataFolder);
  return secretRead;
}

function keptSecret(dataFolder: string): string {
  const file = path.join(dataFolder, "secret");
  mkdirSync(dataFolder, { recursive: true });
  try {
    // "wx": of two processes that start at once, the first one's secret stays.
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    chmodSync(file, 0o600);
  }
  const kept = readFileSync(file, "utf8").trim();
  if (kept.length < 32)
    throw new StartError(
      `The file ${file} is damaged. Remove it, and a new secret is made (everyone signs in again).`,
    );
  return kept;
}
