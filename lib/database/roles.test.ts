import { expect, test } from "vitest";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { isCurrent } from "./is-current.ts";
import { testDatabase } from "./test-database.ts";

const { prisma, query } = await testDatabase();

test("every migration is applied, and the application may know", async () => {
  expect(await isCurrent(prisma)).toBe(true);
});
