import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { type Count, noCount } from "./words.ts";

export type AgreementProgress = {
  /** By the agreement's series; one that binds nobody here has no count. */
  bySeries: Record<string, Count>;
  /** When the worker counted; null when there is nothing to count. */
  countedAt: Date | null;
};

/**
 * How far some agreements have come, over the schools whose overview the actor may see; from the progress that the
 * worker keeps. Nothing for someone without `overview:read`.
 */
export async function agreementProgress(actor: Actor, seriesIds: string[]): Promise<AgreementProgress> {
  const where = unitsWhere(actor, "overview:read");
  const { organisationId } = actor;
  if (where.length === 0) return { bySeries: {}, countedAt: null };
  const sums = await inOrganisation(organisationId, (transaction) =>
    transaction.progress.groupBy({
      by: ["seriesId"],
      where: {
        organisationId,
        role: "any",
        seriesId: { in: seriesIds },
        ...(where === "all" ? {} : { unitId: { in: where } }),
      },
      _sum: { bound: true, signed: true, away: true, responded: true },
      _max: { computedAt: true },
    }),
  );
  return {
    bySeries: Object.fromEntries(
      sums.map(({ seriesId, _sum: sum }) => [
        seriesId,
        {
          bound: sum.bound ?? noCount.bound,
          signed: sum.signed ?? noCount.signed,
          away: sum.away ?? noCount.away,
          responded: sum.responded ?? noCount.responded,
        },
      ]),
    ),
    countedAt: sums.reduce<Date | null>(
      (last, { _max: { computedAt } }) => (computedAt && (!last || computedAt > last) ? computedAt : last),
      null,
    ),
  };
}
