import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { Refusal } from "#lib/errors.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { notSignedFile } from "./not-signed-file.ts";

await testDatabase();

beforeAll(() => setClock(new Date("2026-11-22T09:00:00Z")));
afterAll(() => setClock(undefined));

async function aSchool() {
  const { organisationId, schools } = await anOrganisation({ kind: "single-school" });
  const unitId = schools[0]?.id as string;
  const words = { organisationId, words: "a test" };
  await bringInPolicy(words, { text: aPolicyText(), fileName: "p.md", implementationOn: "2026-09-01" });
  const head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId }] }),
  );
  const person = (givenName: string, familyName: string) =>
    aPerson(organisationId, { givenName, familyName, roles: [{ role: "staff", unitId }] });
  return { organisationId, unitId, head, person };
}

test("the file has a row for everyone on the list, and no cell that a spreadsheet would run", async () => {
  const { unitId, head, person } = await aSchool();
  await person('=HYPERLINK("http://example.org")', "Aa");
  await person("+1", "Bb");
  await person("-1", "Cc");
  await person("@SUM(A1)", "Dd");
  await person("Zoë, “Zo”", 'O"Neill');
  const bytes = new Uint8Array(await new Response(await notSignedFile(head, unitId, {})).arrayBuffer());
  // the mark by which spreadsheets know UTF-8
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows: Record<string, string>[] = parse(Buffer.from(bytes), { bom: true, columns: true });
  // the administrator of a single school works there too
  expect(rows.map((row) => row.Name).sort()).toEqual(
    [
      "'+1 Bb",
      "'-1 Cc",
      '\'=HYPERLINK("http://example.org") Aa',
      "'@SUM(A1) Dd",
      "Ada Administrator",
      'Zoë, “Zo” O"Neill',
    ].sort(),
  );
  expect(rows.find((row) => row.Name?.startsWith("Zoë"))).toEqual({
    Name: 'Zoë, “Zo” O"Neill',
    Role: "Staff",
    "Class or tutor group": "",
    Agreement: "Agreement for staff and volunteers",
    Policy: "Using technology",
    Reason: "Not signed",
    "As at": "2026-11-22",
  });
});

test("the file keeps to the filters, takes no notice of the page, and is refused where the list is", async () => {
  const { organisationId, unitId, head, person } = await aSchool();
  const last = await person("Zara", "Zz");
  const read = async (query: Parameters<typeof notSignedFile>[2]) =>
    parse(await new Response(await notSignedFile(head, unitId, query)).text(), { bom: true, columns: true });
  expect(await read({ role: "pupil" })).toEqual([]);
  expect(await read({ day: "2026-08-01" })).toEqual([]);
  const after = { personId: last, seriesId: "ffffffff-ffff-4fff-bfff-ffffffffffff" };
  expect(await read({ after })).toHaveLength(2);
  const nobody = await actorFor(organisationId, await person("No", "Body"));
  await expect(notSignedFile(nobody, unitId, {})).rejects.toSatisfy(
    (error) => error instanceof Refusal && error.code === "not-found",
  );
});
