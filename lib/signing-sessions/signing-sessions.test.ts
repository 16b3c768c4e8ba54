import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { recordHash } from "#lib/signing/signature-record.ts";
import { aContact, actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { admitTablet, turnTabletsAway } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { closeSession } from "./close-session.ts";
import { confirmTurns, undoTurn } from "./confirm-turns.ts";
import type { TabletPass } from "./find-tablet.ts";
import { openClassSession, openStaffSession } from "./open-session.ts";
import { signingSession } from "./session-in-view.ts";
import { schoolsTaughtAt, signingSessionsAt } from "./sessions-in-view.ts";
import { type TabletView, tabletStanding, tabletView, thanksFor } from "./tablet-view.ts";
import { agreeInTurn, chooseName, goToStep, leaveTurn, sayUnsure } from "./take-turn.ts";

const { query } = await testDatabase();

/** The network of the room. */
const here = "198.51.100.7";

type At<Where extends TabletView["at"]> = TabletView & { at: Where };
type School = { id: string; urn: string; name: string };

const start = new Date("2026-11-23T09:00:00Z");
let organisationId: string;
let school: School;
let sibling: School;
let office: Actor;
let pupilSeries: string;
let staffSeries: string;

const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await query("owner", sql, values)).rows as T[];
const inside = <T>(work: Parameters<typeof inOrganisation<T>>[1]) => inOrganisation(organisationId, work);

async function aClass(size: number, { academicYear = 2026, at = school, names = [] as string[] } = {}) {
  const id = newId();
  await inside((transaction) =>
    transaction.classGroup.create({
      data: { organisationId, id, unitId: at.id, name: `Class ${id.slice(-6)}`, academicYear },
    }),
  );
  const join = (personId: string, part: string, startsOn = "2026-09-01") =>
    inside((transaction) =>
      transaction.classMembership.create({
        data: {
          organisationId,
          id: newId(),
          classGroupId: id,
          personId,
          part,
          startsOn: dayToDate(startsOn),
        },
      }),
    );
  const pupils: string[] = [];
  for (let n = 0; n < size; n++) {
    const [givenName, familyName] = (names[n] ?? "").split(" ");
    const pupil = await aPerson(organisationId, {
      ...(givenName ? { givenName, familyName } : {}),
      roles: [{ role: "pupil", unitId: at.id, yearGroup: 4 }],
    });
    await join(pupil, "pupil");
    pupils.push(pupil);
  }
  const teacherId = await aPerson(organisationId, { roles: [{ role: "staff", unitId: at.id }] });
  await join(teacherId, "teacher");
  const teacher = await actorFor(organisationId, teacherId);
  return { id, pupils, teacher, join };
}

type Class = Awaited<ReturnType<typeof aClass>>;

const openFor = (group: Class, more: Record<string, unknown> = {}, actor = group.teacher) =>
  openClassSession(actor, school.id, {
    classGroupId: group.id,
    seriesId: pupilSeries,
    length: "lesson",
    ...more,
  });
const codeOf = async (sessionId: string) =>
  (await rows<{ code: string }>("select code from signing_session where id = $1", [sessionId]))[0]
    ?.code as string;

/** A tablet that asked, and was let in unless it is said who may not be. */
async function aTablet(sessionId: string, actor: Actor | null): Promise<TabletPass> {
  const pass = await askToBeLetIn(await codeOf(sessionId), null, here);
  if (actor) {
    const { asking } = await signingSession(actor, school.urn, sessionId);
    for (const { tabletId } of asking) await admitTablet(actor, tabletId);
  }
  return pass;
}

async function step(pass: TabletPass): Promise<At<"step">> {
  const view = await tabletView(pass);
  if (view.at !== "step") throw new Error(`the tablet shows ${view.at}`);
  return view;
}
const namesOn = async (pass: TabletPass) => {
  const view = await tabletView(pass);
  if (view.at !== "names") throw new Error(`the tablet shows ${view.at}`);
  return view.names;
};

/** A child goes through the rules and agrees. */
async function sign(pass: TabletPass, personId: string): Promise<string> {
  await chooseName(pass, personId);
  const { turnId, last } = await step(pass);
  for (let at = 1; at <= last; at++) await goToStep(pass, turnId, at);
  await agreeInTurn(pass, turnId, { fields: {} });
  return turnId;
}

const signatures = (sessionId: string) =>
  rows<{ signer_id: string; method: string; recorded_by_id: string; signed_at: Date; signed_on: Date }>(
    "select s.* from signature s join session_turn t on t.signature_id = s.id where t.session_id = $1",
    [sessionId],
  );

beforeAll(async () => {
  setClock(start);
  const made = await anOrganisation();
  organisationId = made.organisationId;
  [school, sibling] = made.schools as [School, School];
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2026-09-01" },
  );
  office = await actorFor(
    organisationId,
    await aPerson(organisationId, {
      roles: [{ role: "staff", unitId: school.id }],
      duties: [{ kind: "office", unitId: school.id }],
    }),
  );
  const series = await rows<{ key: string; series_id: string }>("select key, series_id from agreement");
  pupilSeries = series.find(({ key }) => key === "pupils")?.series_id as string;
  staffSeries = series.find(({ key }) => key === "staff")?.series_id as string;
  return () => setClock(undefined);
});
beforeEach(() => setClock(start));

describe("opening", () => {
  test("a teacher opens for the classes that they teach, and for nobody else", async () => {
    const group = await aClass(2);
    const other = await aClass(1);
    const next = await aClass(1, { at: sibling });
    const id = await openFor(group);
    expect(await codeOf(id)).toMatch(/^[BCDFGHJKMNPRSTVWXZ]{5}$/);
    for (const stranger of [other.teacher, next.teacher]) {
      await expect(openFor(group, {}, stranger)).rejects.toMatchObject({ code: "not-found" });
      await expect(signingSession(stranger, school.urn, id)).rejects.toMatchObject({ code: "not-found" });
      await expect(closeSession(stranger, id, {})).rejects.toMatchObject({ code: "not-found" });
    }
    await expect(signingSessionsAt(next.teacher, school.id)).rejects.toMatchObject({ code: "not-found" });
    await expect(signingSession(office, sibling.urn, id)).rejects.toMatchObject({ code: "not-found" });
    expect((await signingSessionsAt(group.teacher, school.id)).sessions.map((one) => one.id)).toEqual([id]);
    expect((await signingSessionsAt(group.teacher, school.id)).staff).toBeNull();
    expect((await signingSessionsAt(office, school.id)).sessions.map((one) => one.id)).toContain(id);
    expect(await schoolsTaughtAt(group.teacher)).toEqual([{ urn: school.urn, name: school.name }]);
    expect(await schoolsTaughtAt(office)).toEqual([]);
    await expect(
      openStaffSession(group.teacher, school.id, { role: "staff", seriesId: staffSeries, length: "today" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  test.each(["agency", "trainee"] as const)("an %s who teaches the class opens too", async (role) => {
    const group = await aClass(1);
    const one = await aPerson(organisationId, { roles: [{ role, unitId: school.id }] });
    const stranger = await actorFor(organisationId, one);
    await expect(openFor(group, {}, stranger)).rejects.toMatchObject({ code: "not-found" });
    await group.join(one, "teacher");
    const teacher = await actorFor(organisationId, one);
    const id = await openFor(group, {}, teacher);
    expect((await signingSession(teacher, school.urn, id)).code).toMatch(/^[A-Z]{5}$/);
    expect(await schoolsTaughtAt(teacher)).toEqual([{ urn: school.urn, name: school.name }]);
    await expect(openFor(await aClass(1), {}, teacher)).rejects.toMatchObject({ code: "not-found" });
  });

  test("a governor who is put into a class opens nothing", async () => {
    const group = await aClass(1);
    const one = await aPerson(organisationId, { roles: [{ role: "governor", unitId: school.id }] });
    await group.join(one, "teacher");
    const helper = await actorFor(organisationId, one);
    await expect(openFor(group, {}, helper)).rejects.toMatchObject({ code: "not-found" });
    expect(await schoolsTaughtAt(helper)).toEqual([]);
  });

  test("a teacher whose membership has ended has no class any more", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    await rows("update membership set ends_on = '2026-11-22' where person_id = $1", [group.teacher.personId]);
    const left = await actorFor(organisationId, group.teacher.personId);
    await expect(signingSession(left, school.urn, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(openFor(group, {}, left)).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    [{ length: "three-weeks" }, "length", /Choose how long/],
    [{ length: "1209601" }, "length", /Choose how long/],
    [{ seriesId: "nonsense" }, "seriesId", /Choose an agreement/],
  ])("refuses %j", async (wrong, field, message) => {
    await expect(openFor(await aClass(1), wrong)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field, message: expect.stringMatching(message) }],
    });
  });

  test("an agreement that nobody of the class is asked for, or that all have signed, opens nothing", async () => {
    const group = await aClass(1);
    await expect(openFor(group, { seriesId: staffSeries })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "seriesId", message: expect.stringMatching(/^Nobody in/) }],
    });
    const id = await openFor(group);
    const turn = await sign(await aTablet(id, group.teacher), group.pupils[0] as string);
    await confirmTurns(group.teacher, id, [turn]);
    await expect(openFor(group)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "seriesId", message: expect.stringMatching(/^Everybody in/) }],
    });
  });

  test("a class of last year, and one of another school, are not there", async () => {
    await expect(openFor(await aClass(1, { academicYear: 2025 }))).rejects.toMatchObject({
      code: "not-found",
    });
    const elsewhere = await aClass(1, { at: sibling });
    await expect(openFor(elsewhere, {}, office)).rejects.toMatchObject({ code: "not-found" });
  });

  test("closes after an hour, or at the end of a day, of a week or of two", async () => {
    const closing = async (length: string) => {
      const id = await openFor(await aClass(1), { length });
      const [row] = await rows<{ closes_at: Date }>("select closes_at from signing_session where id = $1", [
        id,
      ]);
      return row?.closes_at.toISOString();
    };
    expect(await closing("lesson")).toBe("2026-11-23T10:00:00.000Z");
    expect(await closing("today")).toBe("2026-11-24T00:00:00.000Z");
    expect(await closing("week")).toBe("2026-11-30T00:00:00.000Z");
    expect(await closing("two-weeks")).toBe("2026-12-07T00:00:00.000Z");
  });
});

describe("a tablet", () => {
  test("that is not let in sees nothing and may do nothing", async () => {
    const group = await aClass(2);
    const id = await openFor(group);
    const pass = await aTablet(id, null);
    expect(await tabletView(pass)).toEqual({ at: "asking", tablet: expect.stringMatching(/^\w+ \w+$/) });
    await expect(chooseName(pass, group.pupils[0] as string)).rejects.toMatchObject({
      code: "not-permitted",
    });
    const inside = await aTablet(id, group.teacher);
    await chooseName(inside, group.pupils[1] as string);
    const { turnId } = await step(inside);
    // let in with it, because all that asked were; a stranger comes now
    const stranger = await aTablet(id, null);
    for (const attempt of [
      () => goToStep(stranger, turnId, 1),
      () => sayUnsure(stranger, turnId),
      () => leaveTurn(stranger, turnId),
      () => agreeInTurn(stranger, turnId, { fields: {} }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not-permitted" });
    expect(await thanksFor(stranger, turnId)).toBeNull();
    expect(await rows("select id from session_turn where session_id = $1", [id])).toHaveLength(1);
  });

  test("does nothing in another tablet's turn, nor in another organisation", async () => {
    const group = await aClass(2);
    const id = await openFor(group);
    const [one, other] = [await aTablet(id, group.teacher), await aTablet(id, group.teacher)];
    await chooseName(one, group.pupils[0] as string);
    const { turnId } = await step(one);
    await expect(agreeInTurn(other, turnId, { fields: {} })).rejects.toMatchObject({
      code: "no-longer-needed",
    });
    await expect(leaveTurn(other, turnId)).rejects.toMatchObject({ code: "no-longer-needed" });
    const elsewhere = await anOrganisation();
    expect(await tabletView({ ...one, organisationId: elsewhere.organisationId })).toEqual({ at: "code" });
    expect(await tabletView({ ...one, token: "A".repeat(43) })).toEqual({ at: "code" });
  });

  test.each([
    ["", /Type the class code/],
    ["abc", /five letters/],
    ["12345", /five letters/],
    ["ÄÖÜßé", /five letters/],
    ["QQQQQ", /do not know that code/],
    ["B".repeat(100_000), /five letters/],
  ])("is told what is wrong with the code %.10j", async (typed, message) => {
    await expect(askToBeLetIn(typed, null, here)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "code", message: expect.stringMatching(message) }],
    });
  });

  test("types the code as children do, and asks once however often it is sent", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const code = await codeOf(id);
    const pass = await askToBeLetIn(` ${code.slice(0, 2).toLowerCase()}-${code.slice(2)} `, null, here);
    expect(await askToBeLetIn(code, pass, here)).toEqual(pass);
    expect((await signingSession(group.teacher, school.urn, id)).asking).toHaveLength(1);
  });

  test("with yesterday's code is told so, and one that was closed is not known", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const code = await codeOf(id);
    const before = await aTablet(id, group.teacher);
    setClock(new Date("2026-11-24T09:00:00Z"));
    await expect(askToBeLetIn(code, null, here)).rejects.toMatchObject({
      message: expect.stringMatching(/is over/),
    });
    expect(await tabletView(before)).toEqual({ at: "run-out" });
    const teacher = await actorFor(organisationId, group.teacher.personId);
    await closeSession(teacher, id, {});
    expect(await tabletView(before)).toEqual({ at: "closed" });
    await expect(askToBeLetIn(code, null, here)).rejects.toMatchObject({
      message: expect.stringMatching(/do not know/),
    });
    await expect(chooseName(before, group.pupils[0] as string)).rejects.toMatchObject({
      code: "not-permitted",
    });
    expect(await rows("select 1 from directory_entry where target_id = $1", [id])).toEqual([]);
  });

  test("that is turned away gives the name back, and what was agreed on it stays to be looked at", async () => {
    const group = await aClass(2);
    const id = await openFor(group);
    const pass = await aTablet(id, group.teacher);
    const agreed = await sign(pass, group.pupils[0] as string);
    await chooseName(pass, group.pupils[1] as string);
    const { admitted } = await signingSession(group.teacher, school.urn, id);
    await turnTabletsAway(
      group.teacher,
      id,
      admitted.map(({ tabletId }) => tabletId),
    );
    expect(await tabletView(pass)).toEqual({ at: "turned-away" });
    const view = await signingSession(group.teacher, school.urn, id);
    expect(view.signing).toEqual([]);
    expect(view.toConfirm.map(({ turnId }) => turnId)).toEqual([agreed]);
  });

  test("thirty at once are let ask; a crowd that nobody answers is not, until it is turned away", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const code = await codeOf(id);
    await Promise.all(Array.from({ length: 30 }, () => askToBeLetIn(code, null, here)));
    const { asking } = await signingSession(group.teacher, school.urn, id);
    expect(new Set(asking.map(({ name }) => name)).size).toBe(30);
    const more = await Promise.allSettled(Array.from({ length: 40 }, () => askToBeLetIn(code, null, here)));
    expect(more.filter(({ status }) => status === "rejected")).toHaveLength(10);
    await expect(askToBeLetIn(code, null, here)).rejects.toMatchObject({ code: "too-many-tries" });
    const crowd = await signingSession(group.teacher, school.urn, id);
    await turnTabletsAway(
      group.teacher,
      id,
      crowd.asking.map(({ tabletId }) => tabletId),
    );
    await aTablet(id, group.teacher);
  });

  test("a crowd that asks from elsewhere takes no place from the room's thirty tablets", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const code = await codeOf(id);
    const ask = (count: number, from: string) =>
      Promise.allSettled(Array.from({ length: count }, () => askToBeLetIn(code, null, from)));
    const refused = (all: PromiseSettledResult<unknown>[]) =>
      all.filter(({ status }) => status === "rejected").length;
    expect(refused(await ask(70, "203.0.113.66"))).toBe(10);
    expect(refused(await ask(30, here))).toBe(0);
    expect((await signingSession(group.teacher, school.urn, id)).asking).toHaveLength(90);
    const [row] = await rows<{ network: string }>(
      "select network from session_tablet where session_id = $1 limit 1",
      [id],
    );
    expect(row?.network).not.toContain("113");
  });

  test("where there is no room, tablets give their place up that nobody has looked at for some minutes", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const code = await codeOf(id);
    const first = await askToBeLetIn(code, null, here);
    for (let n = 1; n < 60; n++) await askToBeLetIn(code, null, here);
    setClock(new Date(start.getTime() + 4 * 60_000));
    expect(await tabletStanding(first)).toBe("asking"); // its screen is on
    const late = await askToBeLetIn(code, null, here);
    expect(await tabletStanding(first)).toBe("asking");
    expect(await tabletStanding(late)).toBe("asking");
    expect((await signingSession(group.teacher, school.urn, id)).asking).toHaveLength(60);
    const [gone] = await rows<{ count: number }>(
      "select count(*)::int as count from session_tablet where session_id = $1 and turned_away_at is not null",
      [id],
    );
    expect(gone?.count).toBe(1);
  });

  test("that nobody answers for an hour has to ask again", async () => {
    const group = await aClass(1);
    const id = await openFor(group, { length: "today" });
    const pass = await aTablet(id, null);
    setClock(new Date("2026-11-23T10:30:00Z"));
    expect(await tabletView(pass)).toEqual({ at: "code" });
    expect(await tabletStanding(pass)).toBe("lapsed");
    const teacher = await actorFor(organisationId, group.teacher.personId);
    expect((await signingSession(teacher, school.urn, id)).asking).toEqual([]);
  });
});

describe("a turn", () => {
  test("shows each rule with the words that lead into it, and comes to nothing before the last page", async () => {
    const group = await aClass(1);
    const pass = await aTablet(await openFor(group), group.teacher);
    await chooseName(pass, group.pupils[0] as string);
    const first = await step(pass);
    expect(first.step).toEqual({
      kind: "rule",
      leadIn: "When I use a school computer I will not:",
      text: "use another person's account",
      number: 1,
      of: 2,
    });
    await expect(agreeInTurn(pass, first.turnId, { fields: {} })).rejects.toMatchObject({ code: "conflict" });
    // a page that was gone back to, or an address that somebody made up, skips no rule
    await goToStep(pass, first.turnId, 99);
    expect((await step(pass)).step).toMatchObject({ text: "send an unkind message", number: 2 });
    await sayUnsure(pass, first.turnId);
    await sayUnsure(pass, first.turnId);
    await goToStep(pass, first.turnId, 0);
    expect((await step(pass)).position).toBe(0);
    const { signing } = await signingSession(group.teacher, school.urn, await sessionOf(first.turnId));
    expect(signing[0]).toMatchObject({
      where: "Rule 1 of 2",
      unsure: ["When I use a school computer I will not: send an unkind message"],
    });
  });

  const sessionOf = async (turnId: string) =>
    (await rows<{ session_id: string }>("select session_id from session_turn where id = $1", [turnId]))[0]
      ?.session_id as string;

  test("names are as children know each other", async () => {
    const group = await aClass(4, { names: ["Ava Brown", "Ava Cole", "Benjamin Dune", "Chloé Evans"] });
    await rows("update person set known_as = 'Ben' where id = $1", [group.pupils[2]]);
    const pass = await aTablet(await openFor(group), group.teacher);
    expect((await namesOn(pass)).map(({ name }) => name)).toEqual(["Ava B.", "Ava C.", "Ben", "Chloé"]);
  });

  test("a name chosen on two tablets at the same moment is taken by one", async () => {
    const group = await aClass(2);
    const id = await openFor(group);
    const tablets = await Promise.all(
      Array.from({ length: 6 }, async () => askToBeLetIn(await codeOf(id), null, here)),
    );
    for (const { tabletId } of (await signingSession(group.teacher, school.urn, id)).asking)
      await admitTablet(group.teacher, tabletId);
    const tried = await Promise.allSettled(
      tablets.map((pass) => chooseName(pass, group.pupils[0] as string)),
    );
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tried)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    const views = await Promise.all(tablets.map((pass) => tabletView(pass)));
    expect(views.filter(({ at }) => at === "step")).toHaveLength(1);
  });

  test("thirty children at once, each on a tablet, make thirty signatures", async () => {
    const group = await aClass(30);
    const id = await openFor(group);
    const code = await codeOf(id);
    const tablets = await Promise.all(Array.from({ length: 30 }, () => askToBeLetIn(code, null, here)));
    for (const { tabletId } of (await signingSession(group.teacher, school.urn, id)).asking)
      await admitTablet(group.teacher, tabletId);
    const turns = await Promise.all(tablets.map((pass, n) => sign(pass, group.pupils[n] as string)));
    expect(await signatures(id)).toEqual([]);
    const view = await signingSession(group.teacher, school.urn, id);
    expect(view.toConfirm).toHaveLength(30);
    expect([view.signed, view.absent]).toEqual([0, []]);
    // two colleagues press at the same moment
    const made = await Promise.all([confirmTurns(group.teacher, id, turns), confirmTurns(office, id, turns)]);
    expect(made[0] + made[1]).toBe(30);
    const kept = await signatures(id);
    expect(new Set(kept.map((one) => one.signer_id)).size).toBe(30);
    expect((await signingSession(office, school.urn, id)).signed).toBe(30);
  }, 60_000);

  test("becomes a signature of the moment of agreeing, recorded by whoever confirms", async () => {
    const group = await aClass(2, { names: ["Ida Long", "Max Short"] });
    const id = await openFor(group, { length: "week" });
    const pass = await aTablet(id, group.teacher);
    const turn = await sign(pass, group.pupils[0] as string);
    expect(await thanksFor(pass, turn)).toEqual({ name: "Ida", isChild: true, response: null });
    expect((await namesOn(pass)).map(({ name }) => name)).toEqual(["Max"]);
    setClock(new Date("2026-11-25T15:00:00Z"));
    const head = await actorFor(organisationId, office.personId);
    expect(await confirmTurns(head, id, [turn])).toBe(1);
    expect(await confirmTurns(head, id, [turn])).toBe(0);
    const [kept] = await rows<Record<string, unknown>>(
      `select s.*, r.salt, r.record, to_char(s.signed_on, 'YYYY-MM-DD') as day from signature s
       join signature_record r on r.signature_id = s.id where s.signer_id = $1`,
      [group.pupils[0]],
    );
    expect(kept).toMatchObject({
      method: "class-session",
      recorded_by_id: office.personId,
      signed_at: start,
      day: "2026-11-23",
      capacity: "own",
    });
    expect(recordHash(kept?.salt as string, kept?.record as string)).toBe(kept?.record_hash);
    const record = JSON.parse(kept?.record as string);
    expect(record).toMatchObject({
      signer: { name: "Ida Long", printedName: "Ida Long" },
      recordedBy: { name: office.legalName },
      answers: [{ label: "Tutor group", value: expect.stringMatching(/^Class /) }],
    });
    const [obligation] = await obligationsOf(organisationId, group.pupils[0] as string, "2026-11-25");
    expect(obligation?.signatureId).toBe(kept?.id);
  });

  test("has the child's parents asked as soon as it is confirmed, and not before", async () => {
    const asking = async () =>
      (
        await query(
          "queue",
          `select j.payload from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'ask-to-sign'`,
        )
      ).rows;
    const group = await aClass(1);
    await aContact(organisationId, await aPerson(organisationId), group.pupils[0] as string);
    const id = await openFor(group);
    await query("queue", "delete from graphile_worker._private_jobs");
    const turn = await sign(await aTablet(id, group.teacher), group.pupils[0] as string);
    expect(await asking()).toEqual([]);
    await confirmTurns(group.teacher, id, [turn]);
    expect(await asking()).toEqual([{ payload: { organisationId, unitId: school.id } }]);
  });

  test("that was somebody else is undone before it is confirmed, and not after", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const pass = await aTablet(id, group.teacher);
    const wrong = await sign(pass, group.pupils[0] as string);
    const other = await aClass(1);
    await expect(undoTurn(other.teacher, wrong)).rejects.toMatchObject({ code: "not-found" });
    await undoTurn(group.teacher, wrong);
    await undoTurn(group.teacher, wrong);
    expect(await thanksFor(pass, wrong)).toBeNull();
    expect(await confirmTurns(group.teacher, id, [wrong])).toBe(0);
    const right = await sign(pass, group.pupils[0] as string);
    await confirmTurns(group.teacher, id, [right]);
    await expect(undoTurn(group.teacher, right)).rejects.toMatchObject({ code: "conflict" });
    expect(await signatures(id)).toHaveLength(1);
    expect(
      await rows("select kind from event where kind = 'turn-undone' and person_id = $1", [group.pupils[0]]),
    ).toHaveLength(1);
  });

  test("undone in the middle sends the child back to the names", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const pass = await aTablet(id, group.teacher);
    await chooseName(pass, group.pupils[0] as string);
    const { turnId } = await step(pass);
    await undoTurn(group.teacher, turnId);
    await expect(goToStep(pass, turnId, 1)).rejects.toMatchObject({ code: "no-longer-needed" });
    await expect(agreeInTurn(pass, turnId, { fields: {} })).rejects.toMatchObject({
      code: "no-longer-needed",
    });
    expect(await namesOn(pass)).toHaveLength(1);
  });

  test("a child who leaves the class is not in the list any more, nor is one who signed elsewhere", async () => {
    const group = await aClass(3);
    const pass = await aTablet(await openFor(group), group.teacher);
    await rows("update class_membership set ends_on = '2026-11-22' where person_id = $1", [group.pupils[0]]);
    expect((await namesOn(pass)).map(({ personId }) => personId).sort()).toEqual(
      group.pupils.slice(1).sort(),
    );
    await expect(chooseName(pass, group.pupils[0] as string)).rejects.toMatchObject({ code: "conflict" });
    const other = await aClass(1);
    await expect(chooseName(pass, other.pupils[0] as string)).rejects.toMatchObject({ code: "conflict" });
  });

  test("remembers the wording that was shown when a new version comes into force before it is confirmed", async () => {
    const made = await anOrganisation({ kind: "single-school" });
    const home = { organisationId, school, pupilSeries };
    try {
      organisationId = made.organisationId;
      school = made.schools[0] as School;
      const command = { organisationId, words: "a test" };
      const bring = (more: object, implementationOn: string, version?: object) =>
        bringInPolicy(command, {
          text: aPolicyText(more),
          fileName: "policy.md",
          implementationOn,
          ...version,
        } as never);
      await bring({}, "2026-09-01");
      pupilSeries = (
        await rows<{ series_id: string }>(
          "select series_id from agreement where organisation_id = $1 and key = 'pupils'",
          [organisationId],
        )
      )[0]?.series_id as string;
      const group = await aClass(1);
      const id = await openFor(group);
      const turn = await sign(await aTablet(id, group.teacher), group.pupils[0] as string);
      const [before] = await rows<{ wording_id: string }>(
        "select wording_id from session_turn where id = $1",
        [turn],
      );
      // the bindings that gave it are gone
      await rows("update binding set ends_on = '2026-11-22' where organisation_id = $1", [organisationId]);
      expect(await confirmTurns(group.teacher, id, [turn])).toBe(1);
      const kept = await rows("select wording_id from signature where signer_id = $1", [group.pupils[0]]);
      expect(kept).toEqual([before]);
    } finally {
      ({ organisationId, school, pupilSeries } = home);
    }
  });
});

describe("closing", () => {
  test("asks first what becomes of those who are not confirmed", async () => {
    const group = await aClass(3);
    const id = await openFor(group);
    const pass = await aTablet(id, group.teacher);
    const first = await sign(pass, group.pupils[0] as string);
    await expect(closeSession(group.teacher, id, {})).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "unconfirmed" }],
    });
    const second = await sign(pass, group.pupils[1] as string);
    // what the teacher has not seen is neither signed nor thrown away
    for (const unconfirmed of ["confirm", "leave"])
      await expect(closeSession(group.teacher, id, { unconfirmed, turns: first })).rejects.toMatchObject({
        code: "conflict",
      });
    await chooseName(pass, group.pupils[2] as string);
    await closeSession(group.teacher, id, { unconfirmed: "leave", turns: `${first},${second}` });
    await closeSession(group.teacher, id, {});
    // the first answer said to confirm the one that was seen
    expect((await signatures(id)).map((one) => one.signer_id)).toEqual([group.pupils[0]]);
    const view = await signingSession(group.teacher, school.urn, id);
    expect([view.state, view.toConfirm, view.signing]).toEqual(["closed", [], []]);
    await expect(
      admitTablet(
        group.teacher,
        (await rows<{ id: string }>("select id from session_tablet where session_id = $1", [id]))[0]
          ?.id as string,
      ),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    expect(
      await rows(
        "select kind from event where kind like 'signing-session-%' and unit_id = $1 and actor_id = $2",
        [school.id, group.teacher.personId],
      ),
    ).toHaveLength(2);
  });

  test("a session whose school year is over is over", async () => {
    const group = await aClass(1);
    const id = await openFor(group, { length: "two-weeks" });
    const pass = await aTablet(id, group.teacher);
    await rows("update class_group set academic_year = 2025 where id = $1", [group.id]);
    expect(await tabletView(pass)).toEqual({ at: "run-out" });
    expect((await signingSession(office, school.urn, id)).state).toBe("run-out");
  });
});

describe("grown-ups in a staff session", () => {
  test("sign the whole agreement with its own fields, and a colleague confirms who they are", async () => {
    const cleaner = await aPerson(organisationId, {
      givenName: "Rosa",
      familyName: "Keane",
      roles: [{ role: "volunteer", unitId: school.id }],
    });
    const id = await openStaffSession(office, school.id, {
      role: "volunteer",
      seriesId: staffSeries,
      length: "today",
    });
    const pass = await aTablet(id, office);
    expect(await namesOn(pass)).toEqual([{ personId: cleaner, name: "Rosa Keane" }]);
    await chooseName(pass, cleaner);
    const view = (await tabletView(pass)) as At<"whole">;
    expect(view.fields.map(({ label, value }) => [label, value])).toEqual([
      ["School", school.name],
      ["Name (print)", ""],
      ["Signed", ""],
      ["Date", "23 November 2026"],
    ]);
    await expect(
      agreeInTurn(pass, view.turnId, { fields: {}, printedName: " ", agreed: false }),
    ).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field: "printedName" }, { field: "agreed" }],
    });
    await agreeInTurn(pass, view.turnId, { fields: {}, printedName: "Rosa M. Keane", agreed: true });
    expect(await confirmTurns(office, id, [view.turnId])).toBe(1);
    const [kept] = await signatures(id);
    expect(kept).toMatchObject({ method: "session", recorded_by_id: office.personId, signer_id: cleaner });
    expect((await signingSession(office, school.urn, id)).signed).toBe(1);
  });

  test("more than fit on a page choose the first letter of their last name", async () => {
    for (let n = 0; n < 31; n++)
      await aPerson(organisationId, {
        givenName: "Sam",
        familyName: `${n < 20 ? "Abbott" : "Évora"} ${n}`,
        roles: [{ role: "contractor", unitId: sibling.id }],
      });
    const head = await actorFor(
      organisationId,
      await aPerson(organisationId, { duties: [{ kind: "head", unitId: sibling.id }] }),
    );
    await rows("update binding set role = 'contractor' where unit_id = $1 and role = 'volunteer'", [
      sibling.id,
    ]);
    const id = await openStaffSession(head, sibling.id, {
      role: "contractor",
      seriesId: staffSeries,
      length: "today",
    });
    const pass = await askToBeLetIn(await codeOf(id), null, here);
    const { asking } = await signingSession(head, sibling.urn, id);
    await admitTablet(head, asking[0]?.tabletId as string);
    expect(await tabletView(pass)).toMatchObject({
      at: "names",
      names: [],
      letters: ["A", "E"],
      letter: null,
    });
    const evora = (await tabletView(pass, "E")) as At<"names">;
    expect([evora.letter, evora.names.length]).toEqual(["E", 11]);
    expect(await tabletView(pass, "%")).toMatchObject({ names: [], letter: null });
    await chooseName(pass, evora.names[0]?.personId as string);
    expect((await tabletView(pass)).at).toBe("whole");
  });
});
