import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "#lib/env.ts";
import { runCommand } from "#scripts/command.ts";
import { withSchemaEngine } from "#scripts/database/engine.ts";
import { discrete, migrationsList, noFilter } from "#scripts/database/migrate.ts";
import { openTestServer } from "#scripts/database/test-server.ts";

/** `npm run -s migration -- NAME`: writes the SQL that leads from the migrations to prisma/schema.prisma. */
await runCommand(async () => {
  const [name] = process.argv.slice(2);
  if (!name || !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name))
    throw new StartError("Say what changes, in small letters: npm run -s migration -- add_class_photo");
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  // The migrations are applied to a throwaway database to see where they lead.
  const server = await openTestServer();
  try {
    const { stdout, exitCode } = await withSchemaEngine(
      discrete(server.addresses("postgres").owner),
      schema,
      (engine) =>
        engine.diff({
          from: { tag: "migrations", ...migrationsList() },
          to: { tag: "schemaDatamodel", files: [{ path: "prisma/schema.prisma", content: schema }] },
          script: true,
          exitCode: true,
          filters: noFilter,
        }),
    );
    if (exitCode === 0 || !stdout) {
      process.stdout.write("prisma/schema.prisma asks for nothing that the migrations have not made.\n");
      return 0;
    }
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = path.join("prisma/migrations", `${stamp}_${name}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, "migration.sql"), stdout);
    process.stdout.write(
      `Wrote ${folder}/migration.sql. Read it, and add what the schema cannot say: row-level security, grants, checks.\n`,
    );
    return 0;
  } finally {
    await server.close();
  }
});
