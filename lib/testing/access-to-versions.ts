import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { newId } from "#lib/identifiers.ts";
import { whoWouldSign } from "#lib/obligations/who-would-sign.ts";
import { bringInPolicy } from "#lib/policies/bring-in-policy.ts";
import { changesPage } from "#lib/policies/changes-page.ts";
import { readDraft } from "#lib/policies/drafts/draft-of.ts";
import { saveDraft } from "#lib/policies/drafts/save-draft.ts";
import { startDraft } from "#lib/policies/drafts/start-draft.ts";
import {
  answerReview,
  countMyReviews,
  myReviews,
  reviewToRead,
} from "#lib/policies/reviewing/answer-review.ts";
import { askReviewer, withdrawReview } from "#lib/policies/reviewing/ask-reviewer.ts";
import { hashOfText } from "#lib/policies/reviewing/draft-reviews.ts";
import { recordConsultation } from "#lib/policies/reviewing/record-consultation.ts";
import { findReviewers, reviewStage } from "#lib/policies/reviewing/review-stage.ts";
import { keepAboutDraft, sendDraft } from "#lib/policies/sending/send-draft.ts";
import { sendingPage } from "#lib/policies/sending/sending-page.ts";
import { takeBack } from "#lib/policies/sending/take-back.ts";
import { withdrawVersion } from "#lib/policies/sending/withdraw-version.ts";
import { type AccessCase, accessCase, type World } from "./access-world.ts";
import { actorFor, aPerson, aPolicyText, todayHere } from "./builders.ts";

let count = 0;

/** A policy of the school's own in force, approved by the head, with a draft of its next version. */
async function aDraft(world: World) {
  const { organisationId, own } = world;
  const title = `Version ${process.pid} ${++count}`;
  const { policyId, versionId } = await bringInPolicy(world.command, {
    ...{ unitId: own, text: aPolicyText({ title }), fileName: "policy.md", implementationOn: "2020-09-01" },
  });
  await inOrganisation(organisationId, (transaction) =>
    transaction.approvalStep.create({
      data: { organisationId, id: newId(), policyId, position: 1, dutyKind: "head", outcome: "ratify" },
    }),
  );
  const duties = [{ kind: "policy-owner" as const, unitId: own }];
  const owner = await actorFor(organisationId, await aPerson(organisationId, { duties }));
  await startDraft(owner, policyId);
  const text = aPolicyText({ title, staffRule: "keep my long password to myself" });
  await saveDraft(owner, policyId, { revision: 1, text });
  const draft = await readDraft(owner, policyId);
  return { owner, policyId, versionId, draft, hash: hashOfText(draft.text) as string };
}
type Target = Awaited<ReturnType<typeof aDraft>>;

const sending = ({ draft }: Target) => ({
  ...{
    draftId: draft.id,
    revision: draft.revision,
    summaryOfChange: "Longer",
    implementationOn: todayHere(),
  },
  ...{ material: "material", materialReason: "It asks more", again: ["staff"], warningsSeen: true },
});

async function sent(world: World) {
  const target = await aDraft(world);
  await sendDraft(target.owner, target.policyId, sending(target));
  return target;
}

/** With somebody of the school who is asked to read it. */
async function inReview(world: World) {
  const target = await aDraft(world);
  const { organisationId } = world;
  const reader = await aPerson(organisationId, { roles: [{ role: "staff", unitId: world.own }] });
  await inOrganisation(organisationId, (transaction) =>
    transaction.address.create({
      data: {
        ...{ organisationId, id: newId(), personId: reader, createdAt: now() },
        ...{ asWritten: `${reader}@example.org`, normalised: `${reader}@example.org` },
      },
    }),
  );
  await askReviewer(target.owner, target.policyId, { reviewerId: reader });
  const actor = await actorFor(organisationId, reader);
  const [review] = await myReviews(actor);
  return { ...target, actor, reader, reviewId: review?.id as string };
}

const writing = (rule: (actor: Actor, policyId: string) => Promise<unknown>): AccessCase =>
  accessCase({
    rule,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => rule(actor, policyId),
  });

/** Versions and what leads to them: sending a draft on, its reviewers, taking back, withdrawing, comparing. */
export const accessToVersions: AccessCase[] = [
  writing(sendingPage),
  writing(reviewStage),
  accessCase({
    rule: whoWouldSign,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => whoWouldSign(actor, policyId),
  }),
  accessCase({
    rule: keepAboutDraft,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => keepAboutDraft(actor, policyId, { summaryOfChange: "Forged" }),
  }),
  accessCase({
    rule: sendDraft,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, target) => sendDraft(actor, target.policyId, sending(target)),
  }),
  accessCase({
    rule: sendDraft,
    about: "already sent",
    may: "policies:write",
    target: sent,
    call: (actor, _, target) => sendDraft(actor, target.policyId, sending(target)),
  }),
  accessCase({
    rule: takeBack,
    may: "policies:write",
    target: sent,
    call: (actor, _, { policyId }) => takeBack(actor, policyId, { reason: "Forged" }),
  }),
  accessCase({
    rule: withdrawVersion,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId, versionId }) =>
      withdrawVersion(actor, policyId, versionId, { reason: "Forged", withdrawnOn: todayHere() }),
  }),
  accessCase({
    rule: findReviewers,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => findReviewers(actor, policyId, "given"),
  }),
  accessCase({
    rule: askReviewer,
    may: "policies:write",
    target: inReview,
    call: (actor, _, { policyId, reader }) => askReviewer(actor, policyId, { reviewerId: reader }),
  }),
  accessCase({
    rule: withdrawReview,
    may: "policies:write",
    target: inReview,
    call: (actor, _, { policyId, reviewId }) => withdrawReview(actor, policyId, reviewId),
  }),
  accessCase({
    rule: recordConsultation,
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) =>
      recordConsultation(actor, policyId, { withWhom: "Nobody", startsOn: "2026-01-01", outcome: "Forged" }),
  }),
  accessCase({
    rule: myReviews,
    may: "themself",
    quiet: true,
    target: inReview,
    call: (actor) => myReviews(actor),
    shows: (answer, _, { reviewId }) => JSON.stringify(answer).includes(reviewId),
  }),
  accessCase({
    rule: countMyReviews,
    may: "themself",
    quiet: true,
    target: inReview,
    call: (actor) => countMyReviews(actor),
    shows: (answer) => answer === 1,
  }),
  accessCase({
    rule: reviewToRead,
    may: "themself",
    target: inReview,
    call: (actor, _, { reviewId }) => reviewToRead(actor, reviewId),
  }),
  accessCase({
    rule: answerReview,
    may: "themself",
    target: inReview,
    call: (actor, _, { reviewId, hash }) =>
      answerReview(actor, reviewId, { answer: "agreed", textHash: hash }),
  }),
  accessCase({
    rule: changesPage,
    about: "versions that are published",
    may: "everybody here",
    target: aDraft,
    call: (actor, _, { policyId }) => changesPage(actor, policyId),
  }),
  accessCase({
    rule: changesPage,
    about: "the draft",
    may: "policies:write",
    target: aDraft,
    call: (actor, _, { policyId }) => changesPage(actor, policyId, { from: "1.0", to: "draft" }),
  }),
  accessCase({
    rule: changesPage,
    about: "a version that waits",
    may: "policies:read",
    // who decides about the school's policies reads what they decide about
    also: ["chair of the governing body"],
    target: sent,
    call: (actor, _, { policyId }) => changesPage(actor, policyId, { from: "1.0", to: "2.0" }),
  }),
];
