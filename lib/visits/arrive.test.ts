import { afterEach, expect, test } from "vitest";
import { now, setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { mergePeople } from "#lib/people/merge-people.ts";
import { aPerson } from "#lib/testing/builders.ts";
import { type Arriving, arrive, signForVisit } from "./arrive.ts";
import { askedOfVisit, askedOnArrival } from "./asked-on-arrival.ts";
import { clearedFile } from "./cleared-file.ts";
import { type Visit, visitById, visitOfForm } from "./cleared-visit.ts";
import { backAgain, comeBack, mostWrongPasses } from "./come-back.ts";
import { aDoor, form, here } from "./door-for-tests.ts";
import { confirmVisitor, endVisit, notWhoTheySaid, recordLeaving } from "./end-visit.ts";
import { schoolAtTheDoor } from "./find-school.ts";
import { mostFromOneNetwork, mostOnTheDoorsTablet } from "./flood.ts";
import { visitsAtSchool } from "./visits-at-school.ts";
import { whoIsCleared } from "./who-is-cleared.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

const everyone = { page: 1, all: false, role: undefined } as const;

const counted = async (organisationId: string, tables: string[]) => {
  const each = tables.map(
    (table) => `(select count(*)::int from ${table} where organisation_id = $1) as ${table}`,
  );
  const { rows } = await query("owner", `select ${each.join(", ")}`, [organisationId]);
  return rows[0];
};

test("an agency worker arrives, signs and is cleared, on the record in every place", async () => {
  const { organisationId, unitId, door, head } = await aDoor();
  const visit = await arrive(door, await form(door, "agency"));
  expect(visit).toMatchObject({ name: "Sunita Rao Patel", signed: 1, running: true, untilOn: door.today });
  expect(visit.pass).toMatch(/^[2-9BCDFGHJKMNPQRTVWXZ]{7}$/);

  const { rows } = await query(
    "owner",
    `select s.method, s.occasion, s.recorded_by_id, m.role, m.occasion as visit, m.firm, r.record, p.given_name, p.family_name
     from signature s join membership m on m.person_id = s.signer_id join person p on p.id = s.signer_id
     join signature_record r on r.signature_id = s.id where s.organisation_id = $1`,
    [organisationId],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    method: "arrival",
    occasion: `visit:${visit.id}`,
    visit: `visit:${visit.id}`,
    recorded_by_id: null,
    role: "agency",
    firm: "Tern Teaching",
    given_name: "Sunita Rao",
    family_name: "Patel",
  });
  expect(JSON.parse(rows[0].record).signer.printedName).toBe("Sunita Patel");
  const { rows: events } = await query("owner", "select kind from event where person_id = $1 order by id", [
    visit.personId,
  ]);
  expect(events.map(({ kind }) => kind)).toEqual(["visitor-arrived", "agreement-signed"]);

  const { visits, cleared } = await visitsAtSchool(head, unitId);
  expect(cleared).toBe(1);
  expect(visits).toMatchObject([{ name: "Sunita Rao Patel", state: "cleared", role: "agency" }]);
  for (const search of [
    "patel",
    "tern",
    visit.pass.toLowerCase(),
    `${visit.pass.slice(0, 3)}-${visit.pass.slice(3)}`,
  ])
    expect((await visitsAtSchool(head, unitId, search)).visits, search).toHaveLength(1);
  expect((await visitsAtSchool(head, unitId, "nobody%")).visits).toHaveLength(0);
  // who signed in by themselves is not among those who may have a login before a colleague has confirmed who it is
  const agency = () => whoIsCleared(head, unitId, { ...everyone, role: "agency" });
  const before = await agency();
  expect([before.rows, before.total]).toEqual([[], 0]);
  expect(before.unconfirmed).toMatchObject([{ name: "Sunita Rao Patel", visitId: visit.id }]);
  expect(await clearedFile(head, unitId, everyone)).not.toContain("Sunita");
  await confirmVisitor(head, visit.id);
  await confirmVisitor(head, visit.id);
  const list = await agency();
  expect(list.rows).toMatchObject([{ name: "Sunita Rao Patel", roles: ["agency"], since: door.today }]);
  expect([list.unconfirmed, list.total]).toEqual([[], 1]);
  expect(await clearedFile(head, unitId, everyone)).toContain("Sunita");
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ confirmedBy: head.name }]);
  const { rows: confirmed } = await query(
    "owner",
    "select 1 from event where person_id = $1 and kind = 'visitor-confirmed'",
    [visit.personId],
  );
  expect(confirmed).toHaveLength(1);
});

test("a form sent again, also at the same moment, makes one visit; a form half filled in makes nothing", async () => {
  const { organisationId, door } = await aDoor();
  const tables = ["person", "membership", "visit", "signature", "event"];
  const before = await counted(organisationId, tables);
  const given = await form(door, "agency");
  const unticked = given.forms.map((one) => ({ ...one, agreed: false }));
  await expect(arrive(door, { ...given, forms: unticked })).rejects.toMatchObject({ code: "invalid" });
  await expect(arrive(door, { ...given, forms: [] })).rejects.toMatchObject({ code: "superseded" });
  await expect(arrive(door, { ...given, values: { ...given.values, name: " " } })).rejects.toMatchObject({
    problems: [{ field: "name", message: "Enter your name" }],
  });
  for (const [until, message] of [
    ["", "Enter the last day you are here"],
    [addDays(door.today, -1), "The last day you are here must be today or later"],
    [addDays(door.today, 366), "The last day you are here must be within a year"],
    ["2026-02-30", "The last day you are here must be a real date"],
  ])
    await expect(
      arrive(door, { ...given, values: { ...given.values, until: until as string } }),
    ).rejects.toMatchObject({ problems: [{ field: "until", message }] });
  expect(await counted(organisationId, tables)).toEqual(before);

  const visits = await Promise.all([1, 2, 3, 4].map(() => arrive(door, given)));
  expect(new Set(visits.map(({ id }) => id)).size).toBe(1);
  expect((await visitOfForm(door, given.formId))?.id).toBe(visits[0]?.id);
  const after = await counted(organisationId, tables);
  expect(tables.map((table) => after[table] - before[table])).toEqual([1, 1, 1, 1, 2]);
});

test("where nothing binds their role, somebody is cleared at once", async () => {
  const { unitId, door, head } = await aDoor();
  expect(await askedOnArrival(door, "contractor")).toEqual([]);
  const visit = await arrive(door, await form(door, "contractor"));
  expect(visit).toMatchObject({ signed: 0, running: true });
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "cleared" }]);
  // whoever comes for another reason counts as a visitor
  expect((await arrive(door, await form(door, "other"))).signed).toBe(1);
});

test("who comes back with their pass is not asked again until it runs out, then signs as the same person", async () => {
  const { organisationId, unitId, door, head } = await aDoor();
  const first = await arrive(door, await form(door, "agency", { until: addDays(door.today, 4) }));
  await recordLeaving(head, first.id);
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "left" }]);
  const pass = `${first.pass.slice(0, 3).toLowerCase()} ${first.pass.slice(3)}`;
  const back = await comeBack(door, pass);
  expect(back).toMatchObject({ id: first.id, running: true });
  expect(await askedOfVisit(door, back)).toEqual([]);
  await backAgain(door, back);
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "cleared", leftAt: null }]);

  setClock(new Date(now().getTime() + 6 * 24 * 60 * 60 * 1000));
  const later = await schoolAtTheDoor(door.code);
  const ranOut = await comeBack(later, first.pass);
  expect(ranOut.running).toBe(false);
  const second = await arrive(later, { ...(await form(later, "agency")), personId: ranOut.personId });
  expect(second).toMatchObject({ personId: first.personId, signed: 1, running: true });
  expect(second.id).not.toBe(first.id);
  const { rows } = await query(
    "owner",
    "select occasion from signature where organisation_id = $1 and signer_id = $2 order by signed_at",
    [organisationId, first.personId],
  );
  expect(rows.map(({ occasion }) => occasion)).toEqual([`visit:${first.id}`, `visit:${second.id}`]);
  // leaving ends a visit of a day
  await recordLeaving(head, second.id);
  expect((await visitById(later, second.id))?.running).toBe(false);
});

test("a newer version that asks everyone again is signed for the visit that is running", async () => {
  const { door, bring } = await aDoor();
  const visit = await arrive(door, await form(door, "agency", { until: addDays(door.today, 30) }));
  await bring("And on each other.", true);
  const back = await comeBack(door, visit.pass);
  const asked = await askedOfVisit(door, back);
  expect(asked).toHaveLength(1);
  const forms = asked.map(({ agreementId, wordingId }) => ({
    agreementId,
    wordingId,
    printedName: "Sunita Patel",
    agreed: true,
    answers: {},
  }));
  const signed = await signForVisit(door, back, { forms, browser: null });
  expect(signed).toMatchObject({ id: visit.id, signed: 2 });
  expect(await askedOfVisit(door, signed)).toEqual([]);
  expect((await obligationsOf(door.organisationId, visit.personId, door.today))[0]?.signatureId).toBeTruthy();
});

test("whoever was not who they said is cleared no longer, and their signature no longer counts", async () => {
  const { organisationId, unitId, door, head } = await aDoor();
  const visit = await arrive(door, await form(door, "agency", { until: addDays(door.today, 9) }));
  await expect(notWhoTheySaid(head, visit.id, { reason: " " })).rejects.toMatchObject({ code: "invalid" });
  await confirmVisitor(head, visit.id);
  const asked = () => obligationsOf(organisationId, visit.personId, door.today);
  expect(await asked()).toHaveLength(1);
  expect((await whoIsCleared(head, unitId, everyone)).rows).toMatchObject([{ personId: visit.personId }]);
  await notWhoTheySaid(head, visit.id, { reason: "The agency does not know them" });
  await notWhoTheySaid(head, visit.id, { reason: "Again" });
  await expect(comeBack(door, visit.pass)).rejects.toMatchObject({ code: "invalid" });
  expect(await visitById(door, visit.id)).toBeNull();
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "refused" }]);
  // at once, and not when today is over
  expect(await asked()).toEqual([]);
  const { rows: ended } = await query(
    "owner",
    "select (starts_on - ends_on) as days from membership where person_id = $1",
    [visit.personId],
  );
  expect(ended).toEqual([{ days: 1 }]);
  await expect(confirmVisitor(head, visit.id)).resolves.toBeUndefined();
  const { rows, unconfirmed, lost } = await whoIsCleared(head, unitId, everyone);
  expect([...rows, ...unconfirmed].map(({ personId }) => personId)).not.toContain(visit.personId);
  expect(lost).toMatchObject([{ personId: visit.personId, why: "left", on: door.today }]);
  const voids = await query("owner", "select reason from signature_void where organisation_id = $1", [
    organisationId,
  ]);
  expect(voids.rows).toEqual([{ reason: "The agency does not know them" }]);
});

test("nobody is confirmed whom reception has found not to be who they said", async () => {
  const { door, head } = await aDoor();
  const visit = await arrive(door, await form(door, "agency"));
  await notWhoTheySaid(head, visit.id, { reason: "Somebody else" });
  await expect(confirmVisitor(head, visit.id)).rejects.toMatchObject({ code: "conflict" });
});

test("of a record that was joined with another, a pass says what its own visit was for and no more", async () => {
  const { organisationId, unitId, door } = await aDoor();
  const visit = await arrive(door, await form(door, "agency"));
  const kept = await aPerson(organisationId, {
    givenName: "Sunita Margaret",
    familyName: "Rao-Patel",
    roles: [{ role: "staff", unitId }],
  });
  await mergePeople({ organisationId, words: "a test" }, kept, visit.personId);
  const back = await comeBack(door, visit.pass);
  expect(back).toMatchObject({ personId: kept, name: "Sunita Rao Patel", reason: "agency", signed: 1 });
  expect(JSON.stringify(back)).not.toContain("Margaret");
});

test("a visit can be ended before its day, and leaves the list of who may have a login", async () => {
  const { unitId, door, head } = await aDoor();
  const visit = await arrive(door, await form(door, "agency", { until: addDays(door.today, 9) }));
  await endVisit(head, visit.id);
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "ended" }]);
  expect((await comeBack(door, visit.pass)).running).toBe(false);
  expect((await whoIsCleared(head, unitId, { ...everyone, role: "agency" })).rows).toEqual([]);
});

test("a pass opens nothing at the next school, and its door has had enough of wrong ones after a while", async () => {
  const { door, next } = await aDoor();
  const visit = await arrive(door, await form(door, "visitor"));
  await expect(comeBack(next, visit.pass)).rejects.toMatchObject({ code: "invalid" });
  expect(await visitById(next, visit.id)).toBeNull();
  expect(await visitOfForm(next, visit.formId)).toBeNull();
  for (let count = 1; count < mostWrongPasses; count++)
    await expect(comeBack(next, "BBBBBBB")).rejects.toMatchObject({ code: "invalid" });
  await expect(comeBack(next, "BBBBBBB")).rejects.toMatchObject({ code: "too-many-tries" });
  // the school next door is not troubled
  expect((await comeBack(door, visit.pass)).id).toBe(visit.id);
  await expect(schoolAtTheDoor("ZZZZZZ")).rejects.toMatchObject({ code: "not-found" });
  await expect(schoolAtTheDoor("../../")).rejects.toMatchObject({ code: "not-found" });
});

test("a training day gets in; a flood from one network is stopped, and shuts nobody else out", async () => {
  const { unitId, door, head } = await aDoor();
  const given = await form(door, "visitor");
  const flooding = { network: "203.0.113.66", doorTablet: false };
  const first = await arrive(door, { ...given, from: flooding });
  const [kept] = (await query("owner", "select network from visit where id = $1", [first.id])).rows;
  expect(kept.network).toMatch(/^[0-9a-f]{32}$/);
  expect((await visitsAtSchool(head, unitId)).flood).toBeNull();
  const fill = (count: number, network: string) =>
    query(
      "owner",
      `insert into visit (organisation_id, id, unit_id, person_id, membership_id, reason, pass, form_id, arrived_at, until_on, network)
       select organisation_id, gen_random_uuid(), unit_id, person_id, membership_id, reason, 'X' || gen_random_uuid(), gen_random_uuid(), arrived_at, until_on, $3
       from visit, generate_series(1, $2) n where id = $1`,
      [first.id, count, network],
    );
  await fill(mostFromOneNetwork - 2, kept.network);
  const another = (from: Arriving["from"]) => arrive(door, { ...given, formId: newId(), from });
  const last: Visit = await another(flooding);
  expect(last.running).toBe(true);
  await expect(another(flooding)).rejects.toMatchObject({ code: "too-many-tries" });
  // everybody else comes in, and reception is told
  expect((await another(here)).running).toBe(true);
  expect((await visitsAtSchool(head, unitId)).flood).toEqual({
    all: mostFromOneNetwork + 1,
    fromOneNetwork: mostFromOneNetwork,
    isFull: true,
  });
  // floods from everywhere leave the door's own tablet free, which has a measure of its own
  for (let network = 0; network < 10; network++) await fill(200, `network ${network}`);
  await expect(another(here)).rejects.toMatchObject({ code: "too-many-tries" });
  const tablet = { network: "203.0.113.66", doorTablet: true };
  expect((await another(tablet)).running).toBe(true);
  await fill(mostOnTheDoorsTablet, "door");
  await expect(another(tablet)).rejects.toMatchObject({ code: "too-many-tries" });
  // whoever was let in before the flood still sees that they are
  expect((await arrive(door, { ...given, from: flooding })).id).toBe(first.id);
  setClock(new Date(now().getTime() + 61 * 60 * 1000));
  expect((await another(flooding)).running).toBe(true);
});

test("two hundred arrive at the same time", async () => {
  const { unitId, door, head } = await aDoor();
  const given = await form(door, "visitor");
  const many = Array.from({ length: 200 }, (_, at) => ({
    ...given,
    formId: newId(),
    values: { ...given.values, name: `Trainer ${at}` },
  }));
  for (let from = 0; from < many.length; from += 20)
    await Promise.all(many.slice(from, from + 20).map((one) => arrive(door, one)));
  const { visits, cleared } = await visitsAtSchool(head, unitId);
  expect([visits.length, cleared]).toEqual([200, 200]);
}, 60_000);
