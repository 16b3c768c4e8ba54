import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import { type Version, versionsOn } from "./version-states.ts";

export type PolicyInList = {
  id: string;
  slug: string;
  title: string;
  /** The organisation or the school that owns it. */
  owner: string;
  inForce: Version | null;
  /** The newest version of all, when it is another than the one in force. */
  newest: Version | null;
  /** Somebody writes its next version, or its first; said only to those who may write it. */
  hasDraft: boolean;
  /** Named people are reading that draft. */
  inReview: boolean;
};

/**
 * The policies that the actor may read: the organisation's, and those of the schools where they have
 * `policies:read`; one that has only a draft is there for those who may write it. By title. Throws not-found without
 * that permission anywhere.
 */
export async function policiesInView(actor: Actor): Promise<PolicyInList[]> {
  const readable = readablePolicies(actor);
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policies = await transaction.policy.findMany({
      where: { organisationId, ...readable },
      include: {
        unit: { select: { id: true, name: true } },
        draft: { select: { inReviewAt: true } },
      },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take: 500,
    });
    const versions = await versionsOn(transaction, organisationId, actor.today, {
      policyIds: policies.map(({ id }) => id),
    });
    return policies
      .map((policy) => ({
        ...inList(policy, versions),
        hasDraft: policy.draft !== null && may(actor, "policies:write", policy.unit.id),
        inReview: policy.draft?.inReviewAt != null && may(actor, "policies:write", policy.unit.id),
      }))
      .filter(({ inForce, newest, hasDraft }) => inForce || newest || hasDraft);
  });
}

/** A policy as a list shows it; `versions` are newest first and may be other policies' too. */
export function inList(
  policy: { id: string; slug: string; title: string; unit: { name: string } },
  versions: Version[],
): PolicyInList {
  const own = versions.filter(({ policyId }) => policyId === policy.id);
  const inForce = own.find(({ state }) => state === "in-force") ?? null;
  // what was taken back is a draft again, and no news of the policy
  const newest = own.find(({ state }) => state !== "taken-back") ?? own[0];
  return {
    id: policy.id,
    slug: policy.slug,
    title: policy.title,
    owner: policy.unit.name,
    inForce,
    newest: newest && newest.id !== inForce?.id ? newest : null,
    hasDraft: false,
    inReview: false,
  };
}

/** Which policies the actor may read, as a filter. A trust's policies bind every school, so anyone who reads any. */
export function readablePolicies(actor: Actor) {
  const where = unitsWhere(actor, "policies:read");
  if (where === "all") return {};
  if (where.length === 0) throw notFound();
  return { unitId: { in: [actor.organisationId, ...where] } };
}
