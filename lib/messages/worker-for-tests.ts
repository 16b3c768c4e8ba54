import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DatabaseAddresses } from "#lib/database/addresses.ts";

/** Starts the worker as an installation does, on a test's database and mail server. The test ends it. */
export function startWorker(
  addresses: DatabaseAddresses,
  mail: { url: string; perMinute?: number },
): { child: ChildProcess; said: () => string; ended: Promise<void> } {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-worker-"));
  const { port, pathname } = new URL(addresses.queue);
  const database = pathname.slice(1);
  const own = process.env.DATABASE_URL;
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  if (!own)
    writeFileSync(
      path.join(folder, "postgres.json"),
      JSON.stringify({
        port: Number(port),
        database,
        passwords: Object.fromEntries(
          Object.values(addresses).map((one) => [new URL(one).username, new URL(one).password]),
        ),
      }),
    );
  let said = "";
  const child = spawn(process.execPath, ["scripts/worker.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", NODE_OPTIONS: "", VITEST: "", DEMO: "on" },
      ...{ COUNTERSIGN_DATA: folder, COUNTERSIGN_SECRET: "x".repeat(40) },
      ...(own ? { DATABASE_URL: on(own) } : {}),
      ...{ SMTP_URL: mail.url, MAIL_FROM: "Countersign <sign@school.example>" },
      MAIL_PER_MINUTE: mail.perMinute === undefined ? "" : String(mail.perMinute),
    },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (piece) => {
      said += piece;
    });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { child, said: () => said, ended };
}
