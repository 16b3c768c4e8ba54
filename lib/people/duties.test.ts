import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { may, permissionNames } from "#lib/permissions/permissions.ts";
import { endDuty } from "./end-duty.ts";
import { giveDuty } from "./give-duty.ts";
import { type TestTrust, testTrust } from "./people-for-tests.ts";
import { dutyKinds } from "./words.ts";

const { query } = await testDatabase();
let trust: TestTrust;
let office: Actor;
let head: Actor;
let siblingHead: Actor;
let foreignHead: Actor;
let administrator: Actor;

beforeAll(async () => {
  setClock(new Date("2026-11-22T09:00:00Z"));
  trust = await testTrust("oaks", ["100001", "100002"]);
  const other = await testTrust("elms", ["100003", "100004"]);
  office = await trust.holder("Olga Ofis", "office", trust.alder);
  head = await trust.holder("Hedda Head", "head", trust.alder);
  siblingHead = await trust.holder("Sam Head", "head", trust.birch);
  foreignHead = await other.holder("Fred Head", "head", other.alder);
  administrator = await trust.signIn(trust.administratorId);
});

const from = { startsOn: "2026-11-01" };
const dutyOf = async (personId: string, kind: string) =>
  (await query("owner", "select id from duty where person_id = $1 and kind = $2", [personId, kind])).rows[0]
    ?.id;

describe("giving a duty", () => {
  test.each(dutyKinds)("whoever gives %s has every permission that comes with it", async (kind) => {
    for (const [actor, name] of [
      [office, "Olive"],
      [head, "Hanna"],
    ] as const) {
      const personId = await trust.someone(`${name} ${kind}`, trust.alder);
      const given = await giveDuty(actor, personId, trust.alder, { kind, ...from }).then(
        () => true,
        () => false,
      );
      const raised = await trust.signIn(personId);
      const gained = permissionNames.filter(
        (permission) => may(raised, permission, trust.alder) && !may(actor, permission, trust.alder),
      );
      expect(gained).toEqual([]);
      if (given) expect(raised.duties.map((duty) => duty.kind)).toEqual([kind]);
    }
  });

  test("the office gives what is the office's to give, the head a data protection officer, administrators the rest", async () => {
    const personId = await trust.someone("Dee Duty", trust.alder);
    const give = (actor: Actor, kind: string, unitId = trust.alder) =>
      giveDuty(actor, personId, unitId, { kind, ...from });
    await give(office, "office");
    await give(office, "safeguarding-lead");
    await give(office, "it-administrator");
    await expect(give(office, "data-protection-officer")).rejects.toMatchObject({ code: "not-permitted" });
    await give(head, "data-protection-officer");
    await expect(give(head, "head")).rejects.toMatchObject({ code: "not-permitted" });
    await give(administrator, "head");
    await expect(give(administrator, "organisation-administrator")).rejects.toMatchObject({
      code: "invalid",
    });
    await give(administrator, "organisation-administrator", trust.organisationId);
  });

  test("nobody raises themself, and nobody reaches over their school", async () => {
    await expect(
      giveDuty(office, office.personId, trust.alder, { kind: "head", ...from }),
    ).rejects.toMatchObject({
      code: "not-permitted",
    });
    for (const unitId of [trust.birch, trust.organisationId])
      await expect(giveDuty(head, head.personId, unitId, { kind: "office", ...from })).rejects.toMatchObject({
        code: "not-found",
      });
    const personId = await trust.someone("Ali Alder", trust.alder);
    for (const actor of [siblingHead, foreignHead])
      for (const unitId of [trust.alder, trust.birch])
        await expect(giveDuty(actor, personId, unitId, { kind: "office", ...from })).rejects.toMatchObject({
          code: "not-found",
        });
  });

  test("a duty may be shared, but one person has it once, also when given twice at the same time", async () => {
    const personId = await trust.someone("Twice Given", trust.alder);
    const given = await Promise.allSettled(
      [1, 2, 3].map(() => giveDuty(head, personId, trust.alder, { kind: "office", ...from })),
    );
    expect(given.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(
      giveDuty(head, personId, trust.alder, {
        kind: "it-administrator",
        startsOn: "2026-11-02",
        endsOn: "2026-11-01",
      }),
    ).rejects.toMatchObject({ code: "invalid", problems: [{ field: "endsOn" }] });
  });
});

describe("ending a duty", () => {
  test("works from the day after, and only for those who could give it", async () => {
    const personId = await trust.someone("Enno Ends", trust.alder);
    const { dutyId } = await giveDuty(head, personId, trust.alder, { kind: "office", ...from });
    for (const actor of [siblingHead, foreignHead])
      await expect(endDuty(actor, dutyId, { on: "2026-11-21" })).rejects.toMatchObject({ code: "not-found" });
    await expect(endDuty(head, dutyId, { on: "2026-10-31" })).rejects.toMatchObject({ code: "invalid" });
    expect((await trust.signIn(personId)).duties).toHaveLength(1);
    await endDuty(office, dutyId, { on: "2026-11-21" });
    expect((await trust.signIn(personId)).duties).toEqual([]);
    await expect(endDuty(office, dutyId, { on: "2026-12-31" })).rejects.toMatchObject({ code: "invalid" });
    const heads = await dutyOf(head.personId, "head");
    await expect(endDuty(office, heads, { on: "2026-11-22" })).rejects.toMatchObject({
      code: "not-permitted",
    });
  });

  test("leaves the organisation an administrator, also when two end each other's at once", async () => {
    const alone = await testTrust("alone", ["100005", "100006"]);
    const first = await alone.signIn(alone.administratorId);
    const firstDuty = await dutyOf(first.personId, "organisation-administrator");
    await expect(endDuty(first, firstDuty, { on: "2026-11-22" })).rejects.toMatchObject({ code: "conflict" });
    const secondId = await alone.someone("Sue Second", alone.organisationId);
    const { dutyId } = await giveDuty(first, secondId, alone.organisationId, {
      kind: "organisation-administrator",
      ...from,
    });
    const second = await alone.signIn(secondId);
    const ended = await Promise.allSettled([
      endDuty(first, dutyId, { on: "2026-11-22" }),
      endDuty(second, firstDuty, { on: "2026-11-22" }),
    ]);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const left = await query(
      "owner",
      "select count(*)::int as n from duty where organisation_id = $1 and kind = 'organisation-administrator' and ends_on is null",
      [alone.organisationId],
    );
    expect(left.rows[0].n).toBe(1);
  });
});
