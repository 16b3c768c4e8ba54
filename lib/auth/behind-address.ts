import { inOrganisation } from "#lib/database/transaction.ts";
import { whoMayStillSignIn } from "#lib/people/addresses-not-to-use.ts";

/** Of the people whom an address leads to, those who may be sent a code by it. */
export async function thoseWhoMay<Person extends { organisationId: string; personId: string }>(
  addressHash: string,
  people: Person[],
): Promise<Person[]> {
  const allowed = await Promise.all(
    [...new Set(people.map(({ organisationId }) => organisationId))].map(async (organisationId) => {
      const here = people.filter((person) => person.organisationId === organisationId);
      const ids = here.map(({ personId }) => personId);
      const may = await inOrganisation(organisationId, (transaction) =>
        whoMayStillSignIn(transaction, organisationId, addressHash, ids),
      );
      return here.filter(({ personId }) => may.has(personId));
    }),
  );
  return allowed.flat();
}
