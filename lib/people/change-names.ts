import { inOrganisation } from "#lib/database/transaction.ts";
import { type Day, dayToDate } from "#lib/dates.ts";
import { Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { parse } from "#lib/parse.ts";
import { type Doer, lockPerson, todayFor } from "./access.ts";
import { calledName, legalName, sortName } from "./names.ts";
import { personToIdentify } from "./person-to-identify.ts";
import { demandPowerOver } from "./power.ts";
import { namesInput } from "./schema.ts";

/** @throws Refusal "invalid" for a date of birth that has not come */
export function refuseUnborn(bornOn: Day | undefined, today: Day): void {
  if (bornOn === undefined || bornOn <= today) return;
  const message = "Date of birth must be in the past";
  throw new Refusal("invalid", `${message}.`, [{ field: "bornOn", message }]);
}

/**
 * Changes someone's names and date of birth. What they signed keeps the name as it was.
 * @throws Refusal "not-found" outside the doer's reach; "not-permitted" when the person has more power than the doer
 * or another school keeps their names
 */
export async function changeNames(
  doer: Doer,
  personId: string,
  given: unknown,
): Promise<{ personId: string; changed: boolean }> {
  const input = parse(namesInput, given);
  const { organisationId } = doer;
  return inOrganisation(organisationId, async (transaction) => {
    await personToIdentify(transaction, doer, personId);
    await lockPerson(transaction, organisationId, personId);
    await demandPowerOver(transaction, doer, personId);
    refuseUnborn(input.bornOn, await todayFor(transaction, doer));
    const before = await transaction.person.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: personId } },
      select: { givenName: true, familyName: true, knownAs: true, bornOn: true },
    });
    const after = {
      givenName: input.givenName,
      familyName: input.familyName,
      knownAs: input.knownAs ?? null,
      bornOn: input.bornOn === undefined ? null : dayToDate(input.bornOn),
    };
    const renamed =
      before.givenName !== after.givenName ||
      before.familyName !== after.familyName ||
      before.knownAs !== after.knownAs;
    const reborn = before.bornOn?.getTime() !== after.bornOn?.getTime();
    if (!renamed && !reborn) return { personId, changed: false };
    await transaction.person.update({
      where: { organisationId_id: { organisationId, id: personId } },
      data: { ...after, sortName: sortName(after) },
    });
    if (renamed) {
      const said = (names: typeof after) =>
        names.knownAs ? `${legalName(names)} (known as ${calledName(names)})` : legalName(names);
      await recordEvent(transaction, doer, "person-renamed", {
        personId,
        details: { before: said(before), after: said(after) },
      });
    }
    // The day itself stays out of the event, which cannot be erased.
    if (reborn) await recordEvent(transaction, doer, "born-on-changed", { personId });
    return { personId, changed: true };
  });
}
