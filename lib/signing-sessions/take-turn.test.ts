import { describe, expect, test } from "vitest";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { undoTurn } from "./confirm-turns.ts";
import { signingSession } from "./session-in-view.ts";
import {
  aClass,
  aSchoolForSessions,
  aTablet,
  codeOf,
  here,
  namesOn,
  openFor,
  rows,
  school,
  step,
} from "./sessions-for-tests.ts";
import { tabletView } from "./tablet-view.ts";
import { agreeInTurn, chooseName, goToStep, sayUnsure } from "./take-turn.ts";

aSchoolForSessions();

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
});
