import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import type { Doer } from "./access.ts";
import { contactFor } from "./contact-for.ts";
import { endInput } from "./schema.ts";

/**
 * Ends a contact: the day given is its last.
 * @throws Refusal "not-found" when the pupil is outside the doer's reach; "invalid" for a day before it starts
 */
export async function endContact(
  doer: Doer,
  contactId: string,
  given: unknown,
): Promise<{ contactId: string; pupilId: string }> {
  const { on } = parse(endInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { contact, unitId, adultName } = await contactFor(transaction, doer, contactId);
    const { pupilId } = contact;
    if (on < dateToDay(contact.startsOn)) {
      const message = `Last day must be ${sayDay(contact.startsOn)} or later, because the contact starts then`;
      throw new Refusal("invalid", `${message}.`, [{ field: "on", message }]);
    }
    if (contact.endsOn && dateToDay(contact.endsOn) <= on) return { contactId, pupilId };
    await transaction.contact.update({
      where: { organisationId_id: { organisationId, id: contactId } },
      data: { endsOn: dayToDate(on) },
    });
    await recordEvent(transaction, doer, "contact-ended", {
      personId: pupilId,
      unitId,
      details: { adult: adultName },
    });
    return { contactId, pupilId };
  });
}
