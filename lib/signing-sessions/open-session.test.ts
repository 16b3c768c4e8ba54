import { describe, expect, test } from "vitest";
import { actorFor, aPerson } from "#lib/testing/builders.ts";
import { closeSession } from "./close-session.ts";
import { confirmTurns } from "./confirm-turns.ts";
import { openStaffSession } from "./open-session.ts";
import { signingSession } from "./session-in-view.ts";
import {
  aClass,
  aSchoolForSessions,
  aTablet,
  codeOf,
  office,
  openFor,
  organisationId,
  rows,
  school,
  sibling,
  sign,
  staffSeries,
} from "./sessions-for-tests.ts";
import { schoolsTaughtAt, signingSessionsAt } from "./sessions-in-view.ts";

aSchoolForSessions();

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
