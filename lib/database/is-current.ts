import { readdirSync } from "node:fs";
import path from "node:path";
import type { PrismaClient } from "./generated/client.ts";

let folders: string[] | undefined;

/**
 * Whether every migration of this version of the program is applied and finished.
 * @throws when the database does not answer
 */
export async function isCurrent(prisma: PrismaClient): Promise<boolean> {
  folders ??= readdirSync(path.join(process.cwd(), "prisma", "migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const rows = await prisma.$queryRaw<{ missing: number }[]>`
    select count(*)::int as missing from unnest(${folders}::text[]) as f (name)
    where not exists (select from _prisma_migrations m
      where m.migration_name = f.name and m.finished_at is not null and m.rolled_back_at is null)`;
  return rows[0]?.missing === 0;
}
