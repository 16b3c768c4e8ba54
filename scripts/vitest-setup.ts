import type { TestProject } from "vitest/node";
import { openTestServer, testDatabasePrefix } from "#scripts/database/test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How a test file reaches the test PostgreSQL: addresses of any of its databases, by putting its name for `NAME`. */
    testServer: {
      template: string;
      maintenance: string;
      addresses: { owner: string; application: string; queue: string; keeper: string };
      prefix: string;
    };
  }
}

/** Runs once before all test files, also when one is run alone. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  process.env.DEMO = "on"; // what else an installation needs to set is no concern of the rules
  const server = await openTestServer();
  project.provide("testServer", {
    template: server.template,
    maintenance: server.addresses("postgres").owner,
    addresses: server.addresses("NAME"),
    prefix: testDatabasePrefix(process.pid),
  });
  return server.close;
}
