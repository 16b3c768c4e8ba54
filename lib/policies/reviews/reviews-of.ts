import type { Transaction } from "#lib/database/transaction.ts";
import { dateToDay } from "#lib/dates.ts";

/** Reviews as they stand on record, corrected ones left out, the newest first. */
export type ReviewMade = {
  id: string;
  policyId: string;
  versionId: string;
  reviewedOn: string;
  outcome: "unchanged" | "to-be-revised";
  nextText: string | null;
  summary: string | null;
  contact: string | null;
};

/** Reviews of a policy that stand, the newest first. */
export async function reviewsOf(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<ReviewMade[]> {
  const rows = await transaction.review.findMany({
    where: { organisationId, policyId, reviewsAsReplaces: { none: {} } },
    orderBy: [{ reviewedOn: "desc" }, { recordedAt: "desc" }],
    take: 500,
  });
  return rows.map((row) => ({
    id: row.id,
    policyId,
    versionId: row.versionId,
    reviewedOn: dateToDay(row.reviewedOn),
    outcome: row.outcome as ReviewMade["outcome"],
    nextText: row.nextReviewText,
    summary: row.summary,
    contact: row.contact,
  }));
}
