import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { giveSchoolCode } from "#lib/organisations/school-code.ts";
import { demand } from "#lib/permissions/permissions.ts";

/** What hangs at the door: the address to type in, and the one that the printed code leads to. */
export type DoorCode = { code: string; address: string; phoneAddress: string };

/**
 * The school's code for arrivals. A school that has none, because it came before there were any, is given one the first
 * time that somebody asks. @throws Refusal "not-found"
 */
export async function doorCode(actor: Actor, unitId: string): Promise<DoorCode> {
  demand(actor, "visits:receive", unitId);
  const { organisationId } = actor;
  const code = await inOrganisation(organisationId, async (transaction) => {
    const find = () =>
      transaction.unit.findFirst({
        where: { organisationId, id: unitId, kind: "school" },
        select: { code: true, name: true },
      });
    const unit = await find();
    if (!unit) throw notFound();
    if (unit.code) return unit.code;
    await transaction.$executeRaw`
      select 1 from unit where organisation_id = ${organisationId}::uuid and id = ${unitId}::uuid for no key update`;
    const found = (await find())?.code;
    if (found) return found;
    const made = await giveSchoolCode(transaction, organisationId, unitId);
    await recordEvent(transaction, actor, "school-code-made", { unitId, details: { school: unit.name } });
    return made;
  });
  // Somebody's own telephone may keep their pass; the tablet at reception, which has the plain address, never does.
  const address = new URL(`/visit/${code}`, settings().url).href;
  return { code, address, phoneAddress: `${address}?phone=1` };
}
