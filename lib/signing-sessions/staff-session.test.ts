import { describe, expect, test } from "vitest";
import { actorFor, aPerson } from "#lib/testing/builders.ts";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { confirmTurns } from "./confirm-turns.ts";
import { openStaffSession } from "./open-session.ts";
import { signingSession } from "./session-in-view.ts";
import {
  type At,
  aSchoolForSessions,
  aTablet,
  codeOf,
  here,
  namesOn,
  office,
  organisationId,
  rows,
  school,
  sibling,
  signatures,
  staffSeries,
} from "./sessions-for-tests.ts";
import { tabletView } from "./tablet-view.ts";
import { agreeInTurn, chooseName } from "./take-turn.ts";

aSchoolForSessions();

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
