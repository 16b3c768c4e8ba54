import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "#lib/clock.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { actorFor, anOrganisation, aPerson, aPolicyText } from "#lib/testing/builders.ts";
import { boardPage } from "./board-page.ts";
import { bringInPolicy } from "./bring-in-policy.ts";
import { publishedPolicies, publishedPolicy } from "./published.ts";
import { policiesInView } from "./queries.ts";
import { readPolicy } from "./read-policy.ts";
import { reviewsDue } from "./reviews/reviews-due.ts";
import { readVersionWithChanges } from "./version-page.ts";

const { query } = await testDatabase();

beforeAll(() => setClock(new Date("2026-11-22T09:00:00Z")));
afterAll(() => setClock(undefined));

const refused = (promise: Promise<unknown>) =>
  expect(promise).rejects.toSatisfy((error) => error instanceof Refusal && error.code === "not-found");

async function aTrust() {
  const { organisationId, schools } = await anOrganisation({ schools: 2 });
  const [here, there] = schools as unknown as [{ id: string }, { id: string }];
  const words = { organisationId, words: "the command line, by ada" };
  const bring = (text: string, implementationOn: string, more: object = {}) =>
    bringInPolicy(words, { text, fileName: "p.md", implementationOn, ...more });
  const acting = async (kind: DutyKind, unitId: string) =>
    actorFor(organisationId, await aPerson(organisationId, { duties: [{ kind, unitId }] }));
  const { rows } = await query("owner", "select slug from organisation_directory where id = $1", [
    organisationId,
  ]);
  return { organisationId, here, there, words, bring, acting, slug: rows[0].slug as string };
}

test("a version is superseded, in force or to come by the day it is, and says what it changed", async () => {
  const { organisationId, bring, acting } = await aTrust();
  const { policyId } = await bring(aPolicyText({ extra: "It is old." }), "2026-01-01", {
    ratifiedOn: "2025-12-10",
    minuteReference: "TB/25/31",
  });
  await bring(aPolicyText({ extra: "It is new." }), "2026-09-01", { material: true });
  await bring(aPolicyText({ extra: "It is to come." }), "2027-01-01", { material: false });
  const owner = await acting("policy-owner", organisationId);
  const policy = await readPolicy(owner, policyId);
  expect(policy.versions.map(({ number, state }) => [number, state])).toEqual([
    ["2.1", "not-yet-in-force"],
    ["2.0", "in-force"],
    ["1.0", "superseded"],
  ]);
  expect(policy.version.number).toBe("2.0");
  expect(policy.text.bodyHtml).toContain("It is new.");
  expect(policy.agreements.map(({ audience }) => audience)).toEqual([
    "Staff and volunteers.",
    "Pupils. A parent or carer signs for each pupil too.",
  ]);
  expect(policy.events.map(({ sentence }) => sentence)).toContain(
    "The command line, by ada brought in version 1.0 of Using technology, already in force, from the file p.md.",
  );
  expect(policy.decisions.find(({ number }) => number === "1.0")).toMatchObject({
    body: "Trust board",
    decidedOn: "2025-12-10",
    minuteReference: "TB/25/31",
  });

  const second = await readVersionWithChanges(owner, policyId, "2");
  expect(second.before?.number).toBe("1.0");
  expect(second.changes.map(({ kind, after }) => [kind, after])).toEqual([
    ["reworded", expect.stringContaining("It is new.")],
  ]);
  expect((await readVersionWithChanges(owner, policyId, "1.0")).before).toBeNull();
  await refused(readVersionWithChanges(owner, policyId, "9.0"));

  setClock(new Date("2027-01-01T09:00:00Z"));
  const later = await readPolicy({ ...owner, today: "2027-01-01" }, policyId);
  expect(later.version.number).toBe("2.1");
  setClock(new Date("2026-11-22T09:00:00Z"));
});

test("a review is overdue from the day after the last that its words cover, and a recorded review takes its place", async () => {
  const { organisationId, bring, acting } = await aTrust();
  const text = aPolicyText().replace("March 2030", "October 2026");
  const { policyId, versionId } = await bring(text, "2026-01-01");
  const owner = await acting("policy-owner", organisationId);
  expect((await reviewsDue({ ...owner, today: "2026-10-31" })).overdue.length).toBe(0);
  const [overdue] = (await reviewsDue({ ...owner, today: "2026-11-01" })).overdue;
  expect(overdue?.inForce?.review).toMatchObject({
    text: "October 2026",
    lastDay: "2026-10-31",
    overdue: true,
  });
  await inOrganisation(organisationId, (transaction) =>
    transaction.review.create({
      data: {
        organisationId,
        id: newId(),
        policyId,
        versionId,
        reviewedOn: dayToDate("2026-11-02"),
        outcome: "unchanged",
        nextReviewText: "Autumn 2028",
        nextReviewPrecision: "term",
        nextReviewLastDay: dayToDate("2028-12-31"),
        recordedAt: new Date(),
      },
    }),
  );
  expect((await reviewsDue(owner)).overdue).toEqual([]);
  expect((await policiesInView(owner))[0]?.inForce?.review?.text).toBe("Autumn 2028");
});

test("a school's policy is read at that school and by the organisation, never at the school beside it", async () => {
  const { organisationId, here, there, bring, acting } = await aTrust();
  const shared = await bring(aPolicyText({ title: "For all" }), "2026-01-01");
  const own = await bring(aPolicyText({ title: "Of one school" }), "2026-01-01", { unitId: here.id });
  const titles = async (kind: DutyKind, unitId: string) =>
    (await policiesInView(await acting(kind, unitId))).map(({ title }) => title);
  expect(await titles("policy-owner", organisationId)).toEqual(["For all", "Of one school"]);
  expect(await titles("head", here.id)).toEqual(["For all", "Of one school"]);
  expect(await titles("head", there.id)).toEqual(["For all"]);
  const beside = await acting("head", there.id);
  await refused(readPolicy(beside, own.policyId));
  expect((await readPolicy(beside, shared.policyId)).title).toBe("For all");
  const neighbour = await aTrust();
  await refused(
    readPolicy(await neighbour.acting("policy-owner", neighbour.organisationId), shared.policyId),
  );
  await refused(policiesInView(await actorFor(organisationId, await aPerson(organisationId))));
});

test("anyone reads what is in force or was, and nothing else", async () => {
  const { organisationId, bring, slug } = await aTrust();
  const first = await bring(aPolicyText({ extra: "It is old." }), "2026-01-01");
  await bring(aPolicyText({ extra: "It is new." }), "2026-09-01", { material: true });
  const third = await bring(aPolicyText({ extra: "It is secret until spring." }), "2027-03-01", {
    material: true,
  });
  await bring(aPolicyText({ title: "To come" }), "2027-01-01");
  expect((await publishedPolicies(slug)).policies.map(({ title }) => title)).toEqual(["Using technology"]);
  const published = await publishedPolicy(slug, first.policySlug);
  expect([published.version.number, published.versions.length]).toEqual(["2.0", 2]);
  expect(published.text.bodyHtml).toContain("It is new.");
  const old = await publishedPolicy(slug, first.policySlug, { number: "1.0" });
  expect([old.version.state, old.inForce?.number]).toEqual(["superseded", "2.0"]);
  await refused(publishedPolicy(slug, first.policySlug, { number: "3.0" }));
  await refused(publishedPolicy(slug, "to-come"));
  await refused(publishedPolicy(slug, "nothing"));
  await refused(publishedPolicies("no-such-organisation"));
  const other = await aTrust();
  await refused(publishedPolicy(other.slug, first.policySlug));
  for (const versionId of [first.versionId, published.version.id, third.versionId])
    await inOrganisation(organisationId, (transaction) =>
      transaction.withdrawal.create({
        data: {
          organisationId,
          id: newId(),
          versionId,
          withdrawnOn: dayToDate("2026-11-22"),
          reason: "A mistake",
          recordedAt: new Date(),
        },
      }),
    );
  await refused(publishedPolicy(slug, first.policySlug));
  expect((await publishedPolicies(slug)).policies).toEqual([]);
});

test("a board sees what was decided, and nobody else does", async () => {
  const { organisationId, here, bring, acting } = await aTrust();
  await bring(aPolicyText(), "2026-01-01", { ratifiedOn: "2025-12-10" });
  const member = await acting("board-member", organisationId);
  const page = await boardPage(member);
  expect(page.decisions.map(({ number, body }) => [number, body])).toEqual([["1.0", "Trust board"]]);
  expect(page.policies.map(({ title }) => title)).toEqual(["Using technology"]);
  await refused(boardPage(await acting("head", here.id)));
});
