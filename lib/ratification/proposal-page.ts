import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, sayDay } from "#lib/dates.ts";
import { type WouldSignInAll, whoWouldSignVersion } from "#lib/obligations/who-would-sign.ts";
import { calledName } from "#lib/people/names.ts";
import { may } from "#lib/permissions/permissions.ts";
import type { ClauseChange } from "#lib/policies/document/compare-documents.ts";
import { openFindings } from "#lib/policies/drafts/open-findings.ts";
import { changesBetween, type ReadableText, readableText } from "#lib/policies/readable-text.ts";
import { versionsOn } from "#lib/policies/version-states.ts";
import { confirmersOf } from "./confirmers.ts";
import { isNumberTaken, sayDecider } from "./decide.ts";
import { mayBeWritten } from "./may-be-written.ts";
import { type Proposal, proposalFor, proposalOf, type Reach } from "./proposal-of.ts";
import { quorumOf, type SeatOn, seatsOn } from "./quorum.ts";
import { type Answered, answersOn } from "./settle.ts";
import { isDue, settleResolutions } from "./settle-resolutions.ts";
import { type MinuteRecord, minutesOf } from "./standing.ts";
import { neededFor, type Outcome } from "./words.ts";

export type DecisionOnPage = {
  id: string;
  step: number;
  outcome: Outcome;
  method: string;
  by: string;
  decidedOn: Day | null;
  minuteReference: string | null;
  implementationOn: Day | null;
  reasons: string | null;
  chairName: string | null;
  votes: { for: number | null; against: number | null; abstained: number | null };
  /** A later record has taken its place. */
  corrected: boolean;
  reported: { on: Day; minuteReference: string | null } | null;
};

export type ProposalPage = {
  proposal: Omit<Proposal, "version"> & { version: Omit<Proposal["version"], "text"> };
  reach: Reach;
  /** Who decides, in words. */
  decider: string;
  text: ReadableText;
  /** The version in force, with what this one changes in it; null where none is. */
  before: { number: string; changes: ClauseChange[] } | null;
  /** What becomes of the signatures of each agreement once it is in force. */
  agreements: { title: string; signed: "again" | "first" | "kept" }[];
  /** How many would have to sign, by role and school, if it came into force; null once it does not wait any more. */
  wouldSign: (WouldSignInAll & { day: Day }) | null;
  /** Those that somebody set aside with their reason. */
  findings: { message: string; severity: "error" | "warning" | "note"; setAside: string | null }[];
  reviews: {
    reviewer: string;
    answer: "agreed" | "sent-back" | null;
    comments: string | null;
    on: Date | null;
    /** What they read is the text that was sent. */
    sameText: boolean;
  }[];
  consultations: { withWhom: string; startsOn: Day; endsOn: Day | null; outcome: string }[];
  seats: SeatOn[];
  quorum: number;
  /** Everyone's answer to a written resolution; for those who sit on the body or record for it. */
  answers: Answered[];
  /** How many of them must be for it. */
  needed: number;
  ownAnswer: Answered | null;
  minutes: MinuteRecord[];
  /** The actor is to confirm the record that stands. */
  confirms: boolean;
  decisions: DecisionOnPage[];
  /** Why there is no written resolution here; null where one may be opened, or somebody else would. */
  notInWriting: string | null;
  /** Another version that comes into force on the same day; the higher number counts. */
  sameDay: string | null;
  /** Links to the policy's own pages lead somewhere. */
  readsPolicies: boolean;
};

/**
 * Everything that whoever decides about a version needs, and what has been recorded of the decision. A written
 * resolution whose last day has passed lapses as it is looked at.
 * @throws Refusal "not-found" for whoever neither decides, records, reads for the board nor owns the policy
 */
export async function proposalPage(actor: Actor, proposalId: string): Promise<ProposalPage> {
  const { organisationId, today } = actor;
  const seen = await inOrganisation(organisationId, (transaction) =>
    proposalFor(transaction, actor, proposalId),
  );
  if (seen.closesOn && seen.state === "waiting" && (await isDue(organisationId, today)))
    await settleResolutions(organisationId, today);
  const wouldSign = await countedFor(actor, proposalId);
  return inOrganisation(organisationId, async (transaction) => {
    const { reach, ...proposal } = await proposalFor(transaction, actor, proposalId);
    const { version, policy, body } = proposal;
    const { text, ...shown } = version;
    const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policy.id] });
    const inForce = versions.find(({ state, id }) => state === "in-force" && id !== version.id);
    const seats = body ? await seatsOn(transaction, organisationId, body.id, today) : [];
    const answers =
      proposal.method === "written-resolution"
        ? await answersOn(transaction, organisationId, proposal, today)
        : [];
    const minutes = await minutesOf(transaction, organisationId, proposalId);
    const sameDay = versions.find(
      ({ id, startsOn, withdrawnOn }) =>
        id !== version.id && startsOn === proposal.implementationOn && !withdrawnOn,
    );
    return {
      proposal: { ...proposal, version: shown },
      reach,
      decider: sayDecider(proposal),
      text: await readableText(transaction, organisationId, version.id),
      before: inForce
        ? {
            number: inForce.number,
            changes: await changesBetween(transaction, organisationId, inForce.id, version.id),
          }
        : null,
      agreements: await whatIsSigned(transaction, organisationId, version.id, inForce?.id ?? null),
      wouldSign: proposal.state === "waiting" ? wouldSign : null,
      findings: (await openFindings(transaction, actor, policy.id, text)).findings.map(
        ({ message, severity, setAside }) => ({ message, severity, setAside: setAside?.reason ?? null }),
      ),
      ...(await whatWasAsked(transaction, organisationId, version)),
      seats,
      quorum: quorumOf(body?.quorum ?? null, seats),
      answers,
      needed: proposal.writtenRule ? neededFor(proposal.writtenRule, answers.length) : 0,
      ownAnswer: answers.find(({ personId }) => personId === actor.personId) ?? null,
      minutes,
      confirms: await isToConfirm(transaction, actor, proposal, minutes),
      decisions: await decisionsAbout(transaction, organisationId, version.id),
      notInWriting: body && mayBeWritten(actor.organisation.kind, body),
      sameDay: sameDay
        ? `Version ${sameDay.number} comes into force on ${sayDay(proposal.implementationOn)} as well. Of two versions of one day, the higher number counts.`
        : null,
      readsPolicies: may(actor, "policies:read", policy.unitId),
    };
  });
}

/** Who would have to sign it, of a version that waits and may come into force as it is. */
async function countedFor(
  { organisationId, organisation, today }: Actor,
  proposalId: string,
): Promise<ProposalPage["wouldSign"]> {
  const proposal = await inOrganisation(organisationId, async (transaction) => {
    const found = await proposalOf(transaction, organisationId, proposalId);
    return found.state === "waiting" && !(await isNumberTaken(transaction, organisationId, found)) && found;
  });
  if (!proposal) return null;
  const day = proposal.implementationOn > today ? proposal.implementationOn : today;
  const { timeZone } = organisation;
  return { day, ...(await whoWouldSignVersion({ organisationId, timeZone, day }, proposal.version.id)) };
}

async function isToConfirm(
  transaction: Transaction,
  actor: Actor,
  { body }: Pick<Proposal, "body">,
  [last]: MinuteRecord[],
): Promise<boolean> {
  if (!body || !last || last.answer || last.recordedById === actor.personId) return false;
  const confirmers = await confirmersOf(transaction, actor, {
    bodyId: body.id,
    chairId: last.chairId,
    recordedById: last.recordedById,
    present: last.attendance.filter(({ present }) => present).map(({ personId }) => personId),
  });
  return confirmers.includes(actor.personId);
}

/** Which agreements are signed again, which for the first time, and whose signatures stay good. */
async function whatIsSigned(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
  inForceId: string | null,
): Promise<ProposalPage["agreements"]> {
  const agreements = await transaction.agreement.findMany({
    where: { organisationId, versionId: { in: inForceId ? [versionId, inForceId] : [versionId] } },
    select: { versionId: true, seriesId: true, round: true, title: true },
    orderBy: { position: "asc" },
  });
  return agreements
    .filter((one) => one.versionId === versionId)
    .map(({ seriesId, round, title }) => {
      const before = agreements.find((one) => one.versionId === inForceId && one.seriesId === seriesId);
      return { title, signed: !before ? "first" : before.round < round ? "again" : "kept" };
    });
}

/** What named reviewers answered and who was consulted while it was a draft. */
async function whatWasAsked(
  transaction: Transaction,
  organisationId: string,
  { draftId, textHash }: Proposal["version"],
): Promise<Pick<ProposalPage, "reviews" | "consultations">> {
  if (!draftId) return { reviews: [], consultations: [] };
  const reviews = await transaction.draftReview.findMany({
    where: { organisationId, draftId, withdrawnAt: null },
    include: { reviewer: { select: { givenName: true, familyName: true, knownAs: true } } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  const consultations = await transaction.consultation.findMany({
    where: { organisationId, draftId },
    orderBy: [{ startsOn: "asc" }, { id: "asc" }],
  });
  const replaced = new Set(consultations.map(({ replacesId }) => replacesId));
  return {
    reviews: reviews.map((review) => ({
      reviewer: calledName(review.reviewer),
      answer: review.answer as "agreed" | "sent-back" | null,
      comments: review.comments,
      on: review.answeredAt,
      sameText: review.textHash === null || review.textHash === textHash,
    })),
    consultations: consultations
      .filter(({ id }) => !replaced.has(id))
      .map(({ withWhom, startsOn, endsOn, outcome }) => ({
        withWhom,
        startsOn: dateToDay(startsOn),
        endsOn: endsOn && dateToDay(endsOn),
        outcome,
      })),
  };
}

/** Every decision about a version, corrected ones too, in the order of recording. */
async function decisionsAbout(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
): Promise<DecisionOnPage[]> {
  const decisions = await transaction.decision.findMany({
    where: { organisationId, versionId },
    include: { decisionsAsReplaces: { select: { id: true } }, reports: true },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
  });
  return decisions.map((made) => ({
    id: made.id,
    step: made.step,
    outcome: made.outcome as Outcome,
    method: made.method,
    by: made.bodyName,
    decidedOn: made.decidedOn && dateToDay(made.decidedOn),
    minuteReference: made.minuteReference,
    implementationOn: made.implementationOn && dateToDay(made.implementationOn),
    reasons: made.reasons,
    chairName: made.chairName,
    votes: { for: made.votesFor, against: made.votesAgainst, abstained: made.abstained },
    corrected: made.decisionsAsReplaces.length > 0,
    reported: made.reports[0]
      ? { on: dateToDay(made.reports[0].reportedOn), minuteReference: made.reports[0].minuteReference }
      : null,
  }));
}
