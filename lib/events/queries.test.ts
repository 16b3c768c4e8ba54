import { expect, test } from "vitest";
import { testDatabase } from "#lib/database/test-database.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { anOrganisation, aPerson } from "#lib/testing/builders.ts";
import { eventsAbout } from "./queries.ts";
import { recordEvent } from "./record-event.ts";

await testDatabase();

test("what happened to a person reads as sentences, and is not hidden by each time they signed in", async () => {
  const { organisationId } = await anOrganisation();
  const personId = await aPerson(organisationId, { givenName: "Ann", familyName: "de Witt" });
  const told = await inOrganisation(organisationId, async (transaction) => {
    const command = { organisationId, words: "the demonstration" };
    await recordEvent(transaction, command, "born-on-changed", { personId });
    for (let time = 0; time < 3; time++)
      await recordEvent(transaction, { organisationId, personId }, "signed-in", { personId });
    return eventsAbout(transaction, organisationId, personId, "all", 2);
  });
  expect(told.map(({ sentence }) => sentence)).toEqual([
    "The demonstration changed the date of birth of Ann de Witt.",
  ]);
});
