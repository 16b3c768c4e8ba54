import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { doorCode } from "./door-code.ts";

/**
 * Somebody of reception makes the device in front of them the door's own: what it lets in has a measure to itself, so
 * that no flood from elsewhere closes the door to who stands at it. It is told by what its browser then keeps.
 * @returns the school's code, for that
 * @throws Refusal "not-found" without `visits:receive` there
 */
export async function makeDoorTablet(actor: Actor, unitId: string): Promise<string> {
  demand(actor, "visits:receive", unitId);
  const { code } = await doorCode(actor, unitId);
  await inOrganisation(actor.organisationId, async (transaction) => {
    const unit = await transaction.unit.findUniqueOrThrow({
      where: { organisationId_id: { organisationId: actor.organisationId, id: unitId } },
      select: { name: true },
    });
    await recordEvent(transaction, actor, "door-tablet-made", { unitId, details: { school: unit.name } });
  });
  return code;
}
