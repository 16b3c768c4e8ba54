import { afterEach, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { addDays, dayToDate, sayDay } from "#lib/dates.ts";
import { remindOfReviews } from "#lib/messages/remind-of-reviews.ts";
import { obligationsOf } from "#lib/obligations/obligations-of.ts";
import { addAddress } from "#lib/people/add-address.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText, todayHere } from "#lib/testing/builders.ts";
import { bringInPolicy } from "../bring-in-policy.ts";
import { readPolicy } from "../read-policy.ts";
import { recordReview } from "./record-review.ts";
import { reviewsDue } from "./reviews-due.ts";

const { query } = await testDatabase();
afterEach(() => setClock(undefined));

async function aPolicy(review = "March 2030") {
  const { organisationId, schools } = await anOrganisation({ schools: 1 });
  const unitId = schools[0]?.id as string;
  const { policyId } = await bringInPolicy(
    { organisationId, words: "a test" },
    {
      text: aPolicyText().replace("March 2030", review),
      fileName: "p.md",
      implementationOn: "2024-09-01",
      ratifiedOn: "2024-07-10",
    },
  );
  const ownerId = await aPerson(organisationId, {
    duties: [{ kind: "policy-owner", unitId: organisationId }],
  });
  return { organisationId, unitId, policyId, ownerId, owner: await actorFor(organisationId, ownerId) };
}

const unchanged = (more = {}) => ({
  reviewedOn: todayHere(),
  outcome: "unchanged",
  nextReview: "Summer 2031",
  summary: "Looked at with the safeguarding team",
  contact: "Director of technology",
  ...more,
});

test("a review that changes nothing moves the date, adds a row, and nobody signs again", async () => {
  const { organisationId, unitId, policyId, owner } = await aPolicy("March 2021");
  const staff = await aPerson(organisationId, { roles: [{ role: "staff", unitId }] });
  const before = await obligationsOf(organisationId, staff, owner.today);
  expect((await reviewsDue(owner)).overdue.map(({ id }) => id)).toEqual([policyId]);
  await recordReview(owner, policyId, unchanged());
  expect(await reviewsDue(owner)).toEqual({ overdue: [], soon: [] });
  const page = await readPolicy(owner, policyId);
  expect(page.version.review).toEqual({
    text: "Summer 2031",
    precision: "term",
    lastDay: "2031-08-31",
    overdue: false,
  });
  expect(page.history.rows.map(({ cells }) => cells)).toEqual([
    [
      "10 July 2024",
      "Version 1.0. Brought in as first version",
      "Director of technology",
      "1 September 2024",
      "March 2021",
    ],
    [
      sayDay(todayHere()),
      "Reviewed: no change. Looked at with the safeguarding team",
      "Director of technology",
      "",
      "Summer 2031",
    ],
  ]);
  expect(await obligationsOf(organisationId, staff, owner.today)).toEqual(before);
  expect(page.events[0]?.sentence).toContain("recorded a review of Using technology on");
}, 60_000);

test("a date that names no day is kept as written; one that cannot be read is refused", async () => {
  const { policyId, owner } = await aPolicy("March 2021");
  for (const nextReview of ["when we like", "", "March 2020", "31/02/2031"])
    await expect(recordReview(owner, policyId, unchanged({ nextReview }))).rejects.toMatchObject({
      problems: [{ field: "nextReview" }],
    });
  for (const reviewedOn of [addDays(todayHere(), 1), "2024-08-31"])
    await expect(recordReview(owner, policyId, unchanged({ reviewedOn }))).rejects.toMatchObject({
      problems: [{ field: "reviewedOn" }],
    });
  await recordReview(owner, policyId, unchanged({ nextReview: "Annually" }));
  const { version } = await readPolicy(owner, policyId);
  expect(version.review).toEqual({ text: "Annually", precision: null, lastDay: null, overdue: false });
});

test("a policy that is to be revised gets a draft, and stays overdue", async () => {
  const { policyId, owner } = await aPolicy("March 2021");
  const { startedDraft } = await recordReview(
    owner,
    policyId,
    unchanged({ outcome: "to-be-revised", nextReview: "" }),
  );
  expect(startedDraft).toBe(true);
  const { rows } = await query("owner", "select count(*)::int as n from draft where policy_id = $1", [
    policyId,
  ]);
  expect(rows[0].n).toBe(1);
  expect((await reviewsDue(owner)).overdue).toHaveLength(1);
});

test("a correction takes the place of the record it names, once", async () => {
  const { policyId, owner } = await aPolicy();
  const { reviewId } = await recordReview(owner, policyId, unchanged());
  const corrected = unchanged({ nextReview: "October 2032", replaces: reviewId });
  await recordReview(owner, policyId, corrected);
  await expect(recordReview(owner, policyId, corrected)).rejects.toMatchObject({ code: "conflict" });
  const { history, version } = await readPolicy(owner, policyId);
  expect([history.rows.length, version.review?.text]).toEqual([2, "October 2032"]);
});

test("earlier rows come as they were written, in the same table where their columns are the usual ones", async () => {
  const { organisationId, owner } = await aPolicy();
  const withHistory = (columns: string, row: string) =>
    bringInPolicy(
      { organisationId, words: "a test" },
      {
        text: `${aPolicyText({ title: `With history ${columns.length}` })}\n:::history\n${columns}\n${columns.replace(/[^|]+/g, "---")}\n${row}\n:::\n`,
        fileName: "p.md",
        implementationOn: "2024-09-01",
      },
    );
  const usual = await withHistory(
    "| Date | Summary of Change | Contact | Policy Implementation Date | Review Date |",
    "| 26/09/2023 | Text updated | SchoolPro | Pending | October 2025 |",
  );
  const merged = (await readPolicy(owner, usual.policyId)).history;
  expect(merged.earlier).toBeNull();
  expect(merged.rows[0]?.cells).toEqual([
    "26/09/2023",
    "Text updated",
    "SchoolPro",
    "Pending",
    "October 2025",
  ]);
  expect(merged.rows).toHaveLength(2);
  const own = await withHistory("| Issue | Pages | Sign-off |", "| 3 | 4 to 9 | AB |");
  const apart = (await readPolicy(owner, own.policyId)).history;
  expect([apart.earlier?.rows, apart.rows.length]).toEqual([[["3", "4 to 9", "AB"]], 1]);
});

test("the owner is reminded 90, 30 and 0 days before, each once, and again once the date has moved", async () => {
  const { organisationId, policyId, ownerId, owner } = await aPolicy("15/06/2030");
  await addAddress({ organisationId, words: "a test" }, ownerId, { address: "owner@example.org" });
  const on = async (day: string) => {
    setClock(new Date(`${day}T11:00:00Z`));
    await remindOfReviews(organisationId);
    return remindOfReviews(organisationId);
  };
  const sent = async () =>
    (
      await query(
        "owner",
        "select dedupe_key, subject, body from message where organisation_id = $1 and kind = 'review-due' order by created_at, id",
        [organisationId],
      )
    ).rows as { dedupe_key: string; subject: string; body: string }[];
  await on("2030-03-16");
  expect(await sent()).toEqual([]);
  for (const day of ["2030-03-17", "2030-03-18", "2030-05-16", "2030-06-14", "2030-06-15", "2030-07-20"])
    expect(await on(day)).toBe(0);
  const steps = (await sent()).map(({ dedupe_key }) => dedupe_key.split(":")[3]);
  expect(steps).toEqual(["90", "30", "0"]);
  expect((await sent())[0]?.body).toContain(`/policies/${policyId}/review`);

  await recordReview({ ...owner, today: "2030-07-20" }, policyId, {
    ...unchanged({ reviewedOn: "2030-07-20", nextReview: "01/08/2030" }),
  });
  await on("2030-07-21");
  expect((await sent()).length).toBe(4);
});

test("where nobody owns policies the organisation's administrators are reminded", async () => {
  const { organisationId, ownerId } = await aPolicy("15/06/2030");
  await inOrganisation(organisationId, (transaction) =>
    transaction.duty.updateMany({
      where: { organisationId, personId: ownerId },
      data: { endsOn: dayToDate("2025-01-01") },
    }),
  );
  setClock(new Date("2030-06-15T11:00:00Z"));
  expect(await remindOfReviews(organisationId)).toBe(1);
  const { rows } = await query(
    "owner",
    "select to_address from message where organisation_id = $1 and kind = 'review-due'",
    [organisationId],
  );
  expect(rows[0].to_address).toMatch(/^ada\d+@example\.org$/);
});
