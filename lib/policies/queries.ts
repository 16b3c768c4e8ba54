import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
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
};

/**
 * The policies that the actor may read: the organisation's, and those of the schools where they have
 * `policies:read`. By title. Throws not-found without that permission anywhere.
 */
export async function policiesInView(actor: Actor): Promise<PolicyInList[]> {
  const readable = readablePolicies(actor);
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policies = await transaction.policy.findMany({
      where: { organisationId, ...readable },
      include: { unit: { select: { name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take: 500,
    });
    const versions = await versionsOn(transaction, organisationId, actor.today, {
      policyIds: policies.map(({ id }) => id),
    });
    return policies.map((policy) => inList(policy, versions));
  });
}

/** A policy as a list shows it; `versions` are newest first and may be other policies' too. */
export function inList(
  policy: { id: string; slug: string; title: string; unit: { name: string } },
  versions: Version[],
): PolicyInList {
  const own = versions.filter(({ policyId }) => policyId === policy.id);
  const inForce = own.find(({ state }) => state === "in-force") ?? null;
  return {
    id: policy.id,
    slug: policy.slug,
    title: policy.title,
    owner: policy.unit.name,
    inForce,
    newest: own[0] && own[0].id !== inForce?.id ? own[0] : null,
  };
}

/** Which policies the actor may read, as a filter. A trust's policies bind every school, so anyone who reads any. */
export function readablePolicies(actor: Actor) {
  const where = unitsWhere(actor, "policies:read");
  if (where === "all") return {};
  if (where.length === 0) throw notFound();
  return { unitId: { in: [actor.organisationId, ...where] } };
}

/** Policies whose version in force is past its review date and that the actor may read; the longest overdue first. */
export async function overdueReviews(actor: Actor): Promise<PolicyInList[]> {
  if (unitsWhere(actor, "policies:read").length === 0) return [];
  const policies = await policiesInView(actor);
  const lastDay = (policy: PolicyInList) => policy.inForce?.review?.lastDay ?? "";
  return policies
    .filter(({ inForce }) => inForce?.review?.overdue)
    .sort((one, other) => lastDay(one).localeCompare(lastDay(other)));
}
