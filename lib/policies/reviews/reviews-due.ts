import type { Actor } from "#lib/auth/actor.ts";
import { addDays } from "#lib/dates.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { type PolicyInList, policiesInView } from "../queries.ts";

/** So many days before its last day a review counts as due soon. */
const soonDays = 90;

export type ReviewsDue = {
  /** Past the last day that the review date covers; the longest overdue first. */
  overdue: PolicyInList[];
  /** Due within the next 90 days, today among them; the soonest first. */
  soon: PolicyInList[];
};

/** Policies in force whose review is overdue or due soon, of those that the actor may read; none for who reads none. */
export async function reviewsDue(actor: Actor): Promise<ReviewsDue> {
  if (unitsWhere(actor, "policies:read").length === 0) return { overdue: [], soon: [] };
  return dueOf(await policiesInView(actor), actor.today);
}

/** The same of policies that are known already. */
export function dueOf(policies: PolicyInList[], today: string): ReviewsDue {
  const lastDay = ({ inForce }: PolicyInList) => inForce?.review?.lastDay ?? "";
  const inOrder = policies
    .filter((policy) => lastDay(policy) !== "")
    .sort((one, other) => lastDay(one).localeCompare(lastDay(other)));
  const until = addDays(today, soonDays);
  return {
    overdue: inOrder.filter((policy) => lastDay(policy) < today),
    soon: inOrder.filter((policy) => lastDay(policy) >= today && lastDay(policy) <= until),
  };
}
