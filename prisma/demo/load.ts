import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayOf } from "#lib/dates.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { createOrganisation } from "#lib/organisations/create-organisation.ts";
import { calendarOf } from "./calendar.ts";
import { type DemoOrganisation, demoOrganisations } from "./organisations.ts";
import { castOf } from "./people.ts";
import { writePolicies } from "./policies.ts";
import { writeSignatures } from "./signatures.ts";
import { writePeople } from "./write-people.ts";

/**
 * Loads the demonstration organisations. What is loaded already stays as it is; what was interrupted goes on where it
 * stopped. Takes a few seconds.
 * @throws Refusal when another organisation has the short name or a URN of one of them
 */
export async function loadDemonstration(): Promise<void> {
  for (const organisation of demoOrganisations) await load(organisation);
}

async function load(organisation: DemoOrganisation): Promise<void> {
  const { made } = organisation;
  const known = await database().organisationDirectory.findFirst({
    where: { slug: made.slug, demonstration: true },
  });
  const organisationId = known?.id ?? (await createOrganisation(made)).organisationId;
  const actor = { organisationId, words: made.words };
  const state = await inOrganisation(organisationId, async (transaction) => ({
    finished: await transaction.event.count({ where: { organisationId, kind: "demonstration-loaded" } }),
    people: await transaction.person.count({ where: { organisationId } }),
    ...(await transaction.organisation.findUniqueOrThrow({ where: { organisationId } })),
  }));
  if (state.finished > 0) return;

  // Its mail page shows what a visitor causes, at once and on any day; both can be set otherwise on the settings page.
  await inOrganisation(organisationId, (transaction) =>
    transaction.organisation.update({
      where: { organisationId },
      data: { asksPeople: false, quietFrom: 0, quietTo: 0, quietWeekends: false },
    }),
  );

  // Everything is reckoned from the day on which it began, also when it is finished on another.
  const calendar = calendarOf(dayOf(state.createdAt, state.timeZone));
  const cast = castOf(organisation);
  const { givenName, familyName } = made.administrator;
  const administrator = `${givenName} ${familyName}`;
  if (state.people === 1) await writePeople(actor, made.slug, cast, calendar, administrator);
  await writePolicies(actor, made.slug, calendar);
  cast.people.set(administrator, {
    name: administrator,
    givenName,
    familyName,
    knownAs: null,
    address: made.administrator.email,
    signing: "signed",
    memberships: [],
    duties: [],
  });
  await writeSignatures({ organisationId, slug: made.slug }, cast, calendar);
  await inOrganisation(organisationId, (transaction) =>
    recordEvent(transaction, actor, "demonstration-loaded", {
      unitId: organisationId,
      details: { organisation: made.name },
    }),
  );
}
