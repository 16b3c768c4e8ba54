import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId } from "#lib/identifiers.ts";
import { leaveAddress } from "#lib/organisations/directory.ts";
import { type Doer, lockPerson } from "./access.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { personToIdentify } from "./person-to-identify.ts";
import { demandPowerOver } from "./power.ts";
import { tellOfAddressChange } from "./tell-of-address-change.ts";

/**
 * Takes an address away: no code goes there any more, whoever is signed in as the person is signed out (except the
 * doer, here and now), and the address itself is told. Once more changes nothing.
 * @throws Refusal "not-found" outside the doer's reach, or when the address is somebody else's; "not-permitted" when
 * the person has more power than the doer or another school keeps their addresses
 */
export async function endAddress(
  doer: Doer,
  personId: string,
  addressId: string,
): Promise<{ addressId: string; ended: boolean }> {
  const { organisationId } = doer;
  if (!isId(addressId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    await personToIdentify(transaction, doer, personId);
    await lockPerson(transaction, organisationId, personId);
    await demandPowerOver(transaction, doer, personId);
    const address = await transaction.address.findFirst({
      where: { organisationId, id: addressId, personId },
      select: { normalised: true, asWritten: true, endedAt: true },
    });
    if (!address) throw notFound();
    if (address.endedAt) return { addressId, ended: false };
    await transaction.address.update({
      where: { organisationId_id: { organisationId, id: addressId } },
      data: { endedAt: now() },
    });
    await leaveAddress(transaction, organisationId, personId, address.normalised);
    await endSessionsIn(transaction, doer, personId);
    await recordEvent(transaction, doer, "address-ended", { personId });
    await tellOfAddressChange(transaction, doer, personId, "ended", [address]);
    return { addressId, ended: true };
  });
}
