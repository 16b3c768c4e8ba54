import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { whoHasNotSigned } from "#lib/obligations/who-has-not-signed.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { decidePupilSigning, pupilSigningAt } from "./decide-pupil-signing.ts";

await testDatabase();

async function aFamily() {
  const { organisationId, schools } = await anOrganisation({ schools: 1 });
  const unitId = schools[0]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "p.md", implementationOn: "2024-09-01" },
  );
  const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId, yearGroup: 1 }] });
  const parent = await aPerson(organisationId);
  await aContact(organisationId, parent, pupil);
  const head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId }] }),
  );
  const asked = async (personId: string) =>
    (await obligationsOf(organisationId, personId, head.today)).map(
      ({ requirement, waitingForPupil, signatureId }) => [requirement, waitingForPupil, signatureId !== null],
    );
  const list = async () => {
    const page = await whoHasNotSigned(head, unitId, { role: "pupil" } as never);
    return page.rows.length;
  };
  const sign = async (personId: string) => {
    const signer = await actorFor(organisationId, personId);
    const [one] = await obligationsOf(organisationId, personId, signer.today);
    if (!one) throw new Error("nothing is asked");
    await signAgreement(signer, one.id, {
      agreed: true,
      printedName: "A Person",
      answers: { "tutor-group": "1A" },
      wordingId: one.wordingId,
    });
  };
  const decide = (requirement: string, yearFrom = 0, yearTo = 2) =>
    decidePupilSigning(head, unitId, { yearFrom: String(yearFrom), yearTo: String(yearTo), requirement });
  return { unitId, head, pupil, parent, asked, list, sign, decide };
}

test("must: the pupil signs first, then the parent", async () => {
  const { pupil, parent, asked, sign, decide } = await aFamily();
  await decide("must");
  expect(await asked(pupil)).toEqual([["must", false, false]]);
  expect(await asked(parent)).toEqual([["must", true, false]]);
  await expect(sign(parent)).rejects.toMatchObject({ code: "waiting-for-pupil" });
  await sign(pupil);
  expect(await asked(parent)).toEqual([["must", false, false]]);
});

test("may: the parent need not wait, and the child may sign", async () => {
  const { pupil, parent, asked, list, sign, decide } = await aFamily();
  await decide("may");
  expect(await asked(pupil)).toEqual([["may", false, false]]);
  expect(await asked(parent)).toEqual([["may", false, false]]);
  expect(await list()).toBe(1);
  await sign(parent);
  expect(await list()).toBe(0);
  await sign(pupil);
  expect(await asked(pupil)).toEqual([["may", false, true]]);
});

test("not at all: the parent alone is asked", async () => {
  const { pupil, parent, asked, list, sign, decide } = await aFamily();
  await decide("no");
  expect(await asked(pupil)).toEqual([]);
  expect(await asked(parent)).toEqual([["no", false, false]]);
  expect(await list()).toBe(1);
  await sign(parent);
  expect(await list()).toBe(0);
});

test("the newest decision about a year holds, also on one day, and every decision stays on record", async () => {
  const { unitId, head, asked, pupil, decide } = await aFamily();
  await decide("no", -1, 6);
  await decide("may", 1, 2);
  await decide("must", 7, 11);
  const page = await pupilSigningAt(head, unitId);
  expect(page.now).toEqual([
    { yearFrom: -1, yearTo: 0, requirement: "no" },
    { yearFrom: 1, yearTo: 2, requirement: "may" },
    { yearFrom: 3, yearTo: 6, requirement: "no" },
    { yearFrom: 7, yearTo: 11, requirement: "must" },
    { yearFrom: 12, yearTo: 14, requirement: null },
  ]);
  expect(page.decisions.map(({ years }) => years)).toEqual([
    "Year 7 to Year 11",
    "Year 1 to Year 2",
    "Nursery to Year 6",
  ]);
  expect(await asked(pupil)).toEqual([["may", false, false]]);
  await expect(decide("must", 3, 1)).rejects.toMatchObject({ problems: [{ field: "yearTo" }] });
  await expect(decide("perhaps")).rejects.toMatchObject({ problems: [{ field: "requirement" }] });
});
