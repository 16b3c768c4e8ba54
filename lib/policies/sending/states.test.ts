import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { actorFor, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { textHash } from "../document/canonical-text.ts";
import { parseDocument } from "../document/parse-document.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { saveDraft } from "../drafts/save-draft.ts";
import { startDraft } from "../drafts/start-draft.ts";
import { answerReview, myReviews } from "../reviewing/answer-review.ts";
import { askReviewer, withdrawReview } from "../reviewing/ask-reviewer.ts";
import { hashOfText } from "../reviewing/draft-reviews.ts";
import { type OnRecord, statesOn } from "../version-state.ts";
import { versionsOn } from "../version-states.ts";
import { sendDraft } from "./send-draft.ts";
import { aPolicyToSend, decideOn, sending } from "./sending-for-tests.ts";
import { takeBack } from "./take-back.ts";
import { waitingVersion } from "./waiting-version.ts";
import { withdrawVersion } from "./withdraw-version.ts";

const { query } = await testDatabase();
const rowsOf = async (sql: string, values: unknown[]) => (await query("owner", sql, values)).rows;
const today = todayHere();

type World = Awaited<ReturnType<typeof aPolicyToSend>> & { reader: Actor; count: number };

/** What people do, in any order; what is not possible at the moment is refused, and changes nothing. */
const actions: Record<string, (world: World, number: number) => Promise<unknown>> = {
  start: ({ owner, policyId }) => startDraft(owner, policyId),
  save: async (world, number) => {
    const { owner, policyId } = world;
    const { revision } = await readDraft(owner, policyId);
    const text = aPolicyText({ staffRule: `keep password ${number} of ${++world.count} letters to myself` });
    return saveDraft(owner, policyId, { text, revision });
  },
  ask: ({ owner, policyId, reader }) => askReviewer(owner, policyId, { reviewerId: reader.personId }),
  agree: async ({ reader }) => {
    const [review] = await myReviews(reader);
    if (!review) return;
    const [draft] = await rowsOf("select text from draft where policy_id = $1", [review.policyId]);
    await answerReview(reader, review.id, { answer: "agreed", textHash: hashOfText(draft?.text) });
  },
  "no longer ask": async ({ owner, policyId, reader }) => {
    const [review] = await myReviews(reader);
    if (review) await withdrawReview(owner, policyId, review.id);
  },
  send: async ({ owner, policyId }, number) =>
    sendDraft(
      owner,
      policyId,
      sending(await readDraft(owner, policyId), {
        material: number % 3 === 0 ? "minor" : "material",
        implementationOn: addDays(today, number % 4),
      }),
    ),
  "send twice at once": async ({ owner, policyId }) => {
    const input = sending(await readDraft(owner, policyId), { implementationOn: addDays(today, 5) });
    const [one, other] = await Promise.all([
      sendDraft(owner, policyId, input),
      sendDraft(owner, policyId, input),
    ]);
    expect(one.versionId).toBe(other.versionId);
  },
  "take back": ({ owner, policyId }) => takeBack(owner, policyId, { reason: "A slip" }),
  ratify: (world, number) => decide(world, "ratified", number),
  return: (world) => decide(world, "returned", 0),
  withdraw: async ({ owner, organisationId, policyId }, number) => {
    const all = await inOrganisation(organisationId, (transaction) =>
      versionsOn(transaction, organisationId, today, { policyIds: [policyId] }),
    );
    const one = all[number % all.length];
    if (one)
      await withdrawVersion(owner, policyId, one.id, {
        withdrawnOn: addDays(today, number % 3),
        reason: "Wrong",
      });
  },
};

async function decide(world: World, outcome: "ratified" | "returned", number: number): Promise<void> {
  const { organisationId, policyId } = world;
  const waiting = await inOrganisation(organisationId, (transaction) =>
    waitingVersion(transaction, organisationId, policyId),
  );
  if (!waiting) return;
  const [proposal] = await rowsOf(
    "select to_char(implementation_on, 'YYYY-MM-DD') as day from proposal where id = $1",
    [waiting.proposalId],
  );
  await decideOn(organisationId, waiting.id, outcome, addDays(proposal?.day, number % 3));
}

/** What must never be, whatever was done before. */
async function demandSound({ organisationId, policyId }: World): Promise<void> {
  const [draft] = await rowsOf("select * from draft where policy_id = $1", [policyId]);
  const versions = await rowsOf("select * from policy_version where policy_id = $1", [policyId]);
  for (const after of [0, 1, 2, 3, 5, 8]) {
    const day = addDays(today, after);
    const states = await inOrganisation(organisationId, (transaction) =>
      versionsOn(transaction, organisationId, day, { policyIds: [policyId] }),
    );
    const are = (state: string) => states.filter((one) => one.state === state);
    expect(are("in-force").length, "versions in force on one day").toBeLessThanOrEqual(1);
    expect(are("awaiting-ratification").length, "versions that wait").toBeLessThanOrEqual(1);
    expect(are("not-sent-on"), "versions that nobody sent on").toEqual([]);
    for (const one of states) {
      const ratified = ["in-force", "superseded", "not-yet-in-force", "withdrawn"].includes(one.state);
      expect([one.number, one.state, one.startsOn !== null]).toEqual([one.number, one.state, ratified]);
      if (one.state === "superseded") {
        const newer = states.filter(
          ({ startsOn }) => startsOn && startsOn <= day && startsOn >= (one.startsOn ?? ""),
        );
        expect(newer.length, `version ${one.number} is superseded by another`).toBeGreaterThan(1);
      }
      // what waits or was ratified is no draft as well
      const row = versions.find(({ id }) => id === one.id);
      if (draft && row?.draft_id === draft.id)
        expect(["returned", "taken-back"], `the draft of version ${one.number} is there`).toContain(
          one.state,
        );
    }
    const numbers = states
      .filter(({ startsOn, state }) => startsOn || state === "awaiting-ratification")
      .map(({ number }) => number);
    expect(new Set(numbers).size, "a number given twice").toBe(numbers.length);
    const bound = await rowsOf(
      "select distinct version_id from binding where policy_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2)",
      [policyId, day],
    );
    for (const { version_id } of bound) expect(are("in-force").map(({ id }) => id)).toEqual([version_id]);
  }
  for (const version of versions) {
    expect(textHash(parseDocument(version.text))).toBe(version.text_hash);
    const voted = await rowsOf("select text_hash from proposal where version_id = $1", [version.id]);
    for (const { text_hash } of voted) expect(text_hash).toBe(version.text_hash);
  }
  const asked = await rowsOf("select * from draft_review where draft_id = $1 and withdrawn_at is null", [
    draft?.id,
  ]);
  if (draft?.in_review_at) expect(asked.length, "in review with nobody who reads it").toBeGreaterThan(0);
}

test("no order of actions reaches a state that must not be", { timeout: 280_000 }, async () => {
  const names = Object.keys(actions);
  const step = fc.tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("start", "save", "send", "ratify") },
      { weight: 2, arbitrary: fc.constantFrom(...names) },
    ),
    fc.nat(12),
  );
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const made = await aPolicyToSend();
      const world: World = { ...made, reader: await actorFor(made.organisationId, made.chair), count: 0 };
      for (const [name, number] of steps) {
        try {
          await actions[name]?.(world, number);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
        await demandSound(world);
      }
      const { organisationId, policyId } = made;
      for (const { state } of await inOrganisation(organisationId, (transaction) =>
        versionsOn(transaction, organisationId, today, { policyIds: [policyId] }),
      ))
        reached.add(state);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(reached).toContain("in-force");
  expect(reached.size, [...reached].join()).toBeGreaterThan(2);
});

test("a version is in one state on each day, and at most one is in force", () => {
  const day = fc.option(
    fc.nat(20).map((after) => addDays("2026-01-01", after)),
    { nil: null },
  );
  const record: fc.Arbitrary<OnRecord> = fc.record({
    major: fc.nat(3),
    minor: fc.nat(3),
    startsOn: day,
    withdrawnOn: day,
    returned: fc.boolean(),
    proposed: fc.boolean(),
    ended: fc.constantFrom(null, "taken-back" as const, "lapsed" as const),
  });
  const unique = fc.uniqueArray(record, {
    selector: ({ major, minor }) => `${major}.${minor}`,
    maxLength: 6,
  });
  fc.assert(
    fc.property(unique, fc.nat(25), (versions, after) => {
      const on = addDays("2026-01-01", after);
      const states = statesOn(versions, on);
      expect(states.size).toBe(versions.length);
      const inForce = versions.filter((one) => states.get(one) === "in-force");
      const could = versions.filter(
        ({ startsOn, withdrawnOn }) => startsOn && startsOn <= on && !(withdrawnOn && withdrawnOn <= on),
      );
      expect(inForce).toHaveLength(Math.min(1, could.length));
      for (const one of could)
        if (!inForce.includes(one)) {
          expect(states.get(one)).toBe("superseded");
          expect((inForce[0]?.startsOn ?? "") >= (one.startsOn ?? "")).toBe(true);
        }
      for (const one of versions)
        if (!one.startsOn)
          expect(["returned", "awaiting-ratification", "taken-back", "lapsed", "not-sent-on"]).toContain(
            states.get(one),
          );
    }),
  );
});
