import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { loadDemonstration } from "./load.ts";

await testDatabase();
test("loads", async () => {
  const t = performance.now();
  await loadDemonstration();
  console.log(performance.now() - t);
  expect(1).toBe(1);
}, 60000);
