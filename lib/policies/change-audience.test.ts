import { afterEach, expect, test } from "vitest";
import { now, setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays, dateToDay } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import type { MembershipRole } from "#lib/people/words.ts";
import { receiptFile } from "#lib/signing/receipt-file.ts";
import { receipt } from "#lib/signing/receipts.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { acknowledgementDeclaration, acknowledgementMark } from "./acknowledgement.ts";
import { askForAcknowledgement } from "./ask-for-acknowledgement.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { changeAudience, tryAudience } from "./change-audience.ts";
import { whoSigns } from "./who-signs.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

async function aTrust(text = aPolicyText()) {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [first, second] = schools as unknown as [{ id: string }, { id: string }];
  const command = { organisationId, words: "a test" };
  const { policyId } = await bringInPolicy(command, {
    text,
    fileName: "p.md",
    implementationOn: "2024-09-01",
  });
  const administrator = async () =>
    actorFor(
      organisationId,
      await aPerson(organisationId, {
        duties: [{ kind: "organisation-administrator", unitId: organisationId }],
      }),
    );
  const somebody = (role: MembershipRole, unitId = first.id, yearGroup?: number) =>
    aPerson(organisationId, { roles: [{ role, unitId, ...(yearGroup === undefined ? {} : { yearGroup }) }] });
  const asked = async (personId: string, day = todayHere()) =>
    (await obligationsOf(organisationId, personId, day)).map(({ requirement }) => requirement);
  return {
    organisationId,
    command,
    policyId,
    first: first.id,
    second: second.id,
    administrator,
    somebody,
    asked,
    actor: await administrator(),
  };
}

type Trust = Awaited<ReturnType<typeof aTrust>>;

const agreementFor = async ({ actor, policyId }: Trust, title: RegExp) => {
  const { agreements } = await whoSigns(actor, policyId);
  const found = agreements.find((agreement) => title.test(agreement.title));
  if (!found) throw new Error("no such agreement");
  return found;
};

test("contractors are added and volunteers freed, from today, with the days that the policy gives", async () => {
  const trust = await aTrust();
  const { organisationId, actor, somebody, asked, policyId } = trust;
  const [staff, volunteer, contractor] = [
    await somebody("staff"),
    await somebody("volunteer"),
    await somebody("contractor"),
  ];
  expect([await asked(staff), await asked(volunteer), await asked(contractor)]).toEqual([
    ["must"],
    ["must"],
    [],
  ]);
  const { id, basis } = await agreementFor(trust, /staff/);
  const change = {
    unitId: organisationId,
    basis,
    roles: {
      contractor: { requirement: "must" },
      volunteer: { requirement: "no" },
      staff: { requirement: "must" },
      governor: { requirement: "no" },
    },
  };
  const effect = [
    { role: "volunteer", newlyAsked: 0, noLongerAsked: 1 },
    { role: "contractor", newlyAsked: 1, noLongerAsked: 0 },
  ];
  expect(await tryAudience(actor, id, change)).toEqual(effect);
  expect(await asked(contractor), "trying changes nothing").toEqual([]);
  expect(await changeAudience(actor, id, change)).toEqual(effect);
  expect([await asked(staff), await asked(volunteer), await asked(contractor)]).toEqual([
    ["must"],
    [],
    ["must"],
  ]);
  const [obligation] = await obligationsOf(organisationId, contractor, actor.today);
  expect(dateToDay(obligation?.dueOn as Date)).toBe(addDays(actor.today, 14));
  // what was so yesterday is still known
  expect(await asked(volunteer, addDays(actor.today, -1))).toEqual(["must"]);
  expect(await asked(contractor, addDays(actor.today, -1))).toEqual([]);
  const { rows } = await query(
    "owner",
    "select details->>'change' as change from event where kind = 'audience-changed' and policy_id = $1",
    [policyId],
  );
  expect(rows).toEqual([{ change: "volunteers are not asked; contractors must sign" }]);

  // a next version whose text binds the same roles keeps what was adjusted
  await bringInPolicy(trust.command, {
    text: aPolicyText({ extra: "Also at weekends." }),
    fileName: "p.md",
    implementationOn: actor.today,
    material: true,
  });
  expect([await asked(volunteer), await asked(contractor)]).toEqual([[], ["must"]]);
});

test("one school decides otherwise, and its past stays as it was", async () => {
  const trust = await aTrust();
  const { first, second, actor, somebody, asked } = trust;
  const [here, there] = [await somebody("volunteer", first), await somebody("volunteer", second)];
  const { id, basis } = await agreementFor(trust, /staff/);
  await changeAudience(actor, id, { unitId: second, basis, roles: { volunteer: { requirement: "may" } } });
  expect([await asked(here), await asked(there)]).toEqual([["must"], ["may"]]);
  expect(await asked(there, addDays(actor.today, -1))).toEqual(["must"]);
  const changed = await agreementFor(trust, /staff/);
  expect(changed.schools).toMatchObject([{ unitId: second, roles: { volunteer: [{ requirement: "may" }] } }]);
  // twice on one day: the last word counts
  await changeAudience(actor, id, {
    unitId: second,
    basis: changed.basis,
    roles: { volunteer: { requirement: "must" } },
  });
  expect(await asked(there)).toEqual(["must"]);
  expect(await asked(there, addDays(actor.today, -1))).toEqual(["must"]);
});

test("a school’s own rule is handed back to the one for everyone, and follows it from then on", async () => {
  const trust = await aTrust();
  const { organisationId, second, actor, somebody, asked, policyId } = trust;
  const there = await somebody("volunteer", second);
  const staff = async () => agreementFor({ ...trust, actor: await trust.administrator() }, /staff/);
  const change = async (unitId: string, requirement: string) => {
    const { id, basis } = await staff();
    return changeAudience(await trust.administrator(), id, {
      unitId,
      basis,
      roles: { volunteer: { requirement } },
    });
  };
  const later = (days: number) => setClock(new Date(Date.now() + days * 24 * 60 * 60 * 1000));
  expect(await change(second, "no")).toEqual([{ role: "volunteer", newlyAsked: 0, noLongerAsked: 1 }]);
  later(10);
  expect(await change(second, "as-everywhere")).toEqual([
    { role: "volunteer", newlyAsked: 1, noLongerAsked: 0 },
  ]);
  const back = addDays(actor.today, 10);
  expect((await staff()).schools).toEqual([]);
  // the days between stay as they were, and whoever is asked again has the policy's days from now
  for (const [day, requirement] of [
    [addDays(actor.today, -1), "must"],
    [actor.today, "no"],
    [addDays(back, -1), "no"],
    [back, "must"],
  ] as const)
    expect([day, await bindingOn(policyId, second, day)]).toEqual([day, [requirement]]);
  const [obligation] = await obligationsOf(organisationId, there, back);
  expect(dateToDay(obligation?.dueOn as Date)).toBe(addDays(back, 14));
  // once more changes nothing, and at the owner there is nothing to hand back
  expect(await change(second, "as-everywhere")).toEqual([]);
  expect(await change(organisationId, "as-everywhere")).toEqual([]);
  later(20);
  await change(organisationId, "no");
  expect(await asked(there, addDays(actor.today, 20))).toEqual([]);
  // and a new rule of its own holds again, also when it is handed back on the day on which it was made
  await change(second, "must");
  expect(await asked(there, addDays(actor.today, 20))).toEqual(["must"]);
  await change(second, "as-everywhere");
  expect(await asked(there, addDays(actor.today, 20))).toEqual([]);
  const { rows } = await query(
    "owner",
    "select details->>'change' as change from event where kind = 'audience-changed' and policy_id = $1 order by happened_at",
    [policyId],
  );
  expect(rows.map(({ change }) => change)).toEqual([
    "volunteers are not asked",
    "volunteers as everywhere again",
    "volunteers are not asked",
    "volunteers must sign",
    "volunteers as everywhere again",
  ]);
});

async function bindingOn(policyId: string, unitId: string, day: string): Promise<string[]> {
  const { rows } = await query(
    "owner",
    `select requirement from binding where policy_id = $1 and unit_id = $2 and role = 'volunteer'
      and starts_on <= $3::date and (ends_on is null or ends_on >= $3::date)`,
    [policyId, unitId, day],
  );
  return rows.map(({ requirement }) => requirement);
}

test("years of pupils", async () => {
  const trust = await aTrust();
  const { organisationId, first, actor, somebody, asked } = trust;
  const [year2, year5] = [await somebody("pupil", first, 2), await somebody("pupil", first, 5)];
  const { id, basis } = await agreementFor(trust, /pupils/);
  const change = (yearFrom: number, yearTo: number) => ({
    unitId: organisationId,
    basis,
    roles: { pupil: { requirement: "must" as const, yearFrom, yearTo } },
  });
  await expect(changeAudience(actor, id, change(6, 3))).rejects.toMatchObject({
    problems: [{ field: "roles.pupil.yearTo" }],
  });
  expect(await tryAudience(actor, id, change(3, 6))).toEqual([
    { role: "pupil", newlyAsked: 0, noLongerAsked: 1 },
  ]);
  await changeAudience(actor, id, change(3, 6));
  expect([await asked(year2), await asked(year5)]).toEqual([[], ["must"]]);
});

test("of two administrators at once, the second is told", async () => {
  const trust = await aTrust();
  const { organisationId, actor } = trust;
  const other = await trust.administrator();
  const { id, basis } = await agreementFor(trust, /staff/);
  const change = (role: MembershipRole) => ({
    unitId: organisationId,
    basis,
    roles: { [role]: { requirement: "must" } },
  });
  const both = await Promise.allSettled([
    changeAudience(actor, id, change("agency")),
    changeAudience(other, id, change("visitor")),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
  expect(refused.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/Somebody else/) });
});

const withoutAgreement = `---
title: Using the internet
---

## 1. Rules

1.1 Everyone keeps to the rules of the network.
`;

test("a policy without an agreement gets a standard acknowledgement, marked, and the next version keeps it", async () => {
  const trust = await aTrust(withoutAgreement);
  const { organisationId, policyId, actor, somebody, asked } = trust;
  const [staff, governor] = [await somebody("staff"), await somebody("governor")];
  expect(await asked(staff)).toEqual([]);
  await expect(askForAcknowledgement(actor, policyId, { roles: [] })).rejects.toMatchObject({
    code: "invalid",
  });
  const both = await Promise.allSettled([
    askForAcknowledgement(actor, policyId, { roles: ["staff"] }),
    askForAcknowledgement(await trust.administrator(), policyId, { roles: ["staff"] }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect([await asked(staff), await asked(governor)]).toEqual([["must"], []]);

  const sign = async () => {
    const signer = await actorFor(organisationId, staff);
    const [obligation] = await obligationsOf(organisationId, staff, signer.today);
    if (!obligation) throw new Error("nothing asked");
    const { signatureId } = await signAgreement(signer, obligation.id, {
      agreed: true,
      printedName: "Sam Staff",
      answers: {},
      wordingId: obligation.wordingId,
    });
    return receipt(signer, signatureId);
  };
  const first = await sign();
  expect(first).toMatchObject({
    schoolsChoice: true,
    agreementTitle: "Acknowledgement of Using the internet",
  });
  expect(first.wording).toContain(acknowledgementMark);
  expect(first.wording).toContain(acknowledgementDeclaration);
  expect(receiptFile(first, actor.organisation)).toContain("The school’s own choice");

  const bring = (extra: string, material: boolean) =>
    bringInPolicy(trust.command, {
      text: `${withoutAgreement}\n${extra}\n`,
      fileName: "p.md",
      policySlug: "using-the-internet",
      implementationOn: actor.today,
      material,
    });
  await bring("1.2 And so do guests.", false);
  expect((await obligationsOf(organisationId, staff, actor.today))[0]?.signatureId).toBe(first.signatureId);
  await bring("1.2 And so do guests and neighbours.", true);
  expect((await obligationsOf(organisationId, staff, actor.today))[0]?.signatureId).toBeNull();
  const again = await sign();
  expect(again.versionNumber).toBe("2.0");
  expect(again.wording).toContain("guests and neighbours");

  // an agreement of the policy's own takes its place, and what was acknowledged does not count for it
  setClock(new Date(now().getTime() + 24 * 60 * 60 * 1000));
  expect((await whoSigns(actor, policyId)).leftOut).toBeNull();
  const next = await bringInPolicy(trust.command, {
    text: aPolicyText({ title: "Using the internet" }),
    fileName: "p.md",
    policySlug: "using-the-internet",
    implementationOn: addDays(actor.today, 1),
    material: false,
  });
  const [own] = await obligationsOf(organisationId, staff, addDays(actor.today, 1));
  expect(own).toMatchObject({ agreementTitle: "Agreement for staff and volunteers", signatureId: null });
  // which is said, on the page and in the record
  expect(next.notices.join()).toMatch(/“Acknowledgement of Using the internet”.*no longer asked for/);
  const { rows } = await query(
    "owner",
    "select details from event where kind = 'acknowledgement-left-out' and policy_id = $1",
    [policyId],
  );
  expect(rows).toMatchObject([
    { details: { version: "2.1", agreement: "Acknowledgement of Using the internet" } },
  ]);
  const tomorrow = await trust.administrator();
  expect((await whoSigns(tomorrow, policyId)).leftOut).toEqual({
    title: "Acknowledgement of Using the internet",
    number: "2.0",
  });
});
