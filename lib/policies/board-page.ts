import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { type DecisionMade, decisionsOf } from "./decisions-of.ts";
import { inList, type PolicyInList } from "./queries.ts";
import { versionsOn } from "./version-states.ts";

export type BoardPage = {
  /** The boards, bodies and committees that the actor sits on or works for. */
  bodies: { id: string; name: string; part: "chair" | "vice-chair" | "member" | "clerk" | null }[];
  policies: PolicyInList[];
  decisions: (DecisionMade & { title: string })[];
};

/**
 * What a board answers for: the policies of its organisation or school, and what was decided about them. Throws
 * not-found for someone without a seat and without `board:read`.
 */
export async function boardPage(actor: Actor): Promise<BoardPage> {
  const where = unitsWhere(actor, "board:read");
  const { organisationId } = actor;
  if (where.length === 0 && actor.seats.length === 0) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const bodies = await transaction.body.findMany({
      where: {
        organisationId,
        ...(where === "all"
          ? {}
          : { OR: [{ unitId: { in: where } }, { id: { in: actor.seats.map(({ bodyId }) => bodyId) } }] }),
      },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const units = [...(where === "all" ? [] : where), ...bodies.map(({ unitId }) => unitId)];
    // a board of the whole organisation answers for every school's policies, a school's for its own and the organisation's
    const everything = where === "all" || units.includes(organisationId);
    const policies = await transaction.policy.findMany({
      where: { organisationId, ...(everything ? {} : { unitId: { in: [organisationId, ...units] } }) },
      include: { unit: { select: { name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    });
    const ids = policies.map(({ id }) => id);
    const titles = new Map(policies.map(({ id, title }) => [id, title]));
    const versions = await versionsOn(transaction, organisationId, actor.today, { policyIds: ids });
    return {
      bodies: bodies.map(({ id, name }) => ({
        id,
        name,
        part: actor.seats.find(({ bodyId }) => bodyId === id)?.part ?? null,
      })),
      policies: policies.map((policy) => inList(policy, versions)),
      decisions: (await decisionsOf(transaction, organisationId, ids)).map((made) => ({
        ...made,
        title: titles.get(made.policyId) ?? "",
      })),
    };
  });
}
