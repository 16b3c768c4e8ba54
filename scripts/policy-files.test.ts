import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { readPolicyFile } from "#lib/policies/files/read-policy-file.ts";
import { anOrganisation } from "#lib/testing/builders.ts";
import { type ExpectedInspection, expectAgreements, expectParts } from "#lib/testing/expect-inspection.ts";

const seeds = new URL("../../shared/seeds/", import.meta.url);
const present = existsSync(new URL("expected.json", seeds));
if (!present && process.env.CI === "true")
  throw new Error("The folder ../shared/seeds with the real policies is missing");
const expectations: Record<string, ExpectedInspection> = present
  ? JSON.parse(readFileSync(new URL("expected.json", seeds), "utf8"))
  : {};
const files = ["000_43b47b68f6aaacb1.docx", "003_44d02317d98ab226.docx", "004_25c0df894cbd437c.pdf"];

await testDatabase();

/** The command as somebody types it. */
function policy(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "scripts/policy.ts", ...words],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

describe.skipIf(!present).each(files)("%s", (name) => {
  const expected = expectations[name.replace(/\..*/, "")] as ExpectedInspection;
  const file = fileURLToPath(new URL(name, seeds));

  test("is inspected: one JSON object, and nothing else", () => {
    const { status, stdout } = policy("inspect", file, "--today", "2026-11-22");
    expect(status).toBe(0);
    const found = JSON.parse(stdout);
    expectParts(found, expected);
    expectAgreements(found, expected);
  }, 60_000);

  test("becomes a policy in force, with the file's own hash on record", async () => {
    const { organisationId } = await anOrganisation();
    const bytes = readFileSync(file);
    const { text, hash, notPlaced, notes } = await readPolicyFile(bytes, name);
    const made = await bringInPolicy(
      { organisationId, words: "a test" },
      { text, fileName: name, file: { hash, notPlaced, notes }, implementationOn: "2026-09-01" },
    );
    expect(made.agreements.map(({ audience }) => [...audience].sort())).toEqual(
      expected.agreements.map(({ audience }) => expect.arrayContaining(audience)),
    );
    const kept = await inOrganisation(organisationId, (transaction) =>
      transaction.policyImport.findMany({ where: { organisationId } }),
    );
    const fileHash = createHash("sha256").update(bytes).digest("hex");
    expect(kept).toMatchObject([{ fileName: name, fileHash }]);
  }, 60_000);
});

test("a file that can’t be read gets one line and no output", () => {
  const { status, stdout, stderr } = policy("inspect", "package-lock.nothing.docx");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("There is no file");
}, 60_000);
