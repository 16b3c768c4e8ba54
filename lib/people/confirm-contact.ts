import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import type { Doer } from "./access.ts";
import { contactFor } from "./contact-for.ts";

/**
 * The office has looked: the adult who said that this is not their child stands as its contact after all, and is
 * asked again. Once it is so, a second time changes nothing.
 * @throws Refusal "not-found" when the pupil is outside the doer's reach
 */
export async function confirmContact(doer: Doer, contactId: string): Promise<{ pupilId: string }> {
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { contact, unitId, adultName } = await contactFor(transaction, doer, contactId);
    const { pupilId } = contact;
    if (contact.disputedAt === null) return { pupilId };
    await transaction.contact.update({
      where: { organisationId_id: { organisationId, id: contactId } },
      data: { disputedAt: null },
    });
    await recordEvent(transaction, doer, "contact-confirmed", {
      personId: pupilId,
      unitId,
      details: { adult: adultName },
    });
    return { pupilId };
  });
}
