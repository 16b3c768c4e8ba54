import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { keepSignature } from "#lib/signing/keep-signature.ts";
import { readableAgreement } from "#lib/signing/readable-agreement.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { askAtUnit } from "./ask-to-sign.ts";

/* A pupil's own signature brings the turn of their parents and carers: they are asked within half a minute. */

const { query } = await testDatabase();
const command = () => ({ organisationId, words: "a test" });

let organisationId: string;
let school: { id: string; name: string };

beforeEach(() => {
  setClock(new Date("2026-11-10T10:15:00Z"));
  return aSchoolWith(aPolicyText());
});
afterEach(() => setClock(undefined));

async function aSchoolWith(text: string): Promise<void> {
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  school = made.schools[0] as typeof school;
  await bringInPolicy(command(), { text, fileName: "policy.md", implementationOn: "2020-09-01" });
  await forgetJobs();
}

const forgetJobs = () => query("queue", "delete from graphile_worker._private_jobs");

async function asking(): Promise<{ payload: unknown; seconds: number }[]> {
  const { rows } = await query(
    "queue",
    `select j.payload, extract(epoch from j.run_at - now())::float as seconds
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'ask-to-sign' order by j.id`,
  );
  return rows;
}

async function aPupil({ contact = {} as Parameters<typeof aContact>[3] | null } = {}) {
  const pupil = await aPerson(organisationId, {
    roles: [{ role: "pupil", unitId: school.id, yearGroup: 11 }],
  });
  const parent = await aPerson(organisationId);
  await addAddress(command(), parent, { address: `parent-${parent}@example.org` });
  if (contact) await aContact(organisationId, parent, pupil, contact);
  await forgetJobs();
  return { pupil, parent };
}

async function sign(personId: string) {
  const actor = await actorFor(organisationId, personId);
  const [obligation] = await obligationsOf(organisationId, personId, actor.today);
  const { id = "", wordingId = "" } = obligation ?? {};
  return signAgreement(actor, id, {
    ...{ agreed: true, printedName: "Kit Lee", answers: { "tutor-group": "11B" }, wordingId },
  });
}

const askedAtSchool = () => [
  { payload: { organisationId, unitId: school.id }, seconds: expect.any(Number) as number },
];

describe("a pupil's own signature", () => {
  test("has the parent asked within half a minute, by one job however many sign", async () => {
    const pupils = [await aPupil(), await aPupil(), await aPupil()];
    expect(await askAtUnit(organisationId, school.id)).toBe(0);
    const signed = await Promise.all(pupils.map(({ pupil }) => sign(pupil)));
    expect(signed.map(({ made }) => made)).toEqual([true, true, true]);
    const jobs = await asking();
    // those of another half minute would have one of their own
    expect([1, 2]).toContain(jobs.length);
    for (const job of jobs) {
      expect(job.payload).toEqual({ organisationId, unitId: school.id });
      expect(job.seconds).toBeLessThanOrEqual(30);
    }
    expect(await askAtUnit(organisationId, school.id)).toBe(3);
    const { rows } = await query(
      "owner",
      "select person_id from message where organisation_id = $1 and kind = 'ask' order by person_id",
      [organisationId],
    );
    expect(rows.map(({ person_id }) => person_id)).toEqual(pupils.map(({ parent }) => parent).sort());
    expect(await askAtUnit(organisationId, school.id)).toBe(0);
  });

  test("asks nobody again when it is signed already", async () => {
    const { pupil } = await aPupil();
    await sign(pupil);
    await forgetJobs();
    expect(await sign(pupil)).toMatchObject({ made: false });
    expect(await asking()).toEqual([]);
  });

  test.each([
    ["nobody is there to ask", null],
    ["their contact may not sign", { maySign: false }],
    ["their contact must not be written to", { doNotContact: true }],
  ])("queues nothing when %s", async (_, contact) => {
    const { pupil } = await aPupil({ contact });
    await sign(pupil);
    expect(await asking()).toEqual([]);
  });

  test.each([
    [
      "signs the agreement",
      aPolicyText({ countersign: "none" }).replace(/::::countersign\n.*?\n::::\n/s, ""),
    ],
    ["waits for the pupil", aPolicyText().replaceAll("order=pupil-first", "order=free")],
  ])("queues nothing when no parent %s", async (_, text) => {
    await aSchoolWith(text);
    const { pupil } = await aPupil();
    expect(await sign(pupil)).toMatchObject({ made: true });
    expect(await asking()).toEqual([]);
  });

  test("nor does anybody's else's", async () => {
    const staff = await aPerson(organisationId, { roles: [{ role: "staff", unitId: school.id }] });
    await forgetJobs();
    await sign(staff);
    expect(await asking()).toEqual([]);
  });

  test("recorded by a colleague in a transaction with other things queues it with them, or not at all", async () => {
    const { pupil } = await aPupil();
    const [asked] = await obligationsOf(organisationId, pupil, "2026-11-10");
    if (!asked) throw new Error("nothing is asked");
    const agreement = await readableAgreement(organisationId, asked.agreementId, asked.wordingId);
    const record = (fails: boolean) =>
      inOrganisation(organisationId, async (transaction) => {
        await keepSignature(
          {
            organisation: { id: organisationId, name: "The organisation" },
            unit: school,
            asked,
            agreement,
            signer: { id: pupil, legalName: "Kit Lee", printedName: "Kit Lee" },
            answers: [],
            helper: null,
            method: "paper",
            browser: null,
            signedAt: new Date("2026-11-10T10:00:00Z"),
            signedOn: "2026-11-10",
            recorded: { id: pupil, legalName: "Kit Lee" },
            receipt: false,
          },
          transaction,
        );
        if (fails) throw new Error("something else went wrong");
      });
    await expect(record(true)).rejects.toThrow("something else");
    expect(await asking()).toEqual([]);
    await record(false);
    expect(await asking()).toEqual(askedAtSchool());
  });
});
