import { describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { actorFor, anOrganisation } from "#lib/testing/builders.ts";
import { turnTabletsAway } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { closeSession } from "./close-session.ts";
import { signingSession } from "./session-in-view.ts";
import {
  aClass,
  aSchoolForSessions,
  aTablet,
  codeOf,
  here,
  openFor,
  organisationId,
  rows,
  school,
  sign,
  start,
  step,
} from "./sessions-for-tests.ts";
import { tabletStanding, tabletView, thanksFor } from "./tablet-view.ts";
import { agreeInTurn, chooseName, goToStep, leaveTurn, sayUnsure } from "./take-turn.ts";

aSchoolForSessions();

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
