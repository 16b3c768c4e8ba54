import { describe, expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { addDays } from "#lib/dates.ts";
import { actorFor, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { readDraft } from "../drafts/draft-of.ts";
import { aPolicyToSend, draftWith, sendNow } from "../sending/sending-for-tests.ts";
import { takeBack } from "../sending/take-back.ts";
import { answerReview, myReviews, reviewToRead } from "./answer-review.ts";
import { askReviewer, withdrawReview } from "./ask-reviewer.ts";
import { recordConsultation } from "./record-consultation.ts";
import { findReviewers, reviewStage } from "./review-stage.ts";

const { query } = await testDatabase();
const rowsOf = async (sql: string, values: unknown[]) => (await query("owner", sql, values)).rows;
const rule = (words: string) => aPolicyText({ staffRule: words });

async function inReview() {
  const made = await aPolicyToSend();
  await draftWith(made.owner, made.policyId, rule("keep my long password to myself"));
  await askReviewer(made.owner, made.policyId, { reviewerId: made.chair });
  const reader = await actorFor(made.organisationId, made.chair);
  const reviewId = (await myReviews(reader))[0]?.id as string;
  return { ...made, reader, reviewId };
}

describe("asking people to read a draft", () => {
  test("puts it in review, writes to them, and they read text and changes", async () => {
    const { organisationId, owner, policyId, reader, reviewId, chair } = await inReview();
    expect((await readDraft(owner, policyId)).inReviewAt).toBeInstanceOf(Date);
    const messages =
      "select body from message where organisation_id = $1 and person_id = $2 and kind = 'review'";
    const [message] = await rowsOf(messages, [organisationId, chair]);
    expect(message?.body).toContain(`/reviewing/${reviewId}`);
    const page = await reviewToRead(reader, reviewId);
    expect(page).toMatchObject({ since: "1.0", answer: null });
    expect(page.changes.map(({ kind }) => kind)).toEqual(["reworded"]);
    expect(page.text?.bodyHtml).toContain("keep my long password to myself");
    // asking again while they have not answered is the same request
    await askReviewer(owner, policyId, { reviewerId: chair });
    expect(await rowsOf(messages, [organisationId, chair])).toHaveLength(1);
  });

  test("only somebody who can sign in and works there can be asked, never oneself", async () => {
    const { organisationId, owner, policyId, unitIds, chair } = await inReview();
    const without = await aPerson(organisationId, {
      givenName: "Una",
      roles: [{ role: "staff", unitId: unitIds[0] }],
    });
    const pupil = await aPerson(organisationId, {
      givenName: "Una",
      roles: [{ role: "pupil", unitId: unitIds[0], yearGroup: 9 }],
    });
    await query(
      "owner",
      "insert into address (organisation_id, id, person_id, as_written, normalised, created_at) values ($1, gen_random_uuid(), $2, 'u@example.org', 'u@example.org', now())",
      [organisationId, pupil],
    );
    expect(await findReviewers(owner, policyId, "Una")).toEqual([]);
    expect(await findReviewers(owner, policyId, "")).toEqual([]);
    for (const reviewerId of [without, pupil, owner.personId])
      await expect(askReviewer(owner, policyId, { reviewerId })).rejects.toMatchObject({ code: "invalid" });
    const found = await findReviewers(owner, policyId, "Given");
    expect(found.map(({ id }) => id)).not.toContain(chair);
    expect(found.length).toBeGreaterThan(0);
  });

  test("an answer is about the text that was read, and says so once the text has changed", async () => {
    const { owner, policyId, reader, reviewId } = await inReview();
    const { textHash } = await reviewToRead(reader, reviewId);
    await expect(answerReview(reader, reviewId, { answer: "sent-back", textHash })).rejects.toMatchObject({
      problems: [{ field: "comments", message: expect.stringContaining("what should be different") }],
    });
    await answerReview(reader, reviewId, { answer: "agreed", textHash });
    await answerReview(reader, reviewId, { answer: "agreed", textHash });
    const reviews = async () => (await reviewStage(owner, policyId)).reviews;
    expect(await reviews()).toMatchObject([{ answer: "agreed", aboutEarlierText: false }]);
    await draftWith(owner, policyId, rule("keep my password of ten letters to myself"));
    expect(await reviews()).toMatchObject([{ answer: "agreed", aboutEarlierText: true }]);
    expect(await myReviews(reader)).toMatchObject([{ aboutEarlierText: true }]);
    await askReviewer(owner, policyId, { reviewerId: reader.personId });
    const [again] = await myReviews(reader);
    const now = await reviewToRead(reader, again?.id as string);
    await answerReview(reader, again?.id as string, {
      answer: "sent-back",
      comments: "Too long",
      textHash: now.textHash,
    });
    expect(await reviews()).toMatchObject([
      { answer: "agreed", withdrawn: true, aboutEarlierText: true },
      { answer: "sent-back", comments: "Too long", withdrawn: false, aboutEarlierText: false },
    ]);
    await expect(reviewToRead(reader, reviewId)).rejects.toMatchObject({ code: "not-found" });
  });

  test("nobody is asked any more once it was sent on or the request taken back; answers stay with the draft", async () => {
    const { owner, policyId, reader, reviewId } = await inReview();
    const { textHash } = await reviewToRead(reader, reviewId);
    await answerReview(reader, reviewId, { answer: "agreed", textHash });
    await sendNow(owner, policyId);
    expect(await myReviews(reader)).toEqual([]);
    await expect(answerReview(reader, reviewId, { answer: "agreed", textHash })).rejects.toMatchObject({
      code: "not-found",
    });
    await takeBack(owner, policyId, { reason: "A slip" });
    expect((await reviewStage(owner, policyId)).reviews).toMatchObject([
      { answer: "agreed", aboutEarlierText: false },
    ]);
    expect((await readDraft(owner, policyId)).inReviewAt).toBeNull();
    expect(await myReviews(reader)).toEqual([]);
    await askReviewer(owner, policyId, { reviewerId: reader.personId });
    const [again] = await myReviews(reader);
    await withdrawReview(owner, policyId, again?.id as string);
    await withdrawReview(owner, policyId, again?.id as string);
    expect((await readDraft(owner, policyId)).inReviewAt).toBeNull();
    expect(await myReviews(reader)).toEqual([]);
  });
});

test("a consultation is recorded once, and a correction takes its place", async () => {
  const { organisationId, owner, policyId } = await inReview();
  const input = { withWhom: "Unions", startsOn: "2026-01-05", endsOn: "2026-01-30", outcome: "No objection" };
  const { id } = await recordConsultation(owner, policyId, input);
  expect(await recordConsultation(owner, policyId, input)).toEqual({ id });
  const field = (name: string) => ({ problems: [expect.objectContaining({ field: name })] });
  await expect(recordConsultation(owner, policyId, { ...input, endsOn: "2026-01-01" })).rejects.toMatchObject(
    field("endsOn"),
  );
  await expect(
    recordConsultation(owner, policyId, { ...input, startsOn: addDays(todayHere(), 1), endsOn: null }),
  ).rejects.toMatchObject(field("startsOn"));
  await recordConsultation(owner, policyId, { ...input, outcome: "One objection", replacesId: id });
  await expect(
    recordConsultation(owner, policyId, { ...input, outcome: "Another", replacesId: id }),
  ).rejects.toMatchObject({ code: "conflict" });
  expect((await reviewStage(owner, policyId)).consultations).toMatchObject([
    { withWhom: "Unions", startsOn: "2026-01-05", endsOn: "2026-01-30", outcome: "One objection" },
  ]);
  expect(
    await rowsOf(
      "select kind from event where organisation_id = $1 and kind like 'consultation%' order by kind",
      [organisationId],
    ),
  ).toEqual([{ kind: "consultation-corrected" }, { kind: "consultation-recorded" }]);
});
