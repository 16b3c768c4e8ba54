import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";

/**
 * The names of the schools that ask for signatures for pupils, by unit: a parent or carer has no membership that
 * would name them. Empty for who signs for nobody else.
 * @param obligations the actor's own, as `obligationsOf` gave them
 */
export async function schoolsOf(actor: Actor, obligations: Obligation[]): Promise<Map<string, string>> {
  const ids = obligations
    .filter(({ capacity }) => capacity === "countersign")
    .flatMap(({ unitIds }) => unitIds);
  if (ids.length === 0) return new Map();
  const { organisationId } = actor;
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({
      where: { organisationId, id: { in: [...new Set(ids)] } },
      select: { id: true, name: true },
    }),
  );
  return new Map(units.map(({ id, name }) => [id, name]));
}
