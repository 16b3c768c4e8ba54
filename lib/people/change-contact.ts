import { inOrganisation } from "#lib/database/transaction.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import type { Doer } from "./access.ts";
import { contactFor } from "./contact-for.ts";
import { changeContactInput } from "./schema.ts";

/**
 * Changes what is known about a contact. The event says that it changed, not what: whether somebody may be contacted
 * is nobody's business who reads events.
 * @throws Refusal "not-found" when the pupil is outside the doer's reach
 */
export async function changeContact(
  doer: Doer,
  contactId: string,
  given: unknown,
): Promise<{ contactId: string; changed: boolean }> {
  const input = parse(changeContactInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { contact, unitId, adultName } = await contactFor(transaction, doer, contactId);
    const after = { ...input, position: input.position ?? contact.position };
    const changed = (Object.keys(after) as (keyof typeof after)[]).some((key) => after[key] !== contact[key]);
    if (!changed) return { contactId, changed };
    await transaction.contact.update({
      where: { organisationId_id: { organisationId, id: contactId } },
      data: after,
    });
    await recordEvent(transaction, doer, "contact-changed", {
      personId: contact.pupilId,
      unitId,
      details: { adult: adultName },
    });
    return { contactId, changed };
  });
}
