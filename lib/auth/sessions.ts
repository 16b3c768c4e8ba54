import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { database, hotRows } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { calledName, legalName } from "#lib/people/names.ts";

/** `letter`: by the code of a printed letter, which opens agreements and no duties. */
export type SignInMethod = "code" | "persona" | "identity-provider" | "letter";

/**
 * How long a session lasts at most, in seconds: a working day. It is not made longer by being used, so a
 * forgotten browser on a shared computer is signed out by the next morning, and reading a page writes nothing.
 */
export const sessionSeconds = 12 * 60 * 60;

type Who = { organisationId: string; personId: string; method: SignInMethod };

/**
 * Starts a session for a person who has proved who they are; the event is written with it. Somebody who has left
 * may still sign in, to see what they signed: leaving ends what they are asked and what they may do, not that.
 * @returns the session's identifier, which belongs in the cookie
 * @throws Refusal "not-found" when there is no such person, or their organisation takes nothing in at present
 */
export async function startSession({ organisationId, personId, method }: Who): Promise<string> {
  const id = newId();
  const startedAt = now();
  await inOrganisation(organisationId, async (transaction) => {
    const person = await transaction.person.findFirst({
      where: {
        organisationId,
        id: personId,
        erasedAt: null,
        organisation: { directory: { state: "open" } },
      },
      select: { id: true },
    });
    if (!person) throw notFound();
    const expiresAt = new Date(startedAt.getTime() + sessionSeconds * 1000);
    await transaction.session.create({
      data: { id, organisationId, personId, method, startedAt, expiresAt },
    });
    await recordEvent(transaction, { organisationId, personId }, "signed-in", {
      personId,
      details: { method },
    });
  });
  return id;
}

/** Ends a session at once; ending one that has ended changes nothing. */
export async function endSession(sessionId: string): Promise<void> {
  if (!isId(sessionId)) return;
  await database().session.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now() } });
}

type ActingRow = {
  organisation_id: string;
  organisation_name: string;
  organisation_slug: string;
  organisation_kind: Actor["organisation"]["kind"];
  colour: string | null;
  time_zone: string;
  demonstration: boolean;
  today: Date;
  person_id: string;
  given_name: string;
  family_name: string;
  known_as: string | null;
  memberships: Actor["memberships"];
  duties: Actor["duties"];
  seats: Actor["seats"];
  must_sign: boolean;
};

/**
 * Who is acting in a session, what they are and may do today: one statement for every page. Nothing of it is
 * kept between requests, so that a session which has ended, or a duty which has, counts from the next request on.
 * @returns null when the session has ended, has run out or never was
 */
export async function actorOfSession(
  sessionId: string,
  { withGate = true }: { withGate?: boolean } = {},
): Promise<Actor | null> {
  if (!isId(sessionId)) return null;
  const [row] = await hotRows<ActingRow>(
    "select * from who_is_acting($1::uuid, $2::timestamptz, $3::boolean)",
    [sessionId, now().toISOString(), withGate],
  );
  if (!row) return null;
  const names = { givenName: row.given_name, familyName: row.family_name, knownAs: row.known_as };
  return {
    organisationId: row.organisation_id,
    organisation: {
      name: row.organisation_name,
      slug: row.organisation_slug,
      kind: row.organisation_kind,
      colour: row.colour,
      timeZone: row.time_zone,
      demonstration: row.demonstration,
    },
    today: dateToDay(row.today),
    personId: row.person_id,
    name: calledName(names),
    legalName: legalName(names),
    memberships: row.memberships,
    duties: row.duties,
    seats: row.seats,
    mustSign: row.must_sign,
    sessionId,
  };
}
