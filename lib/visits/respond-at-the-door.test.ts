import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { newId } from "#lib/identifiers.ts";
import { listResponses } from "#lib/obligations/open-responses.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { signForVisit } from "./arrive.ts";
import { askedOfVisit, askedOnArrival } from "./asked-on-arrival.ts";
import { comeBack } from "./come-back.ts";
import { confirmVisitor } from "./end-visit.ts";
import { schoolAtTheDoor } from "./find-school.ts";
import { type DoorResponse, respondForVisit, respondOnArrival } from "./respond-at-the-door.ts";
import { isCleared, visitsAtSchool } from "./visits-at-school.ts";
import { whoIsCleared } from "./who-is-cleared.ts";

const { query } = await testDatabase();
const everyone = { page: 1, all: false, role: undefined } as const;

async function aDoor() {
  const { organisationId, schools } = await anOrganisation({ schools: 1 });
  const unitId = schools[0]?.id as string;
  await bringInPolicy(
    { organisationId, words: "a test" },
    {
      text: aPolicyText().replace('audience="staff volunteer"', 'audience="staff agency volunteer visitor"'),
      fileName: "p.md",
      implementationOn: "2024-09-01",
    },
  );
  const { rows } = await query("owner", "select code from unit where id = $1", [unitId]);
  const head = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "head", unitId }] }),
  );
  return { organisationId, unitId, door: await schoolAtTheDoor(rows[0].code), head };
}

type Door = Awaited<ReturnType<typeof aDoor>>["door"];
const arriving = (door: Door) => ({
  values: { reason: "agency", name: "Sunita Patel", firm: "Tern", expectedBy: "", until: door.today },
  formId: newId(),
  from: { network: "198.51.100.7", doorTablet: false },
});
const response = (more: Partial<DoorResponse> = {}): DoorResponse => ({
  kind: "refusal",
  agreementId: "",
  words: "I keep my own notes.",
  formId: newId(),
  ...more,
});

test("a visitor who does not agree is on reception's list, not cleared, and the head has their words", async () => {
  const { organisationId, unitId, door, head } = await aDoor();
  const given = arriving(door);
  const said = response();
  const visit = await respondOnArrival(door, given, said);
  // the form sent again makes neither a second visit nor a second response
  expect((await respondOnArrival(door, given, said)).id).toBe(visit.id);
  const { rows } = await query(
    "owner",
    "select kind, words, signer_id, subject_id, occasion, unit_id from response where organisation_id = $1",
    [organisationId],
  );
  expect(rows).toEqual([
    {
      kind: "refusal",
      words: "I keep my own notes.",
      signer_id: visit.personId,
      subject_id: visit.personId,
      occasion: `visit:${visit.id}`,
      unit_id: unitId,
    },
  ]);
  const list = await visitsAtSchool(head, unitId);
  expect(list).toMatchObject({ cleared: 0, visits: [{ name: "Sunita Patel", state: "declined" }] });
  expect(await isCleared(door, visit.id)).toBe(false);
  await confirmVisitor(head, visit.id);
  const cleared = await whoIsCleared(head, unitId, everyone);
  expect([...cleared.rows, ...cleared.unconfirmed].map(({ personId }) => personId)).not.toContain(
    visit.personId,
  );
  const waiting = await listResponses(head, [unitId], "waiting");
  expect(waiting.rows).toMatchObject([
    { kind: "refusal", writer: "Sunita Patel", words: "I keep my own notes.", answerable: true },
  ]);

  // with their pass they can ask as well, and sign after all
  const back = await comeBack(door, visit.pass);
  await respondForVisit(door, back, response({ kind: "question", words: "What is a network?" }));
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "asked" }]);
  const forms = (await askedOfVisit(door, back)).map(({ agreementId, wordingId }) => ({
    ...{ agreementId, wordingId, printedName: "Sunita Patel", agreed: true, answers: {} },
  }));
  expect(forms).toHaveLength(1);
  await signForVisit(door, back, { forms, browser: null });
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "cleared" }]);
  expect(await isCleared(door, visit.id)).toBe(true);
  expect((await whoIsCleared(head, unitId, everyone)).rows).toMatchObject([{ personId: visit.personId }]);
});

test("a question needs words, and nothing is kept of somebody whose form is not complete", async () => {
  const { organisationId, door } = await aDoor();
  for (const [given, said, field] of [
    [arriving(door), response({ kind: "question", words: " " }), "words"],
    [{ ...arriving(door), values: { ...arriving(door).values, name: "" } }, response(), "name"],
    [arriving(door), response({ formId: "nonsense" }), "formId"],
  ] as const)
    await expect(respondOnArrival(door, given, said)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ field }],
    });
  const { rows } = await query(
    "owner",
    "select count(*)::int as visits from visit where organisation_id = $1",
    [organisationId],
  );
  expect(rows).toEqual([{ visits: 0 }]);
});

test("where several are to be signed it is said which one it is about; where none is, there is nothing to say", async () => {
  const { organisationId, unitId, door, head } = await aDoor();
  await bringInPolicy(
    { organisationId, words: "a test" },
    {
      text: aPolicyText()
        .replace('audience="staff volunteer"', 'audience="agency"')
        .replace(/^title:.*$/m, "title: Second rules"),
      fileName: "second.md",
      implementationOn: "2024-09-01",
    },
  );
  const asked = await askedOnArrival(door, "agency");
  expect(asked).toHaveLength(2);
  await expect(respondOnArrival(door, arriving(door), response())).rejects.toMatchObject({
    problems: [{ field: "agreement", message: "Choose which agreement it is about" }],
  });
  const agreementId = asked[1]?.agreementId as string;
  await respondOnArrival(door, arriving(door), response({ agreementId }));
  const { rows } = await query("owner", "select agreement_id from response where organisation_id = $1", [
    organisationId,
  ]);
  expect(rows).toEqual([{ agreement_id: agreementId }]);
  expect((await visitsAtSchool(head, unitId)).visits).toMatchObject([{ state: "declined" }]);
  const contractor = { ...arriving(door), values: { ...arriving(door).values, reason: "contractor" } };
  await expect(respondOnArrival(door, contractor, response())).rejects.toMatchObject({ code: "not-found" });
});
