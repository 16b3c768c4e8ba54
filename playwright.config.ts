import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.ts";
import { freePort } from "./scripts/ports.ts";

// This file is read anew by every worker, which must find the same port.
process.env.E2E_PORT ??= String(await freePort());
// Where the server says which database it works on, for journeys that need people of their own.
process.env.E2E_STATE ??= path.join(mkdtempSync(path.join(tmpdir(), "countersign-")), "state.json");
const url = `http://localhost:${process.env.E2E_PORT}`;
const report = process.env.JOURNEYS_REPORT;

const options = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Chromium refuses its sandbox to root.
if (process.getuid?.() === 0) options.push("--no-sandbox");

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  // generous, because two cores carry two browsers, the server, PostgreSQL and axe
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    baseURL: url,
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: await findBrowser(), args: options },
  },
  projects: [
    // Who may reach what is asked over HTTP; every page is looked at in both widths at once; a phone has no Tab key; ten
    // files are brought in at a desk, and one of our own on a phone as well; what the five go through has journeys of its
    // own, step by step, on a phone as well.
    {
      name: "phone",
      testIgnore: [
        "**/access/**",
        "**/every-page.spec.ts",
        "**/keyboard-only.spec.ts",
        "**/bring-in-the-five-policies.spec.ts",
        "**/carry-the-five-policies-through.spec.ts",
      ],
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
  ],
  webServer: {
    command: `"${process.execPath}" e2e/support/server.ts`,
    url: `${url}/api/health`,
    timeout: 600_000, // it builds first where nothing has
    reuseExistingServer: false,
    stdout: "pipe",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 60_000 },
  },
});
