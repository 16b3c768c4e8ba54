import { now } from "#lib/clock.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { sayMoment } from "#lib/dates.ts";
import { newId } from "#lib/identifiers.ts";
import { queueMessage } from "#lib/outbox.ts";
import type { Doer } from "./access.ts";
import { calledName } from "./names.ts";
import { normaliseAddress } from "./schema.ts";

const what = {
  added: "An e-mail address was added to your record",
  ended: "This e-mail address was taken off your record",
};
const whatFollows = {
  added: "Sign-in codes for you can be sent to the new address from now on, as well as to this one.",
  ended: "Sign-in codes for you are no longer sent here, and you have been signed out.",
};

/**
 * Tells someone's addresses that where their sign-in codes go has changed, so that nobody's address is changed
 * behind their back. An address that leads to a contact marked do not contact is not written to: who has parted
 * from somebody must not be given away by the address they once shared.
 */
export async function tellOfAddressChange(
  transaction: Transaction,
  doer: Doer,
  personId: string,
  change: "added" | "ended",
  addresses: { asWritten: string }[],
): Promise<void> {
  if (addresses.length === 0) return;
  const { organisationId } = doer;
  const shared = await transaction.address.findMany({
    where: {
      organisationId,
      normalised: { in: addresses.map(({ asWritten }) => normaliseAddress(asWritten)) },
      person: { contactsAsAdult: { some: { doNotContact: true } } },
    },
    select: { normalised: true },
  });
  const quiet = new Set(shared.map(({ normalised }) => normalised));
  const organisation = await transaction.organisation.findUniqueOrThrow({
    where: { organisationId },
    select: { name: true, timeZone: true },
  });
  const person = await transaction.person.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: personId } },
    select: { givenName: true, familyName: true, knownAs: true },
  });
  const body = [
    `Hello ${calledName(person)},`,
    `${what[change]} at ${organisation.name} on ${sayMoment(now(), organisation.timeZone)}. ${whatFollows[change]}`,
    "If you did not expect this, tell your school’s office or your organisation’s administrator straight away.",
  ].join("\n\n");
  for (const { asWritten } of addresses) {
    if (quiet.has(normaliseAddress(asWritten))) continue;
    const id = newId();
    await queueMessage(transaction, {
      organisationId,
      kind: "address-changed",
      personId,
      toAddress: asWritten,
      subject: "Your e-mail address in Countersign has changed",
      body: `${body}\n`,
      urgency: 1,
      dedupeKey: `address-changed:${id}`,
    });
  }
}
