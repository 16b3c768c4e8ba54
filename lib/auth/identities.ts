import { createHash } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { leadsOf } from "./choose-person.ts";
import { startSession } from "./sessions.ts";
import { type AskedFor, keepProof } from "./sign-in-codes.ts";

/** An account at an identity provider. The provider says so in a token that it has signed, and never an address. */
export type Identity = { issuer: string; subject: string };

/** The directory's key for an identity: SHA-256 in hexadecimal. */
export const identityKey = ({ issuer, subject }: Identity): string =>
  createHash("sha256").update(`identity:${issuer}|${subject}`).digest("hex");

export type IdentitySignIn =
  | { outcome: "signed-in"; sessionId: string }
  /** The account is linked in several organisations: the browser keeps the proof, and its person chooses. */
  | { outcome: "several"; proof: AskedFor }
  | { outcome: "unknown" };

/** Signs in whoever has linked this account. By issuer and subject alone: an e-mail address is nobody's identity. */
export async function signInWithIdentity(identity: Identity): Promise<IdentitySignIn> {
  const key = identityKey(identity);
  const [one, another] = await leadsOf(key);
  if (!one) return { outcome: "unknown" };
  if (another) return { outcome: "several", proof: await keepProof(key) };
  try {
    return { outcome: "signed-in", sessionId: await startSession(one) };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: "unknown" };
    throw error;
  }
}

/**
 * Links an account to the person who is signed in and has just signed in to that account in the same browser.
 * A second time changes nothing.
 * @param provider the provider's name, for the event
 * @throws Refusal "conflict" when the account is another person's; "not-permitted" for a persona, who proved nothing,
 * and for a letter, which proves too little
 */
export async function linkIdentity(actor: Actor, identity: Identity, provider: string): Promise<void> {
  const { organisationId, personId } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    if (!actor.sessionId) throw notFound();
    const session = await transaction.session.findUniqueOrThrow({ where: { id: actor.sessionId } });
    if (session.method === "persona") {
      throw new Refusal(
        "not-permitted",
        "People of the demonstration have no accounts of their own to link.",
      );
    }
    // Whoever has the letter has its code; an account linked with it would sign in for ever.
    if (session.method === "letter") {
      throw new Refusal("not-permitted", "An account cannot be linked with the code of a letter.");
    }
    const { count } = await transaction.identity.createMany({
      data: [{ organisationId, id: newId(), personId, ...identity, createdAt: now() }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const theirs = await transaction.identity.findFirst({ where: { organisationId, ...identity } });
      if (theirs?.personId === personId) return;
      throw new Refusal("conflict", `That ${provider} account is linked to somebody else already.`);
    }
    await transaction.directoryEntry.createMany({
      data: [{ kind: "identity", key: identityKey(identity), organisationId, targetId: personId }],
    });
    await recordEvent(transaction, actor, "identity-linked", { personId, details: { provider } });
  });
}
