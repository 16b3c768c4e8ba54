import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { type Permission, unitsWhere } from "#lib/permissions/permissions.ts";

/** A school, or the organisation's own unit. */
export type UnitSummary = {
  id: string;
  kind: "organisation" | "school";
  name: string;
  urn: string | null;
  phase: string | null;
  sixthForm: boolean;
};

const fields = { id: true, kind: true, name: true, urn: true, phase: true, sixthForm: true } as const;
const summary = (unit: Omit<UnitSummary, "kind"> & { kind: string }): UnitSummary => ({
  ...unit,
  kind: unit.kind === "school" ? "school" : "organisation",
});

/**
 * The school of the actor's organisation with this URN. What the actor may do there is asked afterwards, of the
 * function that does it.
 * @throws Refusal "not-found", also for the schools of other organisations
 */
export async function schoolByUrn(actor: Actor, urn: string): Promise<UnitSummary> {
  const { organisationId } = actor;
  if (!/^\d{6}$/.test(urn)) throw notFound();
  const unit = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findFirst({ where: { organisationId, urn, kind: "school" }, select: fields }),
  );
  if (!unit) throw notFound();
  return summary(unit);
}

/** The organisation itself as a unit. */
export async function ownUnit(actor: Actor): Promise<UnitSummary> {
  const { organisationId } = actor;
  const unit = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findUnique({
      where: { organisationId_id: { organisationId, id: organisationId } },
      select: fields,
    }),
  );
  if (!unit) throw notFound();
  return summary(unit);
}

/** The schools at which the actor may do this, by name. */
export async function schoolsWhere(actor: Actor, permission: Permission): Promise<UnitSummary[]> {
  const { organisationId } = actor;
  const reach = unitsWhere(actor, permission);
  if (reach !== "all" && reach.length === 0) return [];
  const units = await inOrganisation(organisationId, (transaction) =>
    transaction.unit.findMany({
      where: { organisationId, kind: "school", ...(reach === "all" ? {} : { id: { in: reach } }) },
      select: fields,
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
  );
  return units.map(summary);
}
