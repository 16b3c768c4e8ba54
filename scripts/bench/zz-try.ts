import pg from "pg";
import { databaseAddresses } from "#lib/database/addresses.ts";
import { closeDatabase } from "#lib/database/client.ts";
import { openDatabase } from "#scripts/database/open.ts";
import { measureMail } from "#scripts/bench/mail.ts";
import { table } from "#scripts/bench/lines.ts";
const close = await openDatabase();
const owner = new pg.Client({ connectionString: databaseAddresses().owner });
await owner.connect();
const all: any[] = [];
try {
  const lines = await measureMail({ owner, beside: (c: any) => { all.push(c); return c; } } as any, { rounds: Number(process.argv[3] ?? 1), messages: Number(process.argv[2]), mark: 1000 });
  console.log(table(lines));
} finally {
  for (const c of all) await c.stop();
  await owner.end();
  await closeDatabase();
  await close();
}
process.exit(0);
