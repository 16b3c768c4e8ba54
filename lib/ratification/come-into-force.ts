import type { Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { adoptWithDefaults } from "#lib/policies/adopt-with-defaults.ts";
import { countProgressSoon } from "#lib/policies/count-progress-soon.ts";
import { parseDocument } from "#lib/policies/document/parse-document.ts";
import { keepTitles } from "#lib/policies/keep-titles.ts";
import { rebuildBindings } from "#lib/policies/rebuild-bindings.ts";
import type { Proposal } from "./proposal-of.ts";

/**
 * What follows from a ratification that was just written: the owner's own adoption, who is bound on which day, and the
 * job that counts. The day itself needs nobody: the rows hold the days to come. Where the implementation date has
 * passed, people are asked from today, so that the days to sign are counted from when they can have known.
 */
export async function comeIntoForce(
  transaction: Transaction,
  of: {
    organisationId: string;
    proposal: Pick<Proposal, "version" | "policy">;
    implementationOn: Day;
    today: Day;
    madeById: string | null;
  },
): Promise<void> {
  const { organisationId, implementationOn, today } = of;
  const { version, policy } = of.proposal;
  const startsOn = implementationOn < today ? today : implementationOn;
  const adopted = await transaction.adoption.findFirst({
    where: { organisationId, versionId: version.id, unitId: policy.unitId },
    orderBy: { startsOn: "asc" },
    select: { startsOn: true },
  });
  // a correction may bring the day forward, never undo what people were shown since
  if (!adopted || adopted.startsOn.toISOString().slice(0, 10) > startsOn) {
    const agreements = await transaction.agreement.findMany({
      where: { organisationId, versionId: version.id },
      orderBy: { position: "asc" },
      select: { id: true, key: true },
    });
    await adoptWithDefaults(transaction, {
      organisationId,
      versionId: version.id,
      unitId: policy.unitId,
      document: parseDocument(version.text),
      agreements,
      startsOn,
      madeById: of.madeById,
    });
  }
  await rebuildAndCount(transaction, organisationId, policy.id);
}

/** Writes again who is bound by a policy and what it is called, and has it counted. */
export async function rebuildAndCount(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<void> {
  await rebuildBindings(transaction, organisationId, policyId);
  await keepTitles(transaction, organisationId, { policyIds: [policyId] });
  await countProgressSoon(transaction, organisationId);
}
