// Plain JavaScript for whatever Node the machine has, and no dependencies: this is what installs them.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const pinnedNode = path.join(root, "node_modules/node/bin/node");

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list there when it is done, so half
 * an installation has none. Packages for other platforms may be missing, and development's where not needed.
 */
function isInstalled(withDevelopment) {
  const asked = readPackages("package-lock.json");
  const installed = readPackages("node_modules/.package-lock.json");
  if (!asked || !installed || !existsSync(pinnedNode)) return false;
  return Object.entries(asked).every(([name, wanted]) => {
    if (name === "" || wanted.extraneous) return true;
    const found = installed[name];
    if (!found) return wanted.optional || wanted.devOptional || (wanted.dev && !withDevelopment);
    return found.version === wanted.version;
  });
}

/** Installs, saying so on stderr only: some commands' stdout is read by programs. */
function install() {
  process.stderr.write("Installing (a minute or two the first time)\n");
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status } = spawnSync(
    program,
    [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
    },
  );
  if (status !== 0 || !existsSync(pinnedNode)) {
    process.stderr.write(
      "`npm ci` did not finish. Its messages above say why; put that right, and run this again.\n",
    );
    process.exit(1);
  }
}

/**
 * Makes sure that everything is installed, then runs a script with the Node that the project pins: in this process
 * when it is that Node already, else in one that gets our signals and whose exit code becomes ours.
 * @param {string} script a .ts file beside this one
 * @param {{ development?: boolean }} needs whether the packages for development are needed too
 */
export async function bootstrap(script, { development = false } = {}) {
  process.env.INIT_CWD ??= process.cwd();
  process.chdir(root);
  if (!isInstalled(development)) install();
  if (process.execPath.startsWith(path.join(root, "node_modules") + path.sep)) {
    await writeDatabaseClient();
    await import(pathToFileURL(path.join(root, "scripts", script)).href);
    return;
  }
  // What scripts call by name (npx, next) must find the pinned Node as well.
  const PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH ?? ""}`;
  const child = spawn(pinnedNode, process.argv.slice(1), {
    // Through the channel the script learns of it when this process is killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

/** The client is made from prisma/schema.prisma, and nothing that uses the database can be loaded before it. */
async function writeDatabaseClient() {
  const { generateClient } = await import("./database/generate.ts");
  try {
    await generateClient();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
