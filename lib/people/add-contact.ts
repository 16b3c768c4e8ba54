import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, overlapping, personFor } from "./access.ts";
import { pupilFor } from "./contact-for.ts";
import { calledName } from "./names.ts";
import { addContactInput } from "./schema.ts";

/**
 * Links an adult to a pupil, from a day on. Never says why somebody may not sign or be contacted: there is no place
 * for it.
 * @throws Refusal "not-found" when either is outside the doer's reach; "conflict" when they are linked already
 */
export async function addContact(
  doer: Doer,
  pupilId: string,
  given: unknown,
): Promise<{ contactId: string }> {
  const input = parse(addContactInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    const { unitId } = await pupilFor(transaction, doer, pupilId);
    const adult = await personFor(transaction, doer, "people:change", input.adultId);
    if (adult.id === pupilId) {
      const message = "Choose somebody else: nobody is their own contact";
      throw new Refusal("invalid", `${message}.`, [{ field: "adultId", message }]);
    }
    await lockPerson(transaction, organisationId, pupilId);
    const already = await transaction.contact.findFirst({
      where: { organisationId, adultId: adult.id, pupilId, ...overlapping(input.startsOn, undefined) },
      select: { id: true },
    });
    if (already) {
      const message = `${calledName(adult)} is a contact already. Change or end that one`;
      throw new Refusal("conflict", `${message}.`, [{ field: "adultId", message }]);
    }
    const contactId = newId();
    await transaction.contact.create({
      data: {
        organisationId,
        id: contactId,
        adultId: adult.id,
        pupilId,
        relationship: input.relationship,
        parentalResponsibility: input.parentalResponsibility,
        livesWith: input.livesWith,
        position: input.position ?? 1,
        maySign: input.maySign,
        doNotContact: input.doNotContact,
        actsForAdult: input.actsForAdult,
        startsOn: dayToDate(input.startsOn),
      },
    });
    await recordEvent(transaction, doer, "contact-added", {
      personId: pupilId,
      unitId,
      details: { adult: calledName(adult) },
    });
    return { contactId };
  });
}
