import { randomBytes } from "node:crypto";
import { now, today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { readClassCode } from "./class-code.ts";
import { findTablet, stateOf, type TabletPass, tokenHash } from "./find-tablet.ts";
import { newTabletName } from "./tablet-names.ts";
import { askingMinutes, mostAsking } from "./words.ts";

const wrong = (sentence: string) => new Refusal("invalid", sentence, [{ field: "code", message: sentence }]);
const unknown = () =>
  wrong("We do not know that code. Look at the letters again, or ask for the code of today.");

/**
 * A tablet that types a class code asks to be let in, and learns no more than that it has asked. Nothing counts tries:
 * thirty tablets share one address, and a guessed code only makes a teacher say no. What is limited is how many may
 * wait at one session.
 * @param before what this tablet holds already: asking again at the same session is still one tablet
 * @throws Refusal "invalid" for a code that is none or whose session is over, "too-many-tries" when too many ask
 */
export async function askToBeLetIn(typed: string, before: TabletPass | null): Promise<TabletPass> {
  if (!typed.trim()) throw wrong("Type the class code");
  const code = readClassCode(typed);
  if (!code) throw wrong("A class code has five letters. Look at the letters again.");
  const entry = await database().directoryEntry.findFirst({
    where: { kind: "class-code", key: code, directory: { state: "open" } },
    select: { organisationId: true, targetId: true },
  });
  if (!entry) throw unknown();
  const { organisationId, targetId: sessionId } = entry;
  return inOrganisation(organisationId, async (transaction) => {
    // one at a time, or two tablets would get one name
    const [locked] = await transaction.$queryRaw<{ id: string }[]>`
      select id from signing_session where organisation_id = ${organisationId}::uuid and id = ${sessionId}::uuid for no key update`;
    if (!locked) throw unknown();
    const session = await transaction.signingSession.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: sessionId } },
      select: {
        closesAt: true,
        closedAt: true,
        classGroup: { select: { academicYear: true } },
        unit: { select: { organisation: { select: { timeZone: true } } } },
      },
    });
    const day = today(session.unit.organisation.timeZone);
    const state = stateOf({ ...session, classYear: session.classGroup?.academicYear ?? null }, day);
    if (state === "closed") throw unknown();
    if (state === "run-out") throw wrong("That code was for a session that is over. Ask for today’s code.");
    if (before && before.organisationId === organisationId) {
      const found = await findTablet(transaction, before);
      if (found?.sessionId === sessionId && ["asking", "admitted"].includes(found.standing)) return before;
    }
    const tablets = await transaction.sessionTablet.findMany({
      where: { organisationId, sessionId },
      select: { name: true, askedAt: true, admittedAt: true, turnedAwayAt: true },
    });
    const since = new Date(now().getTime() - askingMinutes * 60_000);
    const asking = tablets.filter(
      ({ askedAt, admittedAt, turnedAwayAt }) => !admittedAt && !turnedAwayAt && askedAt > since,
    );
    if (asking.length >= mostAsking)
      throw new Refusal(
        "too-many-tries",
        "Too many tablets are asking to be let in. Tell your teacher or whoever leads the session, then type the code again.",
      );
    const token = randomBytes(32).toString("base64url");
    await transaction.sessionTablet.create({
      data: {
        organisationId,
        id: newId(),
        sessionId,
        name: newTabletName(new Set(tablets.map(({ name }) => name))),
        tokenHash: tokenHash(token),
        askedAt: now(),
      },
    });
    return { organisationId, token };
  });
}
