import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { StartError } from "#lib/env.ts";
import * as binaries from "#scripts/database/binaries.ts";

/** How to run a PostgreSQL program so that it is not root and still reaches its folder. */
export type PostgresUser = {
  /** Absolute path of the folder with initdb and postgres. */
  bin: string;
  /** What comes before the program. */
  prefix: string[];
  uid?: number;
  gid?: number;
  /** What to call the data folder: the working folder when its absolute path is closed to the user. */
  folderName: (folder: string) => string;
};

const asIs = (folder: string) => folder;

/**
 * Chooses who runs PostgreSQL, which refuses to run as root. An ordinary user does it themselves. For root it is the
 * owner of an existing data folder; for a new one, in this order:
 * 1. the system's postgres or nobody, when they can reach program and folder;
 * 2. root in a user namespace, where it is nobody special (a project under a closed home directory);
 * 3. postgres or nobody with a copy of the programs in /var/lib and the data folder as working folder, reached
 *    through /proc/self/cwd, which needs no right to the folders above (where namespaces are forbidden).
 * @param folder the data folder; made and handed to that user
 * @throws StartError when none of these works
 */
export function choosePostgresUser(folder: string): PostgresUser {
  const bin = binaries.folder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    const owner = statSync(folder).uid;
    if (process.getuid && owner !== process.getuid())
      throw new StartError(
        `The database folder ${folder} belongs to another user. Start as the user who made it, or set COUNTERSIGN_DATA to another folder.`,
      );
    return { bin, prefix: [], folderName: asIs };
  }
  const used = existsSync(path.join(folder, "PG_VERSION"));
  const owner = statSync(folder).uid;
  const tried: PostgresUser[] = [];
  for (const account of used ? (owner === 0 ? [] : [{ uid: owner, gid: statSync(folder).gid }]) : accounts())
    tried.push({ bin, prefix: [], ...account, folderName: asIs });
  if (!used || owner === 0) tried.push({ bin, prefix: namespace, folderName: asIs });
  for (const user of [
    ...tried,
    ...tried.filter((user) => user.uid !== undefined).map(throughWorkingFolder),
  ]) {
    hand(folder, user);
    if (reaches(folder, user)) return user;
  }
  throw new StartError(
    "PostgreSQL does not run as root, and no other user was found who can reach this folder. Start as an ordinary user, or set DATABASE_URL.",
  );
}

const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];

/** The system's unprivileged accounts, the likeliest first. */
function accounts(): { uid: number; gid: number }[] {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return ["postgres", "nobody"].flatMap((name) => {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    return Number(uid) > 0 ? [{ uid: Number(uid), gid: Number(gid) }] : [];
  });
}

function hand(folder: string, user: PostgresUser): void {
  chmodSync(folder, 0o700);
  if (statSync(folder).uid !== (user.uid ?? 0)) chownSync(folder, user.uid ?? 0, user.gid ?? 0);
}

/** Lets a user enter the data folder by way of the working folder, with programs they can reach. */
function throughWorkingFolder(user: PostgresUser): PostgresUser {
  return {
    ...user,
    get bin() {
      return copyOfPrograms(user.bin);
    },
    folderName: () => "/proc/self/cwd",
  };
}

function copyOfPrograms(bin: string): string {
  const from = path.dirname(bin);
  const to = `/var/lib/countersign/postgresql-${binaries.version()}`;
  if (existsSync(to)) {
    // Programs that somebody else may have put there are not run.
    const { uid, mode } = statSync(to);
    if (uid !== 0 || (mode & 0o022) !== 0)
      throw new StartError(`The folder ${to} does not belong to root. Remove it, and start again.`);
  } else {
    const half = `${to}.${process.pid}`;
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
    cpSync(from, half, { recursive: true, verbatimSymlinks: true });
    chmodSync(half, 0o755);
    try {
      renameSync(half, to);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(to)) throw error;
    }
  }
  return path.join(to, path.basename(bin));
}

function reaches(folder: string, user: PostgresUser): boolean {
  const [program = "", ...rest] = [...user.prefix, path.join(user.bin, "postgres")];
  const options = { cwd: folder, uid: user.uid, gid: user.gid, stdio: "ignore" as const };
  if (spawnSync(program, [...rest, "--version"], options).status !== 0) return false;
  const name = user.folderName(folder);
  const [test = "", ...arguments_] = [...user.prefix, "sh", "-c", 'test -w "$1" && cd "$1"', "sh", name];
  return spawnSync(test, arguments_, options).status === 0;
}
