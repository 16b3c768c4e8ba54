import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { now, setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { answerResponse } from "#lib/obligations/answer-response.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { listResponses } from "#lib/obligations/open-responses.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { admitTablet } from "./admit-tablet.ts";
import { askToBeLetIn } from "./ask-to-be-let-in.ts";
import { closeSession } from "./close-session.ts";
import { confirmTurns, undoTurn } from "./confirm-turns.ts";
import type { TabletPass } from "./find-tablet.ts";
import { openStaffSession } from "./open-session.ts";
import { respondInTurn } from "./respond-in-turn.ts";
import { signingSession } from "./session-in-view.ts";
import { tabletView, thanksFor } from "./tablet-view.ts";
import { agreeInTurn, chooseName } from "./take-turn.ts";

const { query } = await testDatabase();

let organisationId: string;
let school: { id: string; urn: string };
let office: Actor;
let head: Actor;
let seriesId: string;

beforeAll(async () => {
  const made = await anOrganisation();
  organisationId = made.organisationId;
  school = made.schools[0] as { id: string; urn: string };
  await bringInPolicy(
    { organisationId, words: "a test" },
    { text: aPolicyText(), fileName: "policy.md", implementationOn: "2024-09-01" },
  );
  const withDuty = async (kind: "office" | "head") =>
    actorFor(organisationId, await aPerson(organisationId, { duties: [{ kind, unitId: school.id }] }));
  [office, head] = [await withDuty("office"), await withDuty("head")];
  const { rows } = await query("owner", "select series_id from agreement where key = 'staff'");
  seriesId = rows[0].series_id;
});
afterEach(() => setClock(undefined));

/** A session for volunteers with a tablet that is in, and a volunteer who has chosen their name on it. */
async function aTurn() {
  const personId = await aPerson(organisationId, {
    givenName: "Rosa",
    familyName: "Keane",
    roles: [{ role: "volunteer", unitId: school.id }],
  });
  const sessionId = await openStaffSession(office, school.id, {
    role: "volunteer",
    seriesId,
    length: "today",
  });
  const { code } = await signingSession(office, school.urn, sessionId);
  const pass = await askToBeLetIn(code, null, "");
  const [tablet] = (await signingSession(office, school.urn, sessionId)).asking;
  await admitTablet(office, tablet?.tabletId as string);
  await chooseName(pass, personId);
  return { sessionId, pass, personId, turnId: await turnOn(pass) };
}

async function turnOn(pass: TabletPass): Promise<string> {
  const view = await tabletView(pass);
  if (view.at !== "whole") throw new Error(`the tablet shows ${view.at}`);
  return view.turnId;
}

const written = async (signerId: string) =>
  (
    await query(
      "owner",
      "select kind, words, subject_id, obligation_id, unit_id from response where signer_id = $1 order by made_at",
      [signerId],
    )
  ).rows;

test("a question on a shared tablet is theirs once a colleague has confirmed who it was, and reaches who answers", async () => {
  const { sessionId, pass, personId, turnId } = await aTurn();
  await expect(respondInTurn(pass, turnId, "question", "  ")).rejects.toMatchObject({
    problems: [{ field: "words", message: "Write your question" }],
  });
  await respondInTurn(pass, turnId, "question", "May I use my own phone?");
  await respondInTurn(pass, turnId, "question", "May I use my own phone? (pressed twice)");
  expect(await thanksFor(pass, turnId)).toEqual({ name: "Rosa Keane", isChild: false, response: "question" });
  // nobody has said yet that it was she
  expect(await written(personId)).toEqual([]);
  const { toConfirm } = await signingSession(office, school.urn, sessionId);
  expect(toConfirm).toMatchObject([{ turnId, response: "question" }]);
  expect(JSON.stringify(toConfirm)).not.toContain("phone");

  expect(await confirmTurns(office, sessionId, [turnId])).toBe(1);
  expect(await confirmTurns(office, sessionId, [turnId])).toBe(0);
  const [mine] = (await obligationsOf(organisationId, personId, todayHere())).filter(
    (one) => one.seriesId === seriesId,
  );
  expect(await written(personId)).toEqual([
    {
      kind: "question",
      words: "May I use my own phone?",
      subject_id: personId,
      obligation_id: mine?.id,
      unit_id: school.id,
    },
  ]);
  expect(mine).toMatchObject({ signatureId: null, responseKind: "question", closes: false });
  const { rows } = await listResponses(head, [school.id], "waiting");
  const [asked] = rows.filter(({ writerId }) => writerId === personId);
  expect(asked).toMatchObject({ kind: "question", words: "May I use my own phone?", answerable: true });
  await answerResponse(head, asked?.id as string, { words: "Yes.", formId: newId(), seen: 0 });

  const after = await signingSession(office, school.urn, sessionId);
  expect(after.passedOn).toMatchObject([{ name: "Rosa Keane", kind: "question" }]);
  expect(after.signed).toBe(0);
  // and they can sign after all
  await chooseName(pass, personId);
  const again = await turnOn(pass);
  await agreeInTurn(pass, again, { fields: {}, printedName: "Rosa Keane", agreed: true });
  await confirmTurns(office, sessionId, [again]);
  expect((await signingSession(office, school.urn, sessionId)).signed).toBe(1);
});

test("a refusal under somebody else's name is recorded of nobody", async () => {
  const { sessionId, pass, personId, turnId } = await aTurn();
  await respondInTurn(pass, turnId, "refusal", "");
  await undoTurn(office, turnId);
  expect(await thanksFor(pass, turnId)).toBeNull();
  expect(await confirmTurns(office, sessionId, [turnId])).toBe(0);
  expect(await written(personId)).toEqual([]);

  await chooseName(pass, personId);
  const theirs = await turnOn(pass);
  await respondInTurn(pass, theirs, "refusal", "");
  await closeSession(office, sessionId, { unconfirmed: "confirm", turns: theirs });
  expect(await written(personId)).toMatchObject([{ kind: "refusal", words: "" }]);
  const { rows } = await query(
    "owner",
    "select kind, actor_id from event where person_id = $1 and kind in ('agreement-declined', 'response-confirmed') order by id",
    [personId],
  );
  expect(rows).toEqual([
    { kind: "agreement-declined", actor_id: personId },
    { kind: "response-confirmed", actor_id: office.personId },
  ]);
});

test("a tablet thanks nobody by name once the next person has begun, nor after two minutes", async () => {
  const { pass, personId, turnId } = await aTurn();
  const next = await aPerson(organisationId, { roles: [{ role: "volunteer", unitId: school.id }] });
  await agreeInTurn(pass, turnId, { fields: {}, printedName: "Rosa Keane", agreed: true });
  expect((await thanksFor(pass, turnId))?.name).toBe("Rosa Keane");
  setClock(new Date(now().getTime() + 3 * 60_000));
  expect(await thanksFor(pass, turnId)).toBeNull();
  setClock(undefined);
  expect((await thanksFor(pass, turnId))?.name).toBe("Rosa Keane");
  await chooseName(pass, next);
  expect(await thanksFor(pass, turnId)).toBeNull();
  expect(JSON.stringify(await tabletView(pass))).not.toContain(personId);
});
