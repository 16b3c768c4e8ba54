import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { type Obligation, obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { shownHash } from "#lib/policies/document/canonical-text.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { findObligation } from "./find-obligation.ts";
import { receipt, whatISigned } from "./receipts.ts";
import { askQuestion, declineAgreement } from "./respond-instead.ts";
import { signAgreement } from "./sign-agreement.ts";
import { recordHash } from "./signature-record.ts";

const { query } = await testDatabase();
const count = async (table: string) =>
  Number((await query("owner", `select count(*) from ${table}`)).rows[0]?.count);

let organisationId: string;
let first: string;
let second: string;

const staffAt = async (...units: string[]) =>
  actorFor(
    organisationId,
    await aPerson(organisationId, { roles: units.map((unitId) => ({ role: "staff" as const, unitId })) }),
  );
type Who = Awaited<ReturnType<typeof staffAt>>;
const asked = (who: Who) => obligationsOf(organisationId, who.personId, who.today);
const form = (obligation: Obligation, more = {}) => ({
  agreed: true,
  printedName: "Sam Okafor",
  answers: {},
  wordingId: obligation.wordingId,
  ...more,
});
const only = async (who: Who): Promise<Obligation> => {
  const [obligation] = await asked(who);
  if (!obligation) throw new Error("nothing is asked");
  return obligation;
};

beforeAll(async () => {
  setClock(new Date("2026-11-22T15:05:00Z"));
  const made = await anOrganisation();
  organisationId = made.organisationId;
  first = made.schools[0]?.id as string;
  second = made.schools[1]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2026-09-01" },
  );
  return () => setClock(undefined);
});

describe("signing", () => {
  test("makes one signature with a receipt that anyone can check", async () => {
    const who = await staffAt(first);
    expect(who.mustSign).toBe(true);
    const obligation = await only(who);
    const signed = await signAgreement(who, obligation.id, form(obligation), { browser: "A browser" });
    expect(signed.made).toBe(true);
    const kept = await receipt(who, signed.signatureId);
    expect(kept).toMatchObject({
      agreementTitle: "Agreement for staff and volunteers",
      versionNumber: "1.0",
    });
    expect(kept.record).toMatchObject({
      signer: { printedName: "Sam Okafor" },
      browser: "A browser",
      capacity: "own",
    });
    expect(kept.wording).toContain("lock my screen when I walk away");
    expect(shownHash(kept.wording)).toBe(kept.shownHash);
    expect(recordHash(kept.salt as string, kept.recordText as string)).toBe(kept.recordHash);
    expect((await actorFor(organisationId, who.personId)).mustSign).toBe(false);
    expect((await whatISigned(who)).map((line) => line.signatureId)).toEqual([signed.signatureId]);
    const { rows } = await query("owner", "select kind from event where signature_id = $1", [
      signed.signatureId,
    ]);
    expect(rows).toEqual([{ kind: "agreement-signed" }]);
  });

  test("fifty at once make one signature, and everyone gets the same receipt", async () => {
    const who = await staffAt(first);
    const obligation = await only(who);
    const before = [await count("signature"), await count("signature_record"), await count("event")];
    const results = await Promise.all(
      Array.from({ length: 50 }, () => signAgreement(who, obligation.id, form(obligation))),
    );
    expect(new Set(results.map((result) => result.signatureId)).size).toBe(1);
    expect(results.filter((result) => result.made)).toHaveLength(1);
    const after = [await count("signature"), await count("signature_record"), await count("event")];
    expect(after).toEqual(before.map((number) => number + 1));
  });

  test("somebody at two schools signs once", async () => {
    const who = await staffAt(first, second);
    const obligations = await asked(who);
    expect(obligations).toHaveLength(1);
    expect([...(obligations[0]?.unitIds ?? [])].sort()).toEqual([first, second].sort());
    await signAgreement(who, obligations[0]?.id as string, form(obligations[0] as Obligation));
    expect((await asked(who)).filter((one) => !one.signatureId)).toEqual([]);
  });

  test.each([
    [{ agreed: false }, "agreed", /Tick the box/],
    [{ printedName: "   " }, "printedName", /Enter your name/],
    [{ printedName: "x".repeat(10_000) }, "printedName", /200 characters or fewer/],
    [{ printedName: "Sam\u0000Okafor" }, "printedName", /ordinary letters/],
    [{ wordingId: "nonsense" }, "wordingId", /not complete/],
  ])("refuses %j, and signs nothing", async (wrong, field, message) => {
    const who = await staffAt(first);
    const obligation = await only(who);
    const before = await count("signature");
    await expect(signAgreement(who, obligation.id, form(obligation, wrong))).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field, message: expect.stringMatching(message) }],
    });
    expect(await count("signature")).toBe(before);
  });

  test("another's obligation, one of another organisation and one that never was do not exist", async () => {
    const [who, other] = [await staffAt(first), await staffAt(first)];
    const elsewhere = await anOrganisation();
    const stranger = await actorFor(
      elsewhere.organisationId,
      await aPerson(elsewhere.organisationId, {
        roles: [{ role: "staff", unitId: elsewhere.schools[0]?.id as string }],
      }),
    );
    const obligation = await only(who);
    for (const attacker of [other, stranger]) {
      await expect(signAgreement(attacker, obligation.id, form(obligation))).rejects.toMatchObject({
        code: "not-found",
      });
      await expect(findObligation(attacker, obligation.id)).rejects.toMatchObject({ code: "not-found" });
    }
    for (const never of [newId(), "../../etc", ""]) {
      await expect(signAgreement(who, never, form(obligation))).rejects.toMatchObject({ code: "not-found" });
    }
    const signed = await signAgreement(who, obligation.id, form(obligation));
    for (const attacker of [other, stranger]) {
      await expect(receipt(attacker, signed.signatureId)).rejects.toMatchObject({ code: "not-found" });
    }
  });

  test("a question opens the gate and is not a signature; nor is a refusal", async () => {
    for (const [respond, kind] of [
      [askQuestion, "question"],
      [declineAgreement, "refusal"],
    ] as const) {
      const who = await staffAt(first);
      const obligation = await only(who);
      const words = { words: "What about my own phone?", formId: newId() };
      await respond(who, obligation.id, words);
      await respond(who, obligation.id, words);
      const { rows } = await query("owner", "select kind from response where signer_id = $1", [who.personId]);
      expect(rows).toEqual([{ kind }]);
      const after = await actorFor(organisationId, who.personId);
      expect(after.mustSign).toBe(false);
      expect((await only(after)).signatureId).toBeNull();
      await signAgreement(after, obligation.id, form(obligation));
    }
  });

  test("someone who has not started may sign, and it is due on the day they do", async () => {
    const personId = await aPerson(organisationId, {
      roles: [{ role: "staff", unitId: first, startsOn: "2027-01-04" }],
    });
    const who = await actorFor(organisationId, personId);
    expect(who.mustSign).toBe(false);
    const obligation = await only(who);
    expect(obligation.dueOn).toEqual(new Date("2027-01-04T00:00:00Z"));
    expect((await signAgreement(who, obligation.id, form(obligation))).made).toBe(true);
  });

  test("someone who left is asked nothing, and keeps their receipt", async () => {
    const who = await staffAt(first);
    const obligation = await only(who);
    const leaver = await staffAt(first);
    const theirs = await only(leaver);
    const signed = await signAgreement(who, obligation.id, form(obligation));
    for (const { personId } of [who, leaver])
      await query("owner", "update membership set ends_on = '2026-11-01' where person_id = $1", [personId]);
    expect(await asked(who)).toEqual([]);
    expect((await receipt(who, signed.signatureId)).number).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    expect(await findObligation(who, obligation.id)).toEqual({
      outcome: "signed",
      signatureId: signed.signatureId,
    });
    expect(await findObligation(leaver, theirs.id)).toMatchObject({ outcome: "no-longer-needed" });
    await expect(signAgreement(leaver, theirs.id, form(theirs))).rejects.toMatchObject({
      code: "no-longer-needed",
    });
  });

  test("two parents of one pupil: the pupil first, then one of them is enough", async () => {
    const roles = [{ role: "pupil" as const, unitId: first, yearGroup: 5 }];
    const child = await actorFor(organisationId, await aPerson(organisationId, { givenName: "Maya", roles }));
    const parents = [await aPerson(organisationId), await aPerson(organisationId)];
    const blocked = await aPerson(organisationId);
    for (const parent of parents) await aContact(organisationId, parent, child.personId);
    await aContact(organisationId, blocked, child.personId, { doNotContact: true });
    const [one, two] = [
      await actorFor(organisationId, parents[0] as string),
      await actorFor(organisationId, parents[1] as string),
    ];
    const theirs = await only(one);
    expect(theirs).toMatchObject({ capacity: "countersign", waitingForPupil: true });
    await expect(signAgreement(one, theirs.id, form(theirs))).rejects.toMatchObject({
      code: "waiting-for-pupil",
    });
    expect(await asked(await actorFor(organisationId, blocked))).toEqual([]);

    const own = await only(child);
    await expect(signAgreement(child, own.id, form(own))).rejects.toMatchObject({
      problems: [{ message: expect.stringMatching(/Tutor group/) }],
    });
    const field = "tutor-group";
    await signAgreement(child, own.id, form(own, { answers: { [field]: "5K" } }));
    const obligations = [await only(one), await only(two)] as const;
    const both = await Promise.allSettled([
      signAgreement(one, obligations[0].id, form(obligations[0])),
      signAgreement(two, obligations[1].id, form(obligations[1])),
    ]);
    // at the same moment both may have signed, or the later one is told that it is done
    expect(both.some((result) => result.status === "fulfilled" && result.value.made)).toBe(true);
    for (const result of both)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "no-longer-needed" });
    expect((await asked(two)).every((obligation) => obligation.signatureId)).toBe(true);
  });

  test("a signature that was voided is asked for again, and a new one takes its place once", async () => {
    const who = await staffAt(first);
    const obligation = await only(who);
    const { signatureId } = await signAgreement(who, obligation.id, form(obligation));
    for (let times = 0; times < 6; times++) {
      const current = (await only(who)).signatureId;
      await query(
        "application",
        `with o as (select set_config('countersign.organisation', $1, true))
         insert into signature_void (organisation_id, id, signature_id, reason, recorded_at)
         select $1::uuid, $2::uuid, $3::uuid, 'The wrong person', now() from o`,
        [organisationId, newId(), current],
      );
      expect((await only(who)).signatureId).toBeNull();
      const again = await Promise.all(
        Array.from({ length: 8 }, () => signAgreement(who, obligation.id, form(obligation))),
      );
      expect(new Set(again.map((one) => one.signatureId)).size).toBe(1);
      expect(again.filter((one) => one.made)).toHaveLength(1);
      expect(again[0]?.signatureId).not.toBe(current);
    }
    const { rows } = await query(
      "owner",
      "select id, replaces_id from signature where signer_id = $1 order by id",
      [who.personId],
    );
    expect(rows[0]).toEqual({ id: signatureId, replaces_id: null });
    expect(rows.slice(1).map((row) => row.replaces_id)).toEqual(rows.slice(0, -1).map((row) => row.id));
  });

  test("a pupil of 18 has no parent asked", async () => {
    const pupil = await aPerson(organisationId, {
      bornOn: "2008-11-22",
      roles: [{ role: "pupil", unitId: first, yearGroup: 13 }],
    });
    const parent = await aPerson(organisationId);
    await aContact(organisationId, parent, pupil);
    expect(await obligationsOf(organisationId, parent, "2026-11-21")).toHaveLength(1);
    expect(await obligationsOf(organisationId, parent, "2026-11-22")).toEqual([]);
  });

  test("a new version: minor keeps signatures, material asks everyone again by the due date", async () => {
    const signer = await staffAt(first);
    const never = await staffAt(first);
    const obligation = await only(signer);
    const old = await only(never);
    const signed = await signAgreement(signer, obligation.id, form(obligation));
    const bring = (extra: string, material: boolean, implementationOn: string) =>
      bringInPolicy(
        { organisationId, words: "a test" },
        { text: aPolicyText({ extra }), fileName: "policy.md", implementationOn, material },
      );

    await bring("Ring 01234 567890.", false, "2026-11-10");
    expect((await only(signer)).signatureId).toBe(signed.signatureId);
    expect((await only(never)).id).toBe(old.id);
    // the wording moved under the reader's eyes: nothing is signed that was not shown
    await expect(signAgreement(never, old.id, form(old))).rejects.toMatchObject({ code: "superseded" });

    await bring("Phones stay in lockers.", true, "2026-11-20");
    const again = await only(signer);
    expect(again).toMatchObject({ signatureId: null, signedBefore: true, round: 2, major: 2, closes: false });
    expect(again.dueOn).toEqual(new Date("2026-12-04T00:00:00Z"));
    expect((await asked({ ...signer, today: "2026-12-04" }))[0]?.closes).toBe(true);
    expect((await only(never)).closes).toBe(true);
    expect(await findObligation(signer, obligation.id)).toEqual({
      outcome: "signed",
      signatureId: signed.signatureId,
    });
    expect(await findObligation(never, old.id)).toMatchObject({ outcome: "superseded", now: { round: 2 } });
    await expect(signAgreement(never, old.id, form(old))).rejects.toMatchObject({ code: "superseded" });
    const newest = await signAgreement(signer, again.id, form(again));
    expect(newest.signatureId).not.toBe(signed.signatureId);
    expect(await whatISigned(signer)).toHaveLength(2);
    // as at a day before, what was true then
    expect((await obligationsOf(organisationId, signer.personId, "2026-11-15"))[0]).toMatchObject({
      round: 1,
    });
  });
});
