import { describe, expect, test } from "vitest";
import { admitTablet } from "./admit-tablet.ts";
import { closeSession } from "./close-session.ts";
import { signingSession } from "./session-in-view.ts";
import {
  aClass,
  aSchoolForSessions,
  aTablet,
  office,
  openFor,
  rows,
  school,
  sign,
  signatures,
} from "./sessions-for-tests.ts";
import { tabletView } from "./tablet-view.ts";
import { chooseName } from "./take-turn.ts";

aSchoolForSessions();

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
