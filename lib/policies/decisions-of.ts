import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";

/** A ratification or another decision about a version, as it was recorded. */
export type DecisionMade = {
  id: string;
  policyId: string;
  versionId: string;
  number: string;
  outcome: "approved" | "ratified" | "returned";
  method: "meeting" | "written-resolution" | "delegate" | "before-countersign";
  body: string;
  decidedOn: Day | null;
  minuteReference: string | null;
  /** Why it was returned. */
  reasons: string | null;
  implementationOn: Day | null;
};

/** Decisions about policies, corrected ones left out, newest first. */
export async function decisionsOf(
  transaction: Transaction,
  organisationId: string,
  policyIds: string[],
): Promise<DecisionMade[]> {
  const decisions = await transaction.decision.findMany({
    where: { organisationId, policyId: { in: policyIds }, decisionsAsReplaces: { none: {} } },
    orderBy: [{ decidedOn: { sort: "desc", nulls: "last" } }, { recordedAt: "desc" }, { id: "desc" }],
    take: 500,
  });
  return decisions.map((made) => ({
    id: made.id,
    policyId: made.policyId,
    versionId: made.versionId,
    number: `${made.major}.${made.minor}`,
    outcome: made.outcome as DecisionMade["outcome"],
    method: made.method as DecisionMade["method"],
    body: made.bodyName,
    decidedOn: made.decidedOn ? dateToDay(made.decidedOn) : null,
    minuteReference: made.minuteReference,
    reasons: made.reasons,
    implementationOn: made.implementationOn ? dateToDay(made.implementationOn) : null,
  }));
}
