import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { delegateDuties } from "./words.ts";

/** Whether somebody sees the work of a board by a seat or a permission, whatever there is to decide. */
export const seesBoards = (actor: Actor): boolean =>
  unitsWhere(actor, "board:read").length > 0 || actor.seats.length > 0;

/**
 * The policies about which a duty decides, as a condition: one in the organisation counts at each of its schools, and
 * in a single school every one counts everywhere.
 */
export const policiesOfDuty = (
  { organisation }: Actor,
  { unitKind, unitId }: Actor["duties"][number],
): { unitId?: string } =>
  unitKind === "organisation" || organisation.kind === "single-school" ? {} : { unitId };

/**
 * Whether somebody decides by their duty, without a seat: something waits for it, or a policy names it for its minor
 * changes.
 */
export async function decidesByDuty(actor: Actor): Promise<boolean> {
  const { organisationId } = actor;
  const duties = actor.duties.filter(({ kind }) => delegateDuties.some((one) => one === kind));
  if (duties.length === 0) return false;
  return inOrganisation(organisationId, async (transaction) => {
    const named = await transaction.policy.findFirst({
      where: {
        organisationId,
        OR: duties.map((duty) => ({ minorDuty: duty.kind, ...policiesOfDuty(actor, duty) })),
      },
      select: { id: true },
    });
    if (named) return true;
    const waits = await transaction.proposal.findFirst({
      where: {
        organisationId,
        method: "delegate",
        proposalsAsReplaces: { none: {} },
        ends: { none: {} },
        decisions: { none: {} },
        OR: duties.map((duty) => ({ dutyKind: duty.kind, version: { policy: policiesOfDuty(actor, duty) } })),
      },
      select: { id: true },
    });
    return waits !== null;
  });
}
