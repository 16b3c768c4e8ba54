import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getBrowser } from "#scripts/browser.ts";
import { buildWeb } from "#scripts/build.ts";
import { readDotEnv, sayWhy } from "#scripts/command.ts";
import { openTestServer } from "#scripts/database/test-server.ts";

type Counts = { passed: number; failed: number; skipped: number };

const programs = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  tsc: "node_modules/typescript/bin/tsc",
  next: "node_modules/next/dist/bin/next",
  vitest: "node_modules/vitest/vitest.mjs",
  playwright: "node_modules/@playwright/test/cli.js",
};

const reports = mkdtempSync(path.join(tmpdir(), "countersign-test-"));
let running: ChildProcess | undefined;
let stopped = false;

/** Runs one program to its end; its output goes where ours goes, unless it is wanted. */
function run(
  program: keyof typeof programs,
  options: string[],
  environment: Record<string, string> = {},
  quiet = false,
) {
  return new Promise<{ ok: boolean; said: string }>((resolve) => {
    const child = spawn(process.execPath, [programs[program], ...options], {
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
    });
    running = child;
    let said = "";
    for (const output of [child.stdout, child.stderr]) output?.on("data", (piece) => (said += piece));
    child.on("close", (code) => resolve({ ok: code === 0, said }));
  });
}

const heading = (words: string) => process.stdout.write(`\n${words}\n`);
const one = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

async function lint(): Promise<Counts> {
  heading("Lint and format");
  return one((await run("biome", ["check", "--error-on-warnings", "."])).ok);
}

async function types(): Promise<Counts> {
  heading("Types");
  // Writes next-env.d.ts and the types of the routes, which a fresh clone has not.
  const routes = await run("next", ["typegen"], {}, true);
  if (!routes.ok) process.stderr.write(routes.said);
  const { ok } = await run("tsc", ["--noEmit"]);
  if (routes.ok && ok) process.stdout.write("No mistakes found.\n");
  return one(routes.ok && ok);
}

async function rules(): Promise<Counts> {
  heading("Rules");
  const report = path.join(reports, "rules.json");
  await run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  if (!existsSync(report)) return one(false);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  // A file that could not even be loaded has no test in it that failed.
  const unloadable = testResults.filter(
    (file: { status: string; assertionResults: { status: string }[] }) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable,
    skipped: numPendingTests + numTodoTests,
  };
}

async function build(): Promise<Counts> {
  heading("Build");
  try {
    await buildWeb(() => process.stdout.write("Building the web application (about a minute)\n"));
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    sayWhy(error);
    return one(false);
  }
}

/** One journey on one viewport, as Playwright reports it. */
type Journey = { status: string; annotations: { type: string }[] };
type Suite = { specs?: { tests: Journey[] }[]; suites?: Suite[] };

const journeysOf = (suite: Suite): Journey[] => [
  ...(suite.specs ?? []).flatMap((spec) => spec.tests),
  ...(suite.suites ?? []).flatMap(journeysOf),
];

/** How many journeys there are, for when they cannot run. */
async function countJourneys(): Promise<number> {
  const report = path.join(reports, "journeys-listed.json");
  await run("playwright", ["test", "--list"], { JOURNEYS_REPORT: report }, true);
  return existsSync(report) ? Math.max(1, journeysOf(JSON.parse(readFileSync(report, "utf8"))).length) : 1;
}

function countOutcomes(all: Journey[]): Counts {
  const passed = all.filter(({ status }) => status === "expected").length;
  // One that never ran, because one before it failed, says of itself that it was skipped.
  const skipped = all.filter(
    ({ status, annotations }) =>
      status === "skipped" && annotations.some(({ type }) => type === "skip" || type === "fixme"),
  ).length;
  return { passed, failed: all.length - passed - skipped, skipped };
}

async function journeys(built: boolean): Promise<Counts> {
  heading("Journeys");
  const report = path.join(reports, "journeys.json");
  const browser = await getBrowser();
  if (browser && built && !stopped) {
    await run("playwright", ["test"], { JOURNEYS_REPORT: report, CHROMIUM_PATH: browser });
    if (existsSync(report)) {
      const all = journeysOf(JSON.parse(readFileSync(report, "utf8")));
      // With a server that did not start the report is there, and empty.
      if (all.length > 0) return countOutcomes(all);
    }
  }
  return { passed: 0, failed: await countJourneys(), skipped: 0 };
}

/** Runs everything. @returns the exit code */
async function test(): Promise<number> {
  readDotEnv();
  process.env.DEMO = "on"; // the tests make what they need of the rest themselves
  const began = performance.now();
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const add = (counts: Counts) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    return counts;
  };
  heading("Test database");
  const server = await openTestServer();
  process.stdout.write("Ready.\n");
  try {
    const steps = [lint, types, rules];
    for (const step of steps) if (!stopped) add(await step());
    if (!stopped) {
      const { failed } = add(await build());
      if (!stopped) add(await journeys(failed === 0));
    }
  } finally {
    await server.close();
    rmSync(reports, { recursive: true, force: true });
  }
  if (stopped) return 130;
  process.stdout.write(`\nTook ${Math.round((performance.now() - began) / 1000)} seconds.\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed === 0 ? 0 : 1;
}

function stop(): void {
  stopped = true;
  running?.kill("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
process.on("disconnect", stop);

try {
  process.exitCode = await test();
} catch (error) {
  sayWhy(error);
  process.stdout.write("0 passed, 1 failed, 0 skipped\n");
  process.exitCode = 1;
}
process.exit();
