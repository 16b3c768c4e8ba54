import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { may } from "#lib/permissions/permissions.ts";

/**
 * Whether somebody chairs the governing body of a school: its own, or the one of the federation that it belongs to. Of
 * the organisation itself it is its board.
 */
export async function chairs(transaction: Transaction, actor: Actor, unitId: string): Promise<boolean> {
  const { organisationId } = actor;
  const chaired = actor.seats.filter(({ part }) => part === "chair").map(({ bodyId }) => bodyId);
  if (chaired.length === 0) return false;
  const found = await transaction.body.count({
    where: {
      organisationId,
      id: { in: chaired },
      OR: [
        { unitId, kind: "governing-body" },
        { unitId: organisationId, kind: "governing-body" },
        ...(unitId === organisationId ? [{ unitId, kind: "trust-board" }] : []),
      ],
    },
  });
  return found > 0;
}

/** Whether somebody confirms a school's wording: its head, or the chair of its governing body. */
export const mayConfirm = async (transaction: Transaction, actor: Actor, unitId: string): Promise<boolean> =>
  may(actor, "adoptions:confirm", unitId) || (await chairs(transaction, actor, unitId));
