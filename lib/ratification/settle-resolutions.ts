import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { proposalOf } from "./proposal-of.ts";
import { settle } from "./settle.ts";

/**
 * Ends the written resolutions of an organisation whose last day has passed, and settles those whose outcome is certain
 * among the remaining members, once somebody's seat has ended. Running it again does nothing.
 * @returns how many it settled
 */
export async function settleResolutions(organisationId: string, day?: Day): Promise<number> {
  const open = await inOrganisation(organisationId, async (transaction) => {
    const organisation = await transaction.organisation.findUniqueOrThrow({
      where: { organisationId },
      select: { timeZone: true },
    });
    const proposals = await transaction.proposal.findMany({
      where: {
        organisationId,
        method: "written-resolution",
        proposalsAsReplaces: { none: {} },
        ends: { none: {} },
        decisions: { none: {} },
      },
      select: { id: true, version: { select: { policyId: true } } },
      orderBy: { id: "asc" },
    });
    return { proposals, day: day ?? today(organisation.timeZone) };
  });
  let settled = 0;
  for (const { id, version } of open.proposals) {
    const became = await inOrganisation(
      organisationId,
      async (transaction) => {
        await lockPolicy(transaction, organisationId, version.policyId);
        return settle(
          transaction,
          { organisationId, today: open.day },
          await proposalOf(transaction, organisationId, id),
        );
      },
      { timeoutMs: 60_000 },
    );
    if (became !== "open") settled++;
  }
  return settled;
}

/** The same for every organisation: what the worker does each hour. */
export async function settleAllResolutions(): Promise<number> {
  const organisations = await database().organisationDirectory.findMany({
    where: { state: "open" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  let settled = 0;
  for (const { id } of organisations) settled += await settleResolutions(id);
  return settled;
}

/** Whether a last day has passed that nobody has looked at since; cheap enough for every reading. */
export async function isDue(organisationId: string, day: Day): Promise<boolean> {
  const waiting = await inOrganisation(organisationId, (transaction) =>
    transaction.proposal.findFirst({
      where: {
        organisationId,
        method: "written-resolution",
        closesOn: { lt: dayToDate(day) },
        proposalsAsReplaces: { none: {} },
        ends: { none: {} },
        decisions: { none: {} },
      },
      select: { id: true },
    }),
  );
  return waiting !== null;
}
