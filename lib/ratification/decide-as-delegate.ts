import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { decide, sayDecider } from "./decide.ts";
import { type Proposal, proposalFor } from "./proposal-of.ts";
import { notWaiting } from "./record-minute.ts";
import { returnInput } from "./schema.ts";
import { outcomeNames } from "./words.ts";
import { areOnly, soleWriter } from "./writers.ts";

/**
 * Approves a version by delegation: a minor change between meetings, or a step that the policy gives to a head.
 * @returns when it comes into force, where that ratifies it
 * @throws Refusal "not-found" for whoever is not the delegate; "not-permitted" for whoever alone wrote it; "conflict"
 */
export async function approveAsDelegate(
  actor: Actor,
  proposalId: string,
): Promise<{ implementationOn: Day | null }> {
  return deciding(actor, proposalId, async (transaction, proposal) => {
    const { organisationId, personId } = actor;
    const writer = await soleWriter(transaction, organisationId, proposal.version);
    if (await areOnly(transaction, organisationId, [personId], writer))
      throw new Refusal(
        "not-permitted",
        "Nobody ratifies alone what they alone wrote: you wrote this version yourself. Ask somebody else with the same duty, or have the next meeting decide it.",
      );
    const { implementationOn } = await decide(transaction, actor, proposal, {
      outcome: proposal.agreeing,
      decidedOn: actor.today,
    });
    await record(transaction, actor, proposal, outcomeNames[proposal.agreeing]);
    return { implementationOn };
  });
}

/** Returns it with reasons: the draft is with its owner again. */
export async function returnAsDelegate(actor: Actor, proposalId: string, given: unknown): Promise<void> {
  await deciding(actor, proposalId, async (transaction, proposal) => {
    const { reasons } = parse(returnInput, given);
    await decide(transaction, actor, proposal, { outcome: "returned", decidedOn: actor.today, reasons });
    await record(transaction, actor, proposal, outcomeNames.returned);
  });
}

async function deciding<T>(
  actor: Actor,
  proposalId: string,
  work: (transaction: Transaction, proposal: Proposal) => Promise<T>,
): Promise<T> {
  const { organisationId } = actor;
  return inOrganisation(
    organisationId,
    async (transaction) => {
      const { policy, reach } = await proposalFor(transaction, actor, proposalId);
      if (!reach.delegate) throw notFound();
      await lockPolicy(transaction, organisationId, policy.id);
      const proposal = await proposalFor(transaction, actor, proposalId);
      if (proposal.state !== "waiting") throw notWaiting(proposal);
      return work(transaction, proposal);
    },
    { timeoutMs: 60_000 },
  );
}

const record = (transaction: Transaction, actor: Actor, proposal: Proposal, outcome: string) =>
  recordEvent(transaction, actor, "decided-by-delegate", {
    policyId: proposal.policy.id,
    versionId: proposal.version.id,
    unitId: proposal.policy.unitId,
    details: {
      outcome: outcome.toLowerCase(),
      version: proposal.version.number,
      policy: proposal.version.title,
      duty: sayDecider(proposal),
    },
  });
