import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson } from "./access.ts";
import { insertAddress } from "./insert-address.ts";
import { personToIdentify } from "./person-to-identify.ts";
import { demandPowerOver } from "./power.ts";
import { addAddressInput, normaliseAddress } from "./schema.ts";
import { tellOfAddressChange } from "./tell-of-address-change.ts";

const most = 10;

/**
 * Adds an address: sign-in codes for the person may go there from now on, and their other addresses are told so.
 * One that they have already gives `made: false`.
 * @throws Refusal "not-found" outside the doer's reach; "not-permitted" when the person has more power than the doer
 * or another school keeps their addresses
 */
export async function addAddress(
  doer: Doer,
  personId: string,
  given: unknown,
): Promise<{ addressId: string; made: boolean }> {
  const input = parse(addAddressInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    await personToIdentify(transaction, doer, personId);
    await lockPerson(transaction, organisationId, personId);
    await demandPowerOver(transaction, doer, personId);
    const others = await transaction.address.findMany({
      where: {
        organisationId,
        personId,
        endedAt: null,
        normalised: { not: normaliseAddress(input.address) },
      },
      select: { asWritten: true },
    });
    if (others.length >= most)
      throw new Refusal("conflict", "Ten e-mail addresses are enough. Take one away first.", [
        { field: "address", message: "Ten e-mail addresses are enough. Take one away first" },
      ]);
    const { id, made } = await insertAddress(transaction, organisationId, personId, input.address);
    if (made) {
      await recordEvent(transaction, doer, "address-added", { personId });
      await tellOfAddressChange(transaction, doer, personId, "added", others);
    }
    return { addressId: id, made };
  });
}
