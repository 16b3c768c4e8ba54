import { randomBytes } from "node:crypto";
import { networkKey } from "#lib/auth/network.ts";
import { now, today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import { newId } from "#lib/identifiers.ts";
import { readClassCode } from "./class-code.ts";
import { findTablet, stateOf, type TabletPass, tokenHash } from "./find-tablet.ts";
import { newTabletName } from "./tablet-names.ts";
import { askingMinutes, mostAsking, mostAskingFromOneNetwork, unseenMinutes } from "./words.ts";

const wrong = (sentence: string) => new Refusal("invalid", sentence, [{ field: "code", message: sentence }]);
const unknown = () =>
  wrong("We do not know that code. Look at the letters again, or ask for the code of today.");

/**
 * A tablet that types a class code asks to be let in, and learns no more than that it has asked. Nothing counts tries:
 * thirty tablets share one address, and a guessed code only makes a teacher say no. What is limited is how many may
 * wait at one session: from one network twice a class, so that somebody elsewhere who has seen the code takes no place
 * from the room; and where there is no room, those give theirs up whose screen nobody looks at any more.
 * @param before what this tablet holds already: asking again at the same session is still one tablet
 * @param network where it asks from, as networkOf gives it
 * @throws Refusal "invalid" for a code that is none or whose session is over, "too-many-tries" when too many ask
 */
export async function askToBeLetIn(
  typed: string,
  before: TabletPass | null,
  network: string,
): Promise<TabletPass> {
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
    const from = networkKey(network, sessionId);
    await makeRoom(transaction, { organisationId, sessionId, network: from });
    const names = await transaction.sessionTablet.findMany({
      where: { organisationId, sessionId },
      select: { name: true },
    });
    const token = randomBytes(32).toString("base64url");
    await transaction.sessionTablet.create({
      data: {
        organisationId,
        id: newId(),
        sessionId,
        name: newTabletName(new Set(names.map(({ name }) => name))),
        tokenHash: tokenHash(token),
        network: from,
        askedAt: now(),
        seenAt: now(),
      },
    });
    return { organisationId, token };
  });
}

/**
 * Room for one more tablet that asks, also by taking the place of those that nobody looks at.
 * @throws Refusal "too-many-tries" when all of them are looked at
 */
async function makeRoom(
  transaction: Transaction,
  { organisationId, sessionId, network }: { organisationId: string; sessionId: string; network: string },
): Promise<void> {
  const before = (minutes: number) => new Date(now().getTime() - minutes * 60_000);
  const asking = await transaction.sessionTablet.findMany({
    where: {
      organisationId,
      sessionId,
      admittedAt: null,
      turnedAwayAt: null,
      askedAt: { gt: before(askingMinutes) },
    },
    select: { id: true, network: true, seenAt: true },
    orderBy: { seenAt: "asc" },
  });
  const ofNetwork = asking.filter((one) => one.network === network);
  const tooMany = Math.max(ofNetwork.length - mostAskingFromOneNetwork, asking.length - mostAsking) + 1;
  if (tooMany <= 0) return;
  const full = ofNetwork.length >= mostAskingFromOneNetwork ? ofNetwork : asking;
  const unseen = full.filter(({ seenAt }) => seenAt < before(unseenMinutes));
  if (unseen.length < tooMany)
    throw new Refusal(
      "too-many-tries",
      "Too many tablets are asking to be let in. Tell your teacher or whoever leads the session, then type the code again.",
    );
  await transaction.sessionTablet.updateMany({
    where: { organisationId, id: { in: unseen.slice(0, tooMany).map(({ id }) => id) } },
    data: { turnedAwayAt: now() },
  });
}
