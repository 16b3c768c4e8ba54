import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { readPolicyFile } from "./files/read-policy-file.ts";
import { publishedPolicy } from "./published.ts";
import { publishedPdf } from "./published-pdf.ts";
import { recordReview } from "./reviews/record-review.ts";

const { query } = await testDatabase();

test("anyone gets the file of what is in force or was, once made until it says something else", async () => {
  const { organisationId } = await anOrganisation({ schools: 1 });
  const command = { organisationId, words: "a test" };
  const bring = (extra: string, implementationOn: string, more = {}) =>
    bringInPolicy(command, { text: aPolicyText({ extra }), fileName: "p.md", implementationOn, ...more });
  const { policyId, policySlug } = await bring("It is old.", "2024-09-01");
  await bring("It is new.", "2025-09-01", { material: true, summaryOfChange: "Everything anew" });
  await bring("It is to come.", addDays(todayHere(), 30), { material: true });
  const { rows } = await query("owner", "select slug from organisation_directory where id = $1", [
    organisationId,
  ]);
  const { slug } = rows[0] as { slug: string };
  const words = async (bytes: Uint8Array) =>
    (await readPolicyFile(bytes, "policy.pdf")).text.replace(/\s+/g, " ");

  const now = await publishedPdf(slug, policySlug);
  expect(now.fileName).toBe(`${policySlug}-2.0.pdf`);
  const text = await words(now.bytes);
  for (const part of ["It is new.", "Version 1.0.", "Everything anew", "In force since 1 September 2025"])
    expect(text).toContain(part);
  expect(text).not.toContain("It is to come.");

  const old = await words((await publishedPdf(slug, policySlug, { number: "1.0" })).bytes);
  expect(old).toContain("This version has been superseded. Version 2.0 has been in force since");
  expect(old).not.toContain("Everything anew");
  for (const number of ["3.0", "9.9", "x"])
    await expect(publishedPdf(slug, policySlug, { number })).rejects.toMatchObject({ code: "not-found" });

  // made once, for however many ask at the same time
  const again = await Promise.all([publishedPdf(slug, policySlug), publishedPdf(slug, policySlug)]);
  for (const { bytes } of again) expect(bytes).toBe(now.bytes);
  const owner = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "policy-owner", unitId: organisationId }] }),
  );
  await recordReview(owner, policyId, {
    ...{ reviewedOn: todayHere(), outcome: "unchanged", nextReview: "October 2033", summary: "Still right" },
  });
  const reviewed = await words((await publishedPdf(slug, policySlug)).bytes);
  for (const part of ["Still right", "October 2033"]) expect(reviewed).toContain(part);
}, 60_000);

test("a policy that its owner keeps from search engines says so", async () => {
  const { organisationId } = await anOrganisation({ schools: 1 });
  const { policyId, policySlug } = await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "p.md", implementationOn: "2024-09-01" },
  );
  const { rows } = await query("owner", "select slug from organisation_directory where id = $1", [
    organisationId,
  ]);
  expect((await publishedPolicy(rows[0].slug, policySlug)).indexable).toBe(true);
  await query("owner", "update policy set indexable = false where id = $1", [policyId]);
  expect((await publishedPolicy(rows[0].slug, policySlug)).indexable).toBe(false);
});
