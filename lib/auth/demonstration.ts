import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { settings } from "#lib/env.ts";
import { notFound } from "#lib/errors.ts";
import { startSession } from "./sessions.ts";

/**
 * The demonstration's organisations, in the order of their names.
 * @throws Refusal "not-found" outside demo mode
 */
export async function demonstrationOrganisations(): Promise<
  { organisationId: string; name: string; timeZone: string }[]
> {
  if (!settings().demo) throw notFound();
  const directory = await database().organisationDirectory.findMany({
    where: { demonstration: true },
    select: { id: true },
  });
  const organisations = await Promise.all(
    directory.map(({ id: organisationId }) =>
      inOrganisation(organisationId, (transaction) =>
        transaction.organisation.findUniqueOrThrow({
          where: { organisationId },
          select: { organisationId: true, name: true, timeZone: true },
        }),
      ),
    ),
  );
  return organisations.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

/**
 * Starts a session without any proof, which demo mode allows for the people of a demonstration's organisation and
 * nobody else: a real organisation beside it stays closed.
 * @returns the session's identifier
 * @throws Refusal "not-found" outside demo mode, or for anybody else
 */
export async function signInAsPersona(persona: {
  organisationId: string;
  personId: string;
}): Promise<string> {
  if (!settings().demo) throw notFound();
  const organisation = await database().organisationDirectory.findUnique({
    where: { id: persona.organisationId },
    select: { demonstration: true },
  });
  if (!organisation?.demonstration) throw notFound();
  return startSession({
    organisationId: persona.organisationId,
    personId: persona.personId,
    method: "persona",
  });
}
