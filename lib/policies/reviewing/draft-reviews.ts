import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";
import { textHash } from "../document/canonical-text.ts";
import { documentOrProblem } from "../document/parse-document.ts";

/** Somebody was asked to read a draft, with the answer they gave last. */
export type ReviewOfDraft = {
  id: string;
  reviewerId: string;
  reviewer: string;
  askedBy: string | null;
  askedAt: Date;
  answer: "agreed" | "sent-back" | null;
  comments: string | null;
  answeredAt: Date | null;
  /** The answer was about a text that has been changed since. */
  aboutEarlierText: boolean;
  /** They are no longer asked; what they had answered stays. */
  withdrawn: boolean;
};

/** With whom a draft was consulted on, when, and what came of it. */
export type ConsultationOfDraft = {
  id: string;
  withWhom: string;
  startsOn: Day;
  endsOn: Day | null;
  outcome: string;
  recordedBy: string | null;
  recordedAt: Date;
};

/** The hash by which answers name a text; null for one that cannot be read as a policy at this moment. */
export function hashOfText(text: string): string | null {
  const { document } = documentOrProblem(text);
  return document && textHash(document);
}

const named = { select: { givenName: true, familyName: true, knownAs: true } } as const;

/**
 * Who was asked to read a draft, by when they were asked, also after it has become a version. Requests that were taken
 * back without an answer are left out.
 * @param hash of the text that counts: the draft's as it is now, or the version's
 */
export async function reviewsOfDraft(
  transaction: Transaction,
  organisationId: string,
  draftId: string,
  hash: string | null,
): Promise<ReviewOfDraft[]> {
  const rows = await transaction.draftReview.findMany({
    where: { organisationId, draftId, OR: [{ withdrawnAt: null }, { answer: { not: null } }] },
    include: { reviewer: named, askedBy: named },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    reviewerId: row.reviewerId,
    reviewer: calledName(row.reviewer),
    askedBy: row.askedBy && calledName(row.askedBy),
    askedAt: row.askedAt,
    answer: row.answer as ReviewOfDraft["answer"],
    comments: row.comments,
    answeredAt: row.answeredAt,
    aboutEarlierText: row.answer !== null && row.textHash !== hash,
    withdrawn: row.withdrawnAt !== null,
  }));
}

/** The consultations about a draft, also after it has become a version; corrected records are left out. */
export async function consultationsOfDraft(
  transaction: Transaction,
  organisationId: string,
  draftId: string,
): Promise<ConsultationOfDraft[]> {
  const rows = await transaction.consultation.findMany({
    where: { organisationId, draftId, consultationsAsReplaces: { none: {} } },
    include: { recordedBy: named },
    orderBy: [{ startsOn: "asc" }, { recordedAt: "asc" }],
  });
  return rows.map(({ id, withWhom, startsOn, endsOn, outcome, recordedBy, recordedAt }) => ({
    ...{ id, withWhom, outcome, recordedAt },
    startsOn: dateToDay(startsOn),
    endsOn: endsOn && dateToDay(endsOn),
    recordedBy: recordedBy && calledName(recordedBy),
  }));
}
