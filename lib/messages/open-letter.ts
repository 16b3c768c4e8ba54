import { actorOfSession, startSession } from "#lib/auth/sessions.ts";
import { Refusal } from "#lib/errors.ts";
import { readLetterCode } from "./letter-code.ts";
import { findByHash, linkHash } from "./links.ts";
import { countWrong, demandFewWrong } from "./wrong-letter-codes.ts";

/**
 * Signs in by the code of a printed letter, for what its adult is asked to sign and nothing else. A code works as
 * often as it is typed, until it runs out or another letter takes its place.
 * @param network where it was typed, as networkOf gives it
 * @returns the session's identifier
 * @throws Refusal "invalid" with a sentence for what is wrong with the code; "too-many-tries"
 */
export async function openLetter(typed: string, network: string): Promise<string> {
  const refuse = (message: string) => new Refusal("invalid", `${message}.`, [{ field: "code", message }]);
  if (typed.trim() === "") throw refuse("Enter the code from your letter");
  const code = readLetterCode(typed);
  if (!code)
    throw refuse(
      "That is not a whole code. It has 10 letters and digits; 0, 1, I, L, O and U are never used",
    );
  demandFewWrong(network);
  const found = await findByHash(linkHash(code), "letter");
  switch (found.outcome) {
    case "found": {
      const { organisationId, personId } = found.link;
      const session = await startSession({ organisationId, personId, method: "letter" });
      // Since it was printed they may have become more than a parent or carer, or been joined with who is.
      if (!(await actorOfSession(session, { withGate: false })))
        throw refuse(
          "This code is no longer in use. Sign in with your e-mail address, or ask the school’s office",
        );
      return session;
    }
    case "expired":
      throw refuse("This code has run out. Ask the school’s office for a new letter");
    case "ended":
      throw refuse("This code is no longer in use. If you have a newer letter, use the code on that one");
    case "unknown":
      countWrong(network);
      throw refuse("We do not know that code. Look at the letter again and type it as it stands there");
  }
}
