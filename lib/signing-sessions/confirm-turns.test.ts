import { describe, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { recordHash } from "#lib/signing/signature-record.ts";
import { aContact, actorFor, aPerson } from "#lib/testing/builders.ts";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { confirmTurns, undoTurn } from "./confirm-turns.ts";
import { signingSession } from "./session-in-view.ts";
import {
  aClass,
  aSchoolForSessions,
  aTablet,
  codeOf,
  here,
  namesOn,
  office,
  openFor,
  organisationId,
  query,
  rows,
  school,
  sign,
  signatures,
  start,
} from "./sessions-for-tests.ts";
import { thanksFor } from "./tablet-view.ts";

aSchoolForSessions();

describe("confirming", () => {
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

  test("remembers the wording that was shown when the bindings that gave it have ended before it is confirmed", async () => {
    const group = await aClass(1);
    const id = await openFor(group);
    const turn = await sign(await aTablet(id, group.teacher), group.pupils[0] as string);
    const [before] = await rows<{ wording_id: string }>("select wording_id from session_turn where id = $1", [
      turn,
    ]);
    await rows("update binding set ends_on = '2026-11-22' where unit_id = $1", [school.id]);
    try {
      expect(await confirmTurns(group.teacher, id, [turn])).toBe(1);
    } finally {
      await rows("update binding set ends_on = null where unit_id = $1", [school.id]);
    }
    const kept = await rows("select wording_id from signature where signer_id = $1", [group.pupils[0]]);
    expect(kept).toEqual([before]);
  });
});
