import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where a Chromium for the journeys is: CHROMIUM_PATH, the system's, Playwright's own; undefined when there is none. */
export async function findBrowser(): Promise<string | undefined> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? asked : undefined;
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
  ];
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  places.push("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  const { chromium } = await import("@playwright/test");
  places.push(chromium.executablePath());
  return places.find((place) => existsSync(place));
}

/**
 * Finds a browser, installing one where that may be done: Debian's package as root, else Playwright's download.
 * @returns its path, or undefined after saying on stderr which command helps
 */
export async function getBrowser(): Promise<string | undefined> {
  const found = await findBrowser();
  if (found || process.env.CHROMIUM_PATH) {
    if (!found)
      process.stderr.write(`There is no browser at CHROMIUM_PATH (${process.env.CHROMIUM_PATH}).\n`);
    return found;
  }
  process.stdout.write("Installing a browser for the journeys\n");
  const isRoot = process.getuid?.() === 0;
  if (isRoot && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = (...options: string[]) =>
      spawnSync("apt-get", ["--quiet", "--assume-yes", ...options], {
        stdio: ["ignore", 2, 2],
        env: environment,
      });
    apt("update");
    apt("install", "--no-install-recommends", "chromium");
    const installed = await findBrowser();
    if (installed) return installed;
  }
  spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
    stdio: ["ignore", 2, 2],
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" },
  });
  const downloaded = await findBrowser();
  if (!downloaded)
    process.stderr.write(
      "No browser was found and none could be installed, so the journeys cannot run. `sudo apt-get install chromium` or `npx playwright install --with-deps chromium` installs one; CHROMIUM_PATH names one that is elsewhere.\n",
    );
  return downloaded;
}
