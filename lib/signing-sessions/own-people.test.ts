import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { confirmTurns } from "./confirm-turns.ts";
import { openClassSession, openStaffSession } from "./open-session.ts";
import { sessionForRows } from "./session-for-rows.ts";
import { signingSession, signingSessionMark } from "./session-in-view.ts";
import { signingSessionsAt } from "./sessions-in-view.ts";
import { tabletView } from "./tablet-view.ts";
import { agreeInTurn, chooseName } from "./take-turn.ts";

/* Sessions of the organisation's own people: its trustees and its central team. */

const { query } = await testDatabase();

let organisationId: string;
let school: { id: string; urn: string };
let administrator: Actor;
let head: Actor;
let seriesId: string;

beforeAll(async () => {
  const made = await anOrganisation();
  organisationId = made.organisationId;
  school = made.schools[0] as typeof school;
  await bringInPolicy(
    { organisationId, words: "a test" },
    {
      text: aPolicyText().replace('audience="staff volunteer"', 'audience="staff volunteer trustee"'),
      fileName: "policy.md",
      implementationOn: "2024-09-01",
    },
  );
  const withDuty = async (kind: "organisation-administrator" | "head", unitId: string) =>
    actorFor(organisationId, await aPerson(organisationId, { duties: [{ kind, unitId }] }));
  administrator = await withDuty("organisation-administrator", organisationId);
  head = await withDuty("head", school.id);
  const { rows } = await query("owner", "select series_id from agreement where key = 'staff'");
  seriesId = rows[0].series_id;
});

const trustee = (givenName: string) =>
  aPerson(organisationId, {
    givenName,
    familyName: "Board",
    roles: [{ role: "trustee", unitId: organisationId }],
  });
const open = (actor: Actor, unitId = organisationId) =>
  openStaffSession(actor, unitId, { role: "trustee", seriesId, length: "today" });

test("trustees sign in a session of the organisation's own, and a colleague confirms who they are", async () => {
  const [asha, bram] = [await trustee("Asha"), await trustee("Bram")];
  expect((await signingSessionsAt(administrator, organisationId)).staff).toMatchObject({
    roles: expect.arrayContaining(["trustee", "staff"]),
    agreements: [{ seriesId }],
  });
  expect(await sessionForRows(administrator, organisationId, [{ personId: asha, seriesId }])).toEqual({
    seriesId,
    role: "trustee",
  });
  const id = await open(administrator);
  const { code } = await signingSession(administrator, null, id);
  const pass = await askToBeLetIn(code, null, "");
  const { asking } = await signingSession(administrator, null, id);
  await admitTablet(administrator, asking[0]?.tabletId as string);
  const names = await tabletView(pass);
  expect(names).toMatchObject({
    at: "names",
    names: [
      { personId: asha, name: "Asha Board" },
      { personId: bram, name: "Bram Board" },
    ],
  });
  await chooseName(pass, bram);
  const view = await tabletView(pass);
  if (view.at !== "whole") throw new Error(`the tablet shows ${view.at}`);
  await agreeInTurn(pass, view.turnId, { fields: {}, printedName: "Bram Board", agreed: true });
  expect(await confirmTurns(administrator, id, [view.turnId])).toBe(1);
  const [obligation] = await obligationsOf(organisationId, bram, todayHere());
  expect(obligation?.signatureId).toBeTruthy();
  const { rows } = await query("owner", "select unit_id, method from signature where signer_id = $1", [bram]);
  expect(rows).toEqual([{ unit_id: organisationId, method: "session" }]);
  expect(await signingSession(administrator, null, id)).toMatchObject({ signed: 1, asked: 2 });
});

test("it is the organisation's: a head has no part in it, and no school's address shows it", async () => {
  await trustee("Cem");
  const id = await open(administrator);
  for (const tried of [
    () => open(head),
    () => signingSessionsAt(head, organisationId),
    () => signingSession(head, null, id),
    () => signingSessionMark(head, null, id),
    () => signingSession(administrator, school.urn, id),
    () => signingSessionMark(administrator, school.urn, id),
    // nobody there is in a class
    () => openClassSession(administrator, organisationId, { classGroupId: id, seriesId, length: "today" }),
  ])
    await expect(tried()).rejects.toMatchObject({ code: "not-found" });
  await aPerson(organisationId, { roles: [{ role: "volunteer", unitId: school.id }] });
  const schools = await openStaffSession(administrator, school.id, {
    ...{ role: "volunteer", seriesId, length: "today" },
  });
  await expect(signingSession(administrator, null, schools)).rejects.toMatchObject({ code: "not-found" });
  expect(
    (await signingSessionsAt(administrator, organisationId)).sessions.map((one) => one.id),
  ).not.toContain(schools);
});
