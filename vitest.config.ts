import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{app,components,lib,prisma,scripts}/**/*.test.{ts,tsx}"],
    globalSetup: "scripts/vitest-setup.ts",
    pool: "forks",
    maxWorkers: 2, // each with a database of its own; more would wait for two cores
    testTimeout: 20_000,
    hookTimeout: 30_000,
    env: { DEMO: "on" },
  },
});
