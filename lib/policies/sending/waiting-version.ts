import type { Transaction } from "#lib/database/transaction.ts";
import type { DutyKind } from "#lib/people/words.ts";
import { sayNumber } from "./next-number.ts";
import { sayHolder } from "./who-acts.ts";

/** A version that waits for ratification; a policy has one at most. */
export type WaitingVersion = {
  id: string;
  number: string;
  title: string;
  draftId: string | null;
  proposalId: string;
  /** Who has it now: `Trust board`, `the head`. */
  at: string;
};

/** The version of a policy that was sent on and is not decided, with the proposal that stands now; null without one. */
export async function waitingVersion(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<WaitingVersion | null> {
  const proposal = await transaction.proposal.findFirst({
    where: {
      organisationId,
      proposalsAsReplaces: { none: {} },
      ends: { none: {} },
      // the next step has a proposal of its own
      decisions: { none: {} },
      version: {
        policyId,
        decisions: { none: { decisionsAsReplaces: { none: {} }, outcome: { in: ["ratified", "returned"] } } },
      },
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    include: { version: true, body: { select: { name: true } } },
  });
  if (!proposal) return null;
  const { version, body, dutyKind } = proposal;
  return {
    id: version.id,
    number: sayNumber(version),
    title: version.title,
    draftId: version.draftId,
    proposalId: proposal.id,
    at: body?.name ?? (dutyKind ? sayHolder(dutyKind as DutyKind) : "whoever approves it"),
  };
}
