import { now } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { calledName } from "#lib/people/names.ts";
import { type MembershipRole, roleNames } from "#lib/people/words.ts";
import { thoseWhoMay } from "./behind-address.ts";
import { type SignInMethod, startSession } from "./sessions.ts";
import { type AskedFor, provenKey, spendProof } from "./sign-in-codes.ts";

/** One of the people that an address or an identity leads to, in words by which they know themselves. */
export type Candidate = {
  organisationId: string;
  personId: string;
  name: string;
  organisation: string;
  /** `Staff at Elm Park Primary School`, one each; empty for someone who has left. */
  roles: string[];
};

export type Lead = { organisationId: string; personId: string; method: SignInMethod };

/**
 * Where a proven key leads. A person's own record only: who has been erased is nobody. By an address that must not
 * be used, only to who has work of their own behind it.
 */
export async function leadsOf(key: string): Promise<Lead[]> {
  const entries = await database().directoryEntry.findMany({
    where: { key, kind: { in: ["address", "identity"] }, directory: { state: "open" } },
    orderBy: [{ organisationId: "asc" }, { targetId: "asc" }],
  });
  const leads = entries.map(
    ({ kind, organisationId, targetId }): Lead => ({
      organisationId,
      personId: targetId,
      method: kind === "address" ? "code" : "identity-provider",
    }),
  );
  return entries[0]?.kind === "address" ? thoseWhoMay(key, leads) : leads;
}

/**
 * Who this browser may sign in as, now that its code was right. Names are told to nobody who has not proved it.
 * @throws Refusal "not-signed-in" when nothing is proved, or no longer
 */
export async function peopleBehind(asked: AskedFor | null): Promise<Candidate[]> {
  const key = await provenKey(asked);
  if (!key) throw new Refusal("not-signed-in", "Ask for a sign-in code first.");
  const people = await Promise.all((await leadsOf(key)).map(candidate));
  return people.filter((person) => person !== null);
}

function candidate({ organisationId, personId }: Lead): Promise<Candidate | null> {
  return inOrganisation(organisationId, async (transaction) => {
    const person = await transaction.person.findFirst({
      where: { organisationId, id: personId, erasedAt: null },
      include: {
        organisation: { select: { name: true } },
        memberships: {
          where: { organisationId, OR: [{ endsOn: null }, { endsOn: { gte: now() } }] },
          select: { role: true, unit: { select: { name: true } } },
          orderBy: { startsOn: "asc" },
        },
      },
    });
    if (!person) return null;
    return {
      organisationId,
      personId,
      name: calledName(person),
      organisation: person.organisation.name,
      roles: person.memberships.map(
        ({ role, unit }) => `${roleNames[role as MembershipRole]} at ${unit.name}`,
      ),
    };
  });
}

/**
 * Starts the session of one of the people whom this browser has proved to be. The proof is used up.
 * @returns the session's identifier
 * @throws Refusal "not-signed-in" when nothing is proved, or no longer; "not-found" when it is not one of them
 */
export async function signInAs(
  asked: AskedFor | null,
  chosen: { organisationId: string; personId: string },
): Promise<string> {
  const key = await provenKey(asked);
  const lead = key
    ? (await leadsOf(key)).find(
        ({ organisationId, personId }) =>
          organisationId === chosen.organisationId && personId === chosen.personId,
      )
    : undefined;
  if (key && !lead) throw notFound();
  if (!asked || !lead || !(await spendProof(asked))) {
    throw new Refusal("not-signed-in", "Ask for a sign-in code first.");
  }
  return startSession(lead);
}
