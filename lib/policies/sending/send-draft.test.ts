import { describe, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { whoWouldSign } from "#lib/obligations/who-would-sign.ts";
import { signAgreement } from "#lib/signing/sign-agreement.ts";
import { aContact, actorFor, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { textHash } from "../document/canonical-text.ts";
import { parseDocument } from "../document/parse-document.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { saveDraft } from "../drafts/save-draft.ts";
import { readPolicy } from "../read-policy.ts";
import { sendDraft } from "./send-draft.ts";
import { aPolicyToSend, decideOn, draftWith, sending, sendNow, setSteps } from "./sending-for-tests.ts";
import { takeBack } from "./take-back.ts";
import { withdrawVersion } from "./withdraw-version.ts";

const { query } = await testDatabase();
const rowsOf = async (sql: string, values: unknown[]) => (await query("owner", sql, values)).rows;
const today = todayHere();
const longer = aPolicyText({ staffRule: "keep my password of twelve letters to myself" });
const statesOf = async (actor: Parameters<typeof readPolicy>[0], policyId: string) =>
  (await readPolicy(actor, policyId)).versions.map(({ number, state }) => `${number} ${state}`);

/** Signs everything that somebody is asked to. */
async function signsEverything(organisationId: string, personId: string): Promise<void> {
  const actor = await actorFor(organisationId, personId);
  for (const due of await obligationsOf(organisationId, personId, today)) {
    if (due.signatureId || due.waitingForPupil) continue;
    const answers = { "tutor-group": "7A" };
    await signAgreement(actor, due.id, {
      ...{ agreed: true, printedName: "Sam Okafor", answers, wordingId: due.wordingId },
    } as never);
  }
}

describe("sending a draft on", () => {
  test("makes it a version with agreements and a proposal, tells clerk and chair, and is gone as a draft", async () => {
    const { organisationId, owner, policyId, bodyId, chair, clerk } = await aPolicyToSend();
    const draft = await draftWith(owner, policyId, longer);
    const sent = await sendDraft(owner, policyId, sending(draft));
    expect(sent).toMatchObject({ number: "2.0", made: true, to: "Trust board", notReached: [] });
    const hash = textHash(parseDocument(longer));
    expect(await rowsOf("select * from policy_version where id = $1", [sent.versionId])).toMatchObject([
      {
        source: "draft",
        draft_id: draft.id,
        text_hash: hash,
        material: true,
        material_reason: "It asks more of everybody",
      },
    ]);
    expect(await rowsOf("select * from proposal where version_id = $1", [sent.versionId])).toMatchObject([
      { body_id: bodyId, step: 1, method: "meeting", text_hash: hash },
    ]);
    const rounds = await rowsOf("select key, round from agreement where version_id = $1 order by position", [
      sent.versionId,
    ]);
    expect(rounds).toEqual([
      { key: "staff", round: 2 },
      { key: "pupils", round: 2 },
    ]);
    await expect(readDraft(owner, policyId)).rejects.toMatchObject({ code: "not-found" });
    expect(await statesOf(owner, policyId)).toEqual(["2.0 awaiting-ratification", "1.0 in-force"]);
    const told = await rowsOf(
      "select person_id from message where organisation_id = $1 and kind = 'ratification'",
      [organisationId],
    );
    expect(told.map(({ person_id }) => person_id).sort()).toEqual([chair, clerk].sort());
    const { events } = await readPolicy(owner, policyId);
    expect(events[0]?.sentence).toMatch(
      /sent version 2\.0 of Using technology to Trust board for ratification\.$/,
    );
  });

  test("a title with a control character is written about in one line", async () => {
    const { organisationId, owner, policyId } = await aPolicyToSend();
    const draft = await draftWith(
      owner,
      policyId,
      longer.replace("Using technology", '"Using\\atechnology"'),
    );
    await sendDraft(owner, policyId, sending(draft));
    const [told] = await rowsOf("select subject from message where organisation_id = $1", [organisationId]);
    expect(told?.subject).toContain("Using technology");
  });

  test("twice, or two at once, makes one version; a text changed meanwhile makes none", async () => {
    const { organisationId, owner, policyId } = await aPolicyToSend();
    const draft = await draftWith(owner, policyId, longer);
    await saveDraft(owner, policyId, { revision: draft.revision, text: `${longer}\nOne more.\n` });
    await expect(sendDraft(owner, policyId, sending(draft))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("has been changed by"),
    });
    const now = sending(await readDraft(owner, policyId));
    const answers = await Promise.all([sendDraft(owner, policyId, now), sendDraft(owner, policyId, now)]);
    const again = await sendDraft(owner, policyId, now);
    expect(answers.map(({ made }) => made).sort()).toEqual([false, true]);
    expect(new Set([...answers, again].map(({ versionId }) => versionId)).size).toBe(1);
    expect(again).toMatchObject({ made: false, number: "2.0", to: "Trust board" });
    const made = await rowsOf("select count(*)::int as count from proposal where organisation_id = $1", [
      organisationId,
    ]);
    expect(made).toEqual([{ count: 1 }]);
  });

  test("refuses in sentences what is missing, past, the same or not looked at", async () => {
    const { owner, policyId, organisationId, bodyId } = await aPolicyToSend({ steps: false });
    await draftWith(owner, policyId, longer);
    const refused = (more: Record<string, unknown>) => expect(sendNow(owner, policyId, more)).rejects;
    await refused({}).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Nobody has set who approves/),
    });
    await setSteps(organisationId, policyId, [bodyId]);
    const problem = (field: string, words: RegExp) => ({
      code: "invalid",
      problems: [{ field, message: expect.stringMatching(words) }],
    });
    await refused({ implementationOn: addDays(today, -1) }).toMatchObject(
      problem("implementationOn", /has passed/),
    );
    await refused({ summaryOfChange: " " }).toMatchObject(problem("summaryOfChange", /in a sentence/));
    await refused({ material: undefined }).toMatchObject(problem("material", /material or minor/));
    await refused({ materialReason: "" }).toMatchObject(problem("materialReason", /why/));
    await refused({ again: [] }).toMatchObject(problem("again", /at least one/));
    await refused({ to: "delegate", material: "minor" }).toMatchObject(problem("to", /names no delegate/));
    await draftWith(
      owner,
      policyId,
      longer.replace("1.1 Our", "1.1 (see section 9.9, adapt as necessary) Our"),
    );
    await refused({ warningsSeen: false }).toMatchObject({ code: expect.stringMatching(/invalid|conflict/) });
    await draftWith(owner, policyId, aPolicyText());
    await refused({}).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Nothing differs from version 1\.0/),
    });
    await draftWith(owner, policyId, "---\ntitle: [\n---\n");
    await refused({}).toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/^The draft cannot be read\. Line /),
    });
  });

  test("a minor change gets the next minor number and may go to the policy’s delegate instead of the body", async () => {
    const { organisationId, owner, policyId } = await aPolicyToSend();
    await query("owner", "update policy set minor_duty = 'head' where organisation_id = $1", [
      organisationId,
    ]);
    await draftWith(owner, policyId, longer);
    const sent = await sendNow(owner, policyId, { material: "minor", to: "delegate" });
    expect(sent).toMatchObject({ number: "1.1", to: "the head" });
    expect(await rowsOf("select * from proposal where version_id = $1", [sent.versionId])).toMatchObject([
      { body_id: null, duty_kind: "head", method: "delegate", step: 1 },
    ]);
    expect(
      await rowsOf("select distinct round from agreement where version_id = $1", [sent.versionId]),
    ).toEqual([{ round: 1 }]);
    await takeBack(owner, policyId, { reason: "A slip" });
    await expect(sendNow(owner, policyId, { to: "delegate" })).rejects.toMatchObject({
      problems: [{ field: "to", message: expect.stringContaining("minor changes alone") }],
    });
  });

  test("of a material change only the agreements that are named are signed again", async () => {
    const { owner, policyId } = await aPolicyToSend();
    await draftWith(owner, policyId, longer);
    const { versionId } = await sendNow(owner, policyId, { again: ["staff"] });
    expect(
      await rowsOf("select key, round from agreement where version_id = $1 order by position", [versionId]),
    ).toEqual([
      { key: "staff", round: 2 },
      { key: "pupils", round: 1 },
    ]);
  });

  test("one version waits at a time; taken back or returned it is a draft again and its number is free", async () => {
    const { organisationId, owner, policyId } = await aPolicyToSend();
    const { id } = await draftWith(owner, policyId, longer);
    await sendNow(owner, policyId);
    await draftWith(owner, policyId, `${longer}\nAnother draft.\n`);
    await expect(sendNow(owner, policyId)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Version 2\.0 is still waiting for a decision by Trust board/),
    });
    expect(await takeBack(owner, policyId, { reason: "Too early" })).toEqual({ number: "2.0", kept: "copy" });
    const second = await sendNow(owner, policyId);
    expect(second.number).toBe("2.0");
    await decideOn(organisationId, second.versionId, "returned");
    expect((await readDraft(owner, policyId)).text).toContain("Another draft.");
    const third = await sendNow(owner, policyId);
    expect(third.number).toBe("2.0");
    await decideOn(organisationId, third.versionId, "ratified", addDays(today, 30));
    expect(await statesOf(owner, policyId)).toEqual([
      "2.0 not-yet-in-force",
      "2.0 returned",
      "2.0 taken-back",
      "1.0 in-force",
    ]);
    await draftWith(owner, policyId, `${longer}\nThird.\n`);
    await expect(sendNow(owner, policyId)).rejects.toMatchObject({
      problems: [
        { field: "implementationOn", message: expect.stringContaining("choose that day or a later one") },
      ],
    });
    await expect(takeBack(owner, policyId, { reason: "?" })).rejects.toMatchObject({ code: "conflict" });
    expect(id).not.toBe((await readDraft(owner, policyId)).id);
  });

  test("nothing is taken back once somebody has decided or voted", async () => {
    const { organisationId, owner, policyId } = await aPolicyToSend();
    await draftWith(owner, policyId, longer);
    const { versionId } = await sendNow(owner, policyId);
    await query(
      "owner",
      `insert into vote (organisation_id, id, proposal_id, seat_id, answer, cast_at)
       select p.organisation_id, gen_random_uuid(), p.id, s.id, 'for', now() from proposal p
       join seat s on s.organisation_id = p.organisation_id where p.version_id = $1 limit 1`,
      [versionId],
    );
    await expect(takeBack(owner, policyId, { reason: "A slip" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^Somebody has voted/),
    });
    expect(await statesOf(owner, policyId)).toEqual(["2.0 awaiting-ratification", "1.0 in-force"]);
    expect(await rowsOf("select * from proposal_end where organisation_id = $1", [organisationId])).toEqual(
      [],
    );
  });
});

describe("who would have to sign", () => {
  test("is counted by role and school as it comes to be, for material and for minor", async () => {
    const { organisationId, owner, policyId, unitIds } = await aPolicyToSend();
    const [one, two] = unitIds;
    const staff = (...at: string[]) =>
      aPerson(organisationId, { roles: at.map((unitId) => ({ role: "staff" as const, unitId })) });
    const signed = [await staff(one), await staff(one, two), await staff(two)];
    const never = await staff(two);
    const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId: one, yearGroup: 8 }] });
    const parent = await aPerson(organisationId);
    await aContact(organisationId, parent, pupil);
    for (const id of [...signed, pupil, parent]) await signsEverything(organisationId, id);
    await draftWith(owner, policyId, longer);
    const before = await rowsOf(
      "select count(*)::int as count from policy_version where organisation_id = $1",
      [organisationId],
    );
    const { material, minor, continued } = await whoWouldSign(owner, policyId);
    expect(continued).toEqual(["staff", "pupils"]);
    const said = (all: typeof material) =>
      all.rows.map(({ unitId, role, again, first }) => [
        unitId === one ? "one" : unitId === two ? "two" : "trust",
        role,
        again,
        first,
      ]);
    // the organisation's administrator is staff of the trust's own, and has signed nothing
    expect(said(material)).toEqual([
      ["trust", "staff", 0, 1],
      ["one", "staff", 2, 0],
      ["two", "staff", 2, 1],
      ["one", "countersign", 1, 0],
      ["one", "pupil", 1, 0],
    ]);
    expect(material.people).toEqual({ again: 5, first: 2 });
    expect(said(minor)).toEqual([
      ["trust", "staff", 0, 1],
      ["two", "staff", 0, 1],
    ]);
    expect(minor.people).toEqual({ again: 0, first: 2 });
    // nothing of the trial is left
    expect(
      await rowsOf("select count(*)::int as count from policy_version where organisation_id = $1", [
        organisationId,
      ]),
    ).toEqual(before);

    const { versionId } = await sendNow(owner, policyId);
    await decideOn(organisationId, versionId, "ratified");
    for (const id of [...signed, pupil, never])
      expect((await obligationsOf(organisationId, id, today)).filter((o) => !o.signatureId)).toHaveLength(1);
  });
});

describe("withdrawing a version", () => {
  test("takes it out of force from a day; the one before binds again, and signatures stay", async () => {
    const { organisationId, owner, policyId, unitIds } = await aPolicyToSend();
    const teacher = await aPerson(organisationId, { roles: [{ role: "staff", unitId: unitIds[0] }] });
    await signsEverything(organisationId, teacher);
    await draftWith(owner, policyId, longer);
    const { versionId } = await sendNow(owner, policyId);
    await expect(
      withdrawVersion(owner, policyId, versionId, { withdrawnOn: today, reason: "Wrong text" }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("never ratified") });
    await decideOn(organisationId, versionId, "ratified");
    const due = async () =>
      (await obligationsOf(organisationId, teacher, today)).filter((o) => !o.signatureId).length;
    expect(await due()).toBe(1);
    const input = { withdrawnOn: today, reason: "Wrong text" };
    await withdrawVersion(owner, policyId, versionId, input);
    await withdrawVersion(owner, policyId, versionId, input);
    expect(await statesOf(owner, policyId)).toEqual(["2.0 withdrawn", "1.0 in-force"]);
    expect(await due()).toBe(0);
    expect(
      await rowsOf("select count(*)::int as count from withdrawal where version_id = $1", [versionId]),
    ).toEqual([{ count: 1 }]);
    await expect(
      withdrawVersion(owner, policyId, versionId, { ...input, withdrawnOn: addDays(today, 3) }),
    ).rejects.toMatchObject({ code: "conflict" });
    const first = (await readPolicy(owner, policyId)).versions.at(-1)?.id as string;
    await expect(
      withdrawVersion(owner, policyId, first, { withdrawnOn: addDays(today, -1), reason: "Late" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});
