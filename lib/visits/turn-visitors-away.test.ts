import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { type Arriving, arrive } from "./arrive.ts";
import { comeBack } from "./come-back.ts";
import { aDoor, form, here } from "./door-for-tests.ts";
import { confirmVisitor, endVisit, notWhoTheySaid, recordLeaving } from "./end-visit.ts";
import { turnVisitorsAway } from "./turn-visitors-away.ts";
import { visitsAtSchool, visitsToConfirm } from "./visits-at-school.ts";

const { query } = await testDatabase();
const rows = async (sql: string, values: unknown[]) => (await query("owner", sql, values)).rows;

const nobodyCame = { reason: "Nobody of these names came" };

async function aFlood(count: number) {
  const made = await aDoor();
  const come = async (more = {}, from: Arriving["from"] = here) => {
    const given = await form(made.door, "agency", more);
    return arrive(made.door, { ...given, formId: newId(), from });
  };
  const flood = [];
  for (let n = 0; n < count; n++) flood.push(await come({ name: `Nobody ${n}` }));
  return { ...made, come, flood: flood.map(({ id }) => id) };
}

const leftOf = (visitId: string) =>
  rows(
    `select v.pass = '-' || v.id as refused, v.left_at is not null as left, v.left_recorded_by_id as by,
       m.ends_on - m.starts_on as days, x.reason, x.recorded_by_id as "voidedBy"
     from visit v join membership m on m.id = v.membership_id
     left join signature s on s.occasion = 'visit:' || v.id left join signature_void x on x.signature_id = s.id
     where v.id = $1`,
    [visitId],
  );

test("a flood is turned away at once, as each would be by itself, and whoever is confirmed stays", async () => {
  const { organisationId, unitId, head, come, flood } = await aFlood(4);
  const known = await come({ name: "Vera Known" });
  await confirmVisitor(head, known.id);
  const single = await come({ name: "Stays Longer", until: addDays(head.today, 9) });
  const longer = await come({ name: "Comes Longer", until: addDays(head.today, 9) });
  await notWhoTheySaid(head, single.id, nobodyCame);
  expect(
    await turnVisitorsAway(head, unitId, [...flood, ...flood, known.id, single.id, longer.id], nobodyCame),
  ).toEqual({ turnedAway: 5, passedOver: 2 });
  for (const id of [...flood, longer.id]) expect(await leftOf(id)).toEqual(await leftOf(single.id));
  const states = new Map((await visitsAtSchool(head, unitId)).visits.map(({ id, state }) => [id, state]));
  expect(flood.map((id) => states.get(id))).toEqual(flood.map(() => "refused"));
  expect(states.get(known.id)).toBe("cleared");
  expect(
    await rows(
      "select details from event where organisation_id = $1 and unit_id = $2 and kind = 'visitors-turned-away'",
      [organisationId, unitId],
    ),
  ).toEqual([{ details: { school: expect.stringContaining("School"), count: 5, ...nobodyCame } }]);
  expect(
    await rows("select 1 from event where organisation_id = $1 and kind = 'visit-refused'", [organisationId]),
  ).toHaveLength(6);
});

test("two at the desk who press at once turn each away once; pressed again it does nothing", async () => {
  const { organisationId, unitId, head, flood } = await aFlood(6);
  const both = await Promise.all([
    turnVisitorsAway(head, unitId, flood, nobodyCame),
    turnVisitorsAway(head, unitId, flood.toReversed(), { reason: "The same" }),
  ]);
  expect(both.map(({ turnedAway }) => turnedAway).sort()).toEqual([0, 6]);
  expect(await turnVisitorsAway(head, unitId, flood, nobodyCame)).toEqual({ turnedAway: 0, passedOver: 6 });
  const events = await rows(
    "select kind, count(*)::int as count from event where organisation_id = $1 and kind like 'visit%-refused' or organisation_id = $1 and kind = 'visitors-turned-away' group by kind order by kind",
    [organisationId],
  );
  expect(events).toEqual([
    { kind: "visit-refused", count: 6 },
    { kind: "visitors-turned-away", count: 1 },
  ]);
  expect(
    await rows("select 1 from signature_void where organisation_id = $1", [organisationId]),
  ).toHaveLength(6);
});

test("whoever is confirmed at the same moment is either, and never both", async () => {
  const { unitId, head, door, come } = await aFlood(0);
  for (let n = 0; n < 5; n++) {
    const visit = await come({ name: `Somebody ${n}` });
    const [confirmed, away] = await Promise.allSettled([
      confirmVisitor(head, visit.id),
      turnVisitorsAway(head, unitId, [visit.id], nobodyCame),
    ]);
    const back = await comeBack(door, visit.pass).catch(() => null);
    const turnedAway = away.status === "fulfilled" && away.value.turnedAway === 1;
    expect([confirmed.status === "fulfilled", back !== null]).toEqual([!turnedAway, !turnedAway]);
  }
});

test("wants a reason and somebody ticked, and takes nobody of another school", async () => {
  const { unitId, head, flood, next } = await aFlood(1);
  await expect(turnVisitorsAway(head, unitId, flood, { reason: " " })).rejects.toMatchObject({
    problems: [{ field: "reason" }],
  });
  await expect(turnVisitorsAway(head, unitId, ["nonsense"], nobodyCame)).rejects.toMatchObject({
    problems: [{ field: "visits" }],
  });
  const elsewhere = await arrive(next, await form(next, "agency"));
  await expect(turnVisitorsAway(head, unitId, [elsewhere.id], nobodyCame)).rejects.toMatchObject({
    code: "not-found",
  });
  expect(await turnVisitorsAway(head, unitId, [elsewhere.id, ...flood], nobodyCame)).toEqual({
    turnedAway: 1,
    passedOver: 1,
  });
  expect((await comeBack(next, elsewhere.pass)).running).toBe(true);
});

test("those to choose from are in the school and confirmed by nobody, and say where they signed in", async () => {
  const { unitId, head, come, flood } = await aFlood(1);
  const [known, gone, ended, refused] = [
    await come({ name: "Known" }),
    await come({ name: "Gone" }),
    await come({ name: "Ended", until: addDays(head.today, 3) }),
    await come({ name: "Refused" }),
  ];
  await confirmVisitor(head, known.id);
  await recordLeaving(head, gone.id);
  await endVisit(head, ended.id);
  await notWhoTheySaid(head, refused.id, nobodyCame);
  const atDoor = await come({ name: "At the Door" }, { ...here, doorTablet: true });
  expect((await visitsToConfirm(head, unitId)).map(({ id, onDoorTablet }) => [id, onDoorTablet])).toEqual([
    [atDoor.id, true],
    [flood[0], false],
  ]);
  expect((await visitsToConfirm(head, unitId, "nobody")).map(({ id }) => id)).toEqual(flood);
});
