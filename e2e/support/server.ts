// What Playwright starts before the journeys and stops after them (playwright.config.ts).
import { writeFileSync } from "node:fs";
import { startApplication } from "#e2e/support/application.ts";
import { sayWhy } from "#scripts/command.ts";

let stopping = false;

try {
  const starting = startApplication({ port: Number(process.env.E2E_PORT), demonstration: true });
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const application = await starting.catch(() => undefined);
    await application?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  const { addresses } = await starting;
  if (process.env.E2E_STATE) {
    const state = { database: addresses.application, secret: process.env.COUNTERSIGN_SECRET };
    writeFileSync(process.env.E2E_STATE, JSON.stringify(state), { mode: 0o600 });
  }
} catch (error) {
  if (!stopping) {
    sayWhy(error);
    process.exit(1);
  }
}
