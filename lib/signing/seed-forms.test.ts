import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { type MembershipRole, membershipRoles } from "#lib/people/words.ts";
import { askForAcknowledgement } from "#lib/policies/ask-for-acknowledgement.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { aContact, actorFor, anOrganisation, aPerson, todayHere } from "#lib/testing/builders.ts";
import { readableAgreement } from "./readable-agreement.ts";
import { receiptFile } from "./receipt-file.ts";
import { receipt } from "./receipts.ts";
import { signAgreement } from "./sign-agreement.ts";
import { signPage } from "./sign-page.ts";

/*
 * Each of the five policies in an organisation of its kind: everyone whom it binds has its own form, signs it, and
 * their receipt repeats its wording word for word.
 */

await testDatabase();

const seeds = new URL("../../../shared/seeds/", import.meta.url);
const here = existsSync(seeds);
if (!here && process.env.CI) throw new Error("The folder ../shared/seeds with the real policies is missing");

type ExpectedField = [label: string, kind: string, by: "signatory" | "parent"];
type ExpectedAgreement = {
  titleContains?: string;
  audience: MembershipRole[];
  fields: ExpectedField[];
  countersign: boolean;
  statements: { min: number; max: number };
  leadIn?: [number, string];
};
const expected: Record<string, { agreements: ExpectedAgreement[] }> = here
  ? JSON.parse(readFileSync(new URL("expected.json", seeds), "utf8"))
  : {};

const policies: [string, "trust" | "single-school"][] = [
  ["000_43b47b68f6aaacb1", "trust"],
  ["001_fa0e4a037e705182", "trust"],
  ["002_51e088ffbe50aafa", "single-school"],
  ["003_44d02317d98ab226", "trust"],
  ["004_25c0df894cbd437c", "single-school"],
];

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[‘’“”"']/g, "'")
    .replace(/[–—-]/g, "-")
    .replace(/[*_\s]+/g, " ")
    .trim();
/** Letters and figures alone: what is left of a text whatever marks, entities and line breaks it is written with. */
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const unescaped = (html: string) =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

async function bringIn(name: string, kind: "trust" | "single-school") {
  const { organisationId, schools } = await anOrganisation({ kind });
  const unitId = schools[0]?.id as string;
  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    {
      text: readFileSync(new URL(`${name}.txt`, seeds), "utf8"),
      fileName: `${name}.txt`,
      policySlug: "acceptable-use",
      ...(kind === "single-school" ? { unitId } : {}),
      implementationOn: "2024-09-01",
    },
  );
  const asked = (personId: string) => obligationsOf(organisationId, personId, todayHere());
  return { organisationId, unitId, policyId, asked };
}

/** Opens the form, compares it with what the policy asks for, signs it and looks at the receipt. */
async function signAndCheck(
  organisationId: string,
  personId: string,
  obligation: Obligation,
  fields: ExpectedField[],
): Promise<void> {
  const actor = await actorFor(organisationId, personId);
  const page = await signPage(actor, obligation);
  expect(page.fields.map(({ label, kind }) => [plain(label), kind])).toEqual(
    fields.map(([label, kind]) => [plain(label), kind]),
  );
  const typed = page.fields.filter((field) => field.typed && field.kind !== "name");
  const signed = await signAgreement(actor, obligation.id, {
    agreed: true,
    printedName: "Somebody by Name",
    answers: Object.fromEntries(typed.map(({ name }) => [name, "An answer"])),
    wordingId: obligation.wordingId,
  });
  expect(signed.made).toBe(true);

  const kept = await receipt(actor, signed.signatureId);
  const file = receiptFile(kept, actor.organisation);
  const wording = unescaped(/<pre id="wording">([\s\S]*?)<\/pre>/.exec(file)?.[1] ?? "");
  expect(wording).toBe(kept.wording);
  expect(createHash("sha256").update(wording, "utf8").digest("hex")).toBe(kept.shownHash);
  expect(kept.record?.answers.map(({ label }) => label)).toEqual(typed.map(({ label }) => label));
  // everything that stood on the page stands in the receipt, lead-ins and all
  const agreement = await readableAgreement(organisationId, obligation.agreementId, obligation.wordingId);
  const words = letters(wording);
  for (const { text, leadIn } of agreement.statements) {
    expect(words).toContain(letters(text));
    for (const part of leadIn?.split(/(?<=:)\s/) ?? []) expect(words).toContain(letters(part));
  }
  if (agreement.declaration) expect(words).toContain(letters(agreement.declaration));
  if (obligation.capacity === "countersign" && agreement.addedForParent)
    expect(unescaped(file)).toContain(agreement.addedForParent);
}

test.skipIf(!here).each(policies.filter(([name]) => (expected[name]?.agreements.length ?? 1) > 0))(
  "%s in a %s: everyone whom it binds signs their own form",
  async (name, kind) => {
    const { organisationId, unitId, asked } = await bringIn(name, kind);
    for (const agreement of expected[name]?.agreements ?? []) {
      const own = agreement.fields.filter(([, , by]) => by === "signatory");
      const ofParent = agreement.fields.filter(([, , by]) => by === "parent");
      for (const role of agreement.audience) {
        const yearGroup =
          role !== "pupil" ? undefined : /infant/i.test(agreement.titleContains ?? "") ? 4 : 12;
        const personId = await aPerson(organisationId, {
          roles: [{ role, unitId, ...(yearGroup === undefined ? {} : { yearGroup }) }],
        });
        const parentId = role === "pupil" ? await aPerson(organisationId) : null;
        if (parentId) await aContact(organisationId, parentId, personId);

        const [obligation, ...more] = await asked(personId);
        expect([role, more.length]).toEqual([role, 0]);
        if (!obligation) throw new Error(`${role} is not asked`);
        expect(plain(obligation.agreementTitle)).toContain(plain(agreement.titleContains ?? ""));
        const { statements } = await readableAgreement(
          organisationId,
          obligation.agreementId,
          obligation.wordingId,
        );
        expect(statements.length).toBeGreaterThanOrEqual(agreement.statements.min);
        expect(statements.length).toBeLessThanOrEqual(agreement.statements.max);
        if (agreement.leadIn) {
          const [count, leadIn] = agreement.leadIn;
          const led = statements.filter((one) => plain(one.leadIn ?? "").includes(plain(leadIn)));
          expect(led.length, `rules that “${leadIn}” leads into`).toBe(count);
        }
        await signAndCheck(organisationId, personId, obligation, own);
        expect((await asked(personId)).every(({ signatureId }) => signatureId !== null)).toBe(true);

        if (!parentId) continue;
        const [forChild] = await asked(parentId);
        expect(forChild).toMatchObject({
          capacity: "countersign",
          waitingForPupil: false,
          signatureId: null,
        });
        await signAndCheck(organisationId, parentId, forChild as Obligation, ofParent);
        expect((await asked(parentId)).every(({ signatureId }) => signatureId !== null)).toBe(true);
      }
    }
  },
  60_000,
);

test.skipIf(!here)(
  "003: a pupil of every year has exactly the form of their part of the school",
  async () => {
    const { organisationId, unitId, asked } = await bringIn("003_44d02317d98ab226", "trust");
    for (let yearGroup = 0; yearGroup <= 13; yearGroup++) {
      const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup }] });
      const titles = (await asked(pupil)).map(({ agreementTitle }) => agreementTitle);
      expect(titles, `Year ${yearGroup}`).toEqual([
        expect.stringMatching(yearGroup <= 6 ? /Infant & Junior/ : /Senior & Sixth Form/),
      ]);
    }
  },
);

test.skipIf(!here)(
  "004 has no agreement: every role signs the standard acknowledgement, marked as such",
  async () => {
    const { organisationId, unitId, policyId, asked } = await bringIn(
      "004_25c0df894cbd437c",
      "single-school",
    );
    const people = new Map<MembershipRole, string>();
    for (const role of membershipRoles)
      people.set(role, await aPerson(organisationId, { roles: [{ role, unitId }] }));
    for (const person of people.values()) expect(await asked(person)).toEqual([]);
    const administrator = await actorFor(
      organisationId,
      await aPerson(organisationId, {
        duties: [{ kind: "organisation-administrator", unitId: organisationId }],
      }),
    );
    const roles = membershipRoles.filter((role) => role !== "visitor");
    await askForAcknowledgement(administrator, policyId, { roles });
    for (const [role, person] of people) {
      const [obligation] = await asked(person);
      expect([role, obligation?.requirement]).toEqual([role, role === "visitor" ? undefined : "must"]);
      if (!obligation) continue;
      await signAndCheck(organisationId, person, obligation, []);
      const actor = await actorFor(organisationId, person);
      const [done] = await asked(person);
      const kept = await receipt(actor, done?.signatureId as string);
      expect(kept.schoolsChoice).toBe(true);
      expect(kept.wording).toContain("It is not part of the policy’s own text.");
    }
  },
);
