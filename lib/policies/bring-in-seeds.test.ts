import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { membershipRoles } from "#lib/people/words.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { actorFor, anOrganisation, aPerson, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";

await testDatabase();

const seeds = new URL("../../../shared/seeds/", import.meta.url);
const here = existsSync(seeds);
if (!here && process.env.CI) throw new Error("The folder ../shared/seeds with the real policies is missing");

type Expected = { agreements: { audience: string[]; audienceMay?: string[] }[] };
const expected: Record<string, Expected> = here
  ? JSON.parse(readFileSync(new URL("expected.json", seeds), "utf8"))
  : {};

const kinds: [string, "trust" | "single-school"][] = [
  ["000_43b47b68f6aaacb1", "trust"],
  ["001_fa0e4a037e705182", "trust"],
  ["003_44d02317d98ab226", "trust"],
  ["002_51e088ffbe50aafa", "single-school"],
  ["004_25c0df894cbd437c", "single-school"],
];

test.skipIf(!here).each(kinds)(
  "%s comes into a %s, binds whom it names, and its next version asks exactly them again",
  async (name, kind) => {
    const text = readFileSync(new URL(`${name}.txt`, seeds), "utf8");
    const { organisationId, schools } = await anOrganisation({ kind });
    const unitId = schools[0]?.id as string;
    const people = new Map<string, string>();
    // a pupil of Year 13 and one of Year 5, because some policies have a form for each
    for (const role of membershipRoles)
      people.set(
        role,
        await aPerson(organisationId, {
          roles: [{ role, unitId, ...(role === "pupil" ? { yearGroup: 13 } : {}) }],
        }),
      );
    people.set(
      "younger pupil",
      await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 5 }] }),
    );
    const bring = (changed: string, implementationOn: string, material?: boolean) =>
      bringInPolicy(
        { organisationId, words: "a test" },
        {
          text: changed,
          fileName: `${name}.txt`,
          policySlug: "acceptable-use",
          ...(kind === "single-school" ? { unitId } : {}),
          implementationOn,
          material,
        },
      );
    const asked = async () => {
      const open = new Map<string, Obligation[]>();
      for (const [who, id] of people) {
        const due = (await obligationsOf(organisationId, id, todayHere())).filter((one) => !one.signatureId);
        if (due.length > 0) open.set(who, due);
      }
      return open;
    };

    const made = await bring(text, "2024-09-01");
    const wanted = expected[name]?.agreements ?? [];
    expect(made.agreements).toHaveLength(wanted.length);
    if (wanted.length === 0) expect(made.notices.join()).toMatch(/no agreement of its own/);
    const must = new Set(wanted.flatMap((agreement) => agreement.audience));
    const may = new Set(wanted.flatMap((agreement) => agreement.audienceMay ?? []));
    const first = await asked();
    for (const role of membershipRoles) {
      if (must.has(role)) expect([role, first.get(role)?.length]).toEqual([role, 1]);
      else if (!may.has(role)) expect([role, first.get(role)]).toEqual([role, undefined]);
    }
    if (must.has("pupil")) expect(first.get("younger pupil")).toHaveLength(1);

    // everyone signs but the first one asked
    const [late] = first.keys();
    for (const [who, [obligation]] of first) {
      if (who === late || !obligation) continue;
      const actor = await actorFor(organisationId, people.get(who) as string);
      const answers = { "tutor-group": "13K" };
      await signAgreement(actor, obligation.id, {
        agreed: true,
        printedName: "A Person",
        answers,
        wordingId: obligation.wordingId,
      });
    }
    expect([...(await asked()).keys()]).toEqual(late ? [late] : []);
    if (!late) return;

    await expect(bring(text, "2025-09-01", true)).rejects.toThrow(/already there/);
    const lines = text.trimEnd().split("\n");
    const at = lines.findIndex((line, index) => index > lines.length / 3 && /^[A-Z][^:]{60,}\.$/.test(line));
    const reworded = (words: string) => lines.toSpliced(at + 1, 0, "", words).join("\n");
    await bring(
      reworded("The help desk has moved to the ground floor of the main building."),
      "2025-09-01",
      false,
    );
    expect([...(await asked()).keys()]).toEqual([late]);
    await bring(
      reworded("Nobody connects a device of their own to the wired network any more."),
      "2025-10-01",
      true,
    );
    expect([...(await asked()).keys()].sort()).toEqual([...first.keys()].sort());
  },
);
