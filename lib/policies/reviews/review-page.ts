import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { versionsOn } from "../version-states.ts";
import { reviewsOf } from "./reviews-of.ts";

/** What the page of a review needs. @throws Refusal "not-found" without `reviews:record` at the policy's owner */
export async function reviewPage(actor: Actor, policyId: string) {
  if (!isId(policyId)) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findUnique({
      where: { organisationId_id: { organisationId, id: policyId } },
      select: { id: true, title: true, unitId: true, unit: { select: { name: true } } },
    });
    if (!policy) throw notFound();
    demand(actor, "reviews:record", policy.unitId);
    const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
    return {
      policy: { id: policy.id, title: policy.title, owner: policy.unit.name },
      inForce: versions.find(({ state }) => state === "in-force") ?? null,
      reviews: await reviewsOf(transaction, organisationId, policyId),
    };
  });
}
