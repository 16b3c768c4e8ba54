import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";

const { query } = await testDatabase();
const rowsOf = async (sql: string, values: unknown[]) => (await query("owner", sql, values)).rows;
const today = "2026-11-22";
let organisationId: string;
let schools: Awaited<ReturnType<typeof anOrganisation>>["schools"];
let teacher: string;
let pupil: string;

const command = () => ({ organisationId, words: "the command line, by a test" });
const bring = (text: string, more: Partial<Parameters<typeof bringInPolicy>[1]> = {}) =>
  bringInPolicy(command(), { text, fileName: "policy.md", implementationOn: "2026-09-01", ...more });
const titles = async (person: string, day = today) =>
  (await obligationsOf(organisationId, person, day))
    .filter((o) => !o.signatureId)
    .map((o) => o.agreementTitle);
const rows = async () =>
  Number(
    (await rowsOf("select count(*) from policy_version where organisation_id = $1", [organisationId]))[0]
      ?.count,
  );

beforeAll(async () => {
  ({ organisationId, schools } = await anOrganisation());
  const unitId = schools[0]?.id as string;
  teacher = await aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
  pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 5 }] });
});

describe("bringing in a policy", () => {
  test("binds everyone whom its agreements name, in every school, from its implementation date", async () => {
    const made = await bring(aPolicyText(), { ratifiedOn: "2026-07-10", minuteReference: "TB 26/31" });
    expect(made).toMatchObject({
      number: "1.0",
      title: "Using technology",
      policySlug: "using-technology",
      unplaced: [],
    });
    expect(made.agreements.map((agreement) => agreement.title)).toEqual([
      "Agreement for staff and volunteers",
      "Agreement for pupils",
    ]);
    expect(await titles(teacher)).toEqual(["Agreement for staff and volunteers"]);
    expect(await titles(pupil)).toEqual(["Agreement for pupils"]);
    expect(await titles(teacher, "2026-08-31")).toEqual([]);
    const [decision] = await rowsOf("select * from decision where version_id = $1", [made.versionId]);
    expect(decision).toMatchObject({
      outcome: "ratified",
      method: "before-countersign",
      minute_reference: "TB 26/31",
    });
    const [event] = await rowsOf("select * from event where kind = 'policy-brought-in' and version_id = $1", [
      made.versionId,
    ]);
    expect(event).toMatchObject({ actor_id: null, actor_words: "the command line, by a test" });
  });

  test("says that the text is already there, and writes nothing", async () => {
    const before = await rows();
    await expect(bring(aPolicyText(), { material: true })).rejects.toThrow(/already there, as version 1\.0/);
    // spacing that Markdown does not mind is the same text
    await expect(bring(aPolicyText().replaceAll("\n\n", "\n\n\n"), { material: true })).rejects.toThrow(
      /already there/,
    );
    expect(await rows()).toBe(before);
  });

  test.each([
    [{}, /say with --material .* or with --minor/],
    [
      { material: true, version: { major: 1, minor: 0 } },
      /Version 1\.0 is there already: the next number is 2\.0/,
    ],
    [
      { material: false, version: { major: 2, minor: 0 } },
      /minor change keeps the first figure: the next number is 1\.1/,
    ],
    [{ material: true, version: { major: 1, minor: 4 } }, /material change raises the first figure/],
    [{ material: true, implementationOn: "2026-08-01" }, /in their order/],
    [{ material: true, implementationOn: "2026-02-30" }, /implementation date must be a date that exists/],
  ])("refuses %j with a sentence, and writes nothing", async (more, sentence) => {
    const before = await rows();
    await expect(bring(aPolicyText({ staffRule: "something else" }), more)).rejects.toThrow(sentence);
    expect(await rows()).toBe(before);
  });

  test("a school's own policy binds its own people only", async () => {
    const unitId = schools[1]?.id as string;
    const neighbour = await aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
    await bring(aPolicyText({ title: "Our own rules" }), { unitId });
    expect(await titles(neighbour)).toHaveLength(2);
    expect(await titles(teacher)).toEqual(["Agreement for staff and volunteers"]);
    await expect(
      bring(aPolicyText({ title: "Our own rules", extra: "More." }), { material: true }),
    ).rejects.toThrow(/is not this school's/);
  });

  test("an audience that an administrator adjusted is kept by the next version", async () => {
    const unitId = schools[0]?.id as string;
    const volunteer = await aPerson(organisationId, { roles: [{ role: "volunteer", unitId }] });
    const made = await bring(aPolicyText({ title: "Adjusted" }));
    expect(await titles(volunteer)).toHaveLength(2);
    await query(
      "owner",
      `update audience set requirement = 'no' where role = 'volunteer' and agreement_id in
        (select id from agreement where version_id = $1)`,
      [made.versionId],
    );
    await query(
      "owner",
      "update audience set role = 'trainee' where role = 'staff' and agreement_id in (select id from agreement where version_id = $1)",
      [made.versionId],
    );
    await bring(aPolicyText({ title: "Adjusted", extra: "More." }), { material: true });
    expect(await titles(volunteer)).toHaveLength(1);
    const { rows } = await query(
      "owner",
      `select w.role, w.requirement from audience w join agreement a on a.id = w.agreement_id
        join policy_version v on v.id = a.version_id
       where v.policy_id = $1 and v.major = 2 and a.key = 'staff' order by w.role`,
      [made.policyId],
    );
    expect(rows).toEqual([
      { role: "trainee", requirement: "must" },
      { role: "volunteer", requirement: "no" },
    ]);
  });

  test("two at once make one version", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => bring(aPolicyText({ title: "Raced" }), { material: true })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(String(result.reason)).toMatch(/already there/);
  });

  test("keeps the hash of the file as it came, and what was said of it", async () => {
    const imported = async (versionId: string) =>
      (
        await query("owner", "select file_hash, unplaced from policy_import where version_id = $1", [
          versionId,
        ])
      ).rows[0];
    const text = aPolicyText({ title: "From a file" });
    const made = await bring(text, {
      file: {
        hash: "ab".repeat(32),
        notPlaced: [{ what: "Comment: “why?”", where: { page: 2 } }],
        notes: [{ what: "Tracked changes were taken as accepted", where: null }],
      },
    });
    expect(made.unplaced).toEqual([{ text: "Comment: “why?”", page: 2 }]);
    expect(made.notices).toContain("Tracked changes were taken as accepted.");
    expect(await imported(made.versionId)).toEqual({
      file_hash: "ab".repeat(32),
      unplaced: [
        { text: "Comment: “why?”", page: 2 },
        { text: "Tracked changes were taken as accepted", note: true },
      ],
    });
    // a text that is its own file
    const other = aPolicyText({ title: "Typed" });
    const typed = await bring(other);
    expect((await imported(typed.versionId))?.file_hash).toBe(
      createHash("sha256").update(new TextEncoder().encode(other)).digest("hex"),
    );
  });

  test("somebody without the duty cannot bring one in", async () => {
    const actor = await actorFor(organisationId, teacher);
    await expect(
      bringInPolicy(actor, {
        text: aPolicyText({ title: "Mine" }),
        fileName: "x.md",
        implementationOn: "2026-09-01",
      }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});
