import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { addDays, dayToDate } from "#lib/dates.ts";
import type { ToldEvent } from "#lib/events/queries.ts";
import { exemptionsWhere } from "./exemption.ts";
import { sayClause } from "./words.ts";

/**
 * What a policy's exemptions came to by themselves, for its timeline: their last day passed, and nobody did anything
 * that could have been recorded. Whoever calls has made sure that they may be read.
 * @param unitIds only those of people at these units; "all" for everything
 */
export async function exemptionsThatEnded(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  policyId: string,
  unitIds: "all" | string[],
): Promise<ToldEvent[]> {
  const exemptions = await exemptionsWhere(
    transaction,
    { organisationId, today },
    {
      policyId,
      endsOn: { lt: dayToDate(today) },
      ...(unitIds === "all" ? {} : { unitId: { in: unitIds } }),
    },
  );
  return exemptions.flatMap(({ id, state, endsOn, clause, policy, person }) => {
    if (!endsOn || (state !== "run-out" && state !== "lapsed")) return [];
    const from = `from ${sayClause(clause.words)} of ${policy.title} for ${person.name}`;
    return {
      id: `${id} ended`,
      happenedAt: dayToDate(addDays(endsOn, 1)),
      wholeDay: true as const,
      sentence:
        state === "run-out"
          ? `The exemption ${from} ran out.`
          : `Nobody decided about the exemption ${from} before its last day had passed.`,
    };
  });
}
