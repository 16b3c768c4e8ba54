import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { actorFor, anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { addContact } from "./add-contact.ts";
import { changeContact } from "./change-contact.ts";
import { confirmContact } from "./confirm-contact.ts";
import { insertAddress } from "./insert-address.ts";
import { personRecord } from "./person-record.ts";

const { query } = await testDatabase();

let organisationId: string;
let school: string;
let office: Actor;

beforeAll(async () => {
  const made = await anOrganisation({ schools: 1 });
  organisationId = made.organisationId;
  school = made.schools[0]?.id as string;
  office = await actorFor(
    organisationId,
    await aPerson(organisationId, { duties: [{ kind: "office", unitId: school }] }),
  );
});

const known = { relationship: "Mother", maySign: "on", startsOn: "2024-09-01" };

async function aChild(...addresses: (string | null)[]) {
  const pupil = await aPerson(organisationId, { roles: [{ role: "pupil", unitId: school, yearGroup: 5 }] });
  const contacts: string[] = [];
  for (const address of addresses) {
    // a parent of the school, so that its office may change them
    const adultId = await aPerson(organisationId, { roles: [{ role: "parent", unitId: school }] });
    if (address)
      await inOrganisation(organisationId, (transaction) =>
        insertAddress(transaction, organisationId, adultId, address),
      );
    contacts.push((await addContact(office, pupil, { ...known, adultId })).contactId);
  }
  return { pupil, contacts };
}
const contactsOf = async (pupil: string) => (await personRecord(office, pupil)).contacts;

test("the office sees how each adult can be reached, and never why an address must not be used", async () => {
  const { pupil, contacts } = await aChild(
    "shared@example.org",
    "shared@example.org",
    null,
    "own@example.org",
  );
  const reach = async () => (await contactsOf(pupil)).map((one) => one.reach);
  expect((await reach()).sort()).toEqual(["address", "address", "address", "no-address"]);
  await changeContact(office, contacts[0] as string, { relationship: "Father", doNotContact: "on" });
  const byId = new Map((await contactsOf(pupil)).map((one) => [one.id, one.reach]));
  expect(contacts.map((id) => byId.get(id))).toEqual([
    "address-not-to-use",
    "address-not-to-use",
    "no-address",
    "address",
  ]);
});

test("who acts for a pupil as an adult is kept, and can be changed", async () => {
  const { pupil, contacts } = await aChild(null);
  const acts = async () => (await contactsOf(pupil))[0]?.actsForAdult;
  expect(await acts()).toBe(false);
  await changeContact(office, contacts[0] as string, { ...known, actsForAdult: "on" });
  expect(await acts()).toBe(true);
  await changeContact(office, contacts[0] as string, known);
  expect(await acts()).toBe(false);
});

test("a disputed contact is set right once, with an event", async () => {
  const { pupil, contacts } = await aChild(null);
  const id = contacts[0] as string;
  await query("owner", "update contact set disputed_at = now() where id = $1", [id]);
  expect((await contactsOf(pupil))[0]).toMatchObject({ disputed: true });
  await confirmContact(office, id);
  await confirmContact(office, id);
  expect((await contactsOf(pupil))[0]).toMatchObject({ disputed: false });
  const { rows } = await query(
    "owner",
    "select kind from event where person_id = $1 and kind like 'contact-c%'",
    [pupil],
  );
  expect(rows).toEqual([{ kind: "contact-confirmed" }]);
});
