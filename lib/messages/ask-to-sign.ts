import { createHash } from "node:crypto";
import { now, today } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { type NewMessage, queueMessages } from "#lib/outbox.ts";
import { type Asked, askedOf } from "./asked-of.ts";
import { askingText } from "./asking-text.ts";
import { momentsToSend } from "./quiet-hours-of.ts";
import { addresseesOf } from "./recipients.ts";
import { whoMayBeAsked } from "./who-may-be-asked.ts";

/** As many people as are asked in one transaction. */
const atOnce = 50;

/** The key of an asking message says what it tells of, so that nobody is told of the same thing again. */
const keyOf = (personId: string, address: string, items: string[]): string =>
  `ask:${personId}:${createHash("sha256").update(address).digest("hex").slice(0, 12)}:${items.toSorted().join(",")}`;

/** How far asking has come: units are gone through one by one, in the order of their identifiers. */
export type AskingPart = {
  asked: number /** The last unit that is done, when some are left. */;
  after: string | null;
};

/**
 * Writes one message to everybody with an address who is asked to sign something that they have not been told of yet:
 * for themselves, and as a parent or carer when it is their turn. However often it runs, also twice at once, nobody is
 * told of one thing twice. Does nothing where the organisation does not ask people by itself.
 * @returns how many messages were written
 */
export async function askToSign(organisationId: string): Promise<number> {
  return (await askFrom(organisationId, null, Number.POSITIVE_INFINITY)).asked;
}

/**
 * Does the same school by school, some dozens of people in a transaction, and begins no further school once it has
 * lasted for some time.
 * @param after the last unit that an earlier part has done; null from the beginning
 */
export async function askFrom(
  organisationId: string,
  after: string | null,
  longestMs: number,
): Promise<AskingPart> {
  const began = performance.now();
  const { units, timeZone, asksPeople } = await inOrganisation(organisationId, async (transaction) => ({
    units: await transaction.unit.findMany({
      where: { organisationId, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: "asc" },
      select: { id: true },
    }),
    ...(await settingsOf(transaction, organisationId)),
  }));
  if (!asksPeople) return { asked: 0, after: null };
  const day = today(timeZone);
  let asked = 0;
  for (const { id: unitId } of units) {
    asked += await askAt(organisationId, unitId, timeZone, day);
    if (performance.now() - began > longestMs && unitId !== units.at(-1)?.id) return { asked, after: unitId };
  }
  return { asked, after: null };
}

/** Asks whom one school awaits, and nobody else's, where the organisation asks people by itself. */
export async function askAtUnit(organisationId: string, unitId: string): Promise<number> {
  const { timeZone, asksPeople } = await inOrganisation(organisationId, (transaction) =>
    settingsOf(transaction, organisationId),
  );
  return asksPeople ? askAt(organisationId, unitId, timeZone, today(timeZone)) : 0;
}

const settingsOf = (transaction: Transaction, organisationId: string) =>
  transaction.organisation.findUniqueOrThrow({
    where: { organisationId },
    select: { timeZone: true, asksPeople: true },
  });

/** Asks whom one school, or the organisation itself, awaits. */
async function askAt(organisationId: string, unitId: string, timeZone: string, day: Day): Promise<number> {
  const people = await inOrganisation(
    organisationId,
    (transaction) => whoMayBeAsked(transaction, { organisationId, unitId, timeZone, day }),
    { timeoutMs: 60_000 },
  );
  let asked = 0;
  for (let at = 0; at < people.length; at += atOnce) {
    const some = people.slice(at, at + atOnce);
    asked += await inOrganisation(
      organisationId,
      (transaction) => askSome(transaction, organisationId, day, some),
      { timeoutMs: 60_000 },
    );
  }
  return asked;
}

async function askSome(
  transaction: Transaction,
  organisationId: string,
  day: Day,
  people: string[],
): Promise<number> {
  // One after the other: what one has told of, the next finds told.
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`ask ${organisationId}`}, 0))`;
  const [asked, addressees, told, units, momentOf] = [
    await askedOf(transaction, organisationId, people, day),
    await addresseesOf(transaction, organisationId, people),
    await toldOf(transaction, organisationId, people),
    await unitNames(transaction, organisationId),
    await momentsToSend(transaction, organisationId, now()),
  ];
  const organisation = units.get(organisationId) ?? "";
  const messages: NewMessage[] = [];
  for (const [personId, items] of Map.groupBy(asked, (one) => one.personId)) {
    const to = addressees.get(personId);
    if (!to?.asWritten || !to.normalised) continue;
    // whoever has said something instead of signing knows of it
    const open = items.filter(({ said }) => said === null);
    const isTold = (item: string) =>
      told.some(
        (one) =>
          one.personId === personId &&
          one.items.includes(item) &&
          (!one.failed || one.toAddress === to.asWritten),
      );
    if (open.every(({ item }) => isTold(item))) continue;
    const unitId = open[0]?.unitIds[0] ?? organisationId;
    messages.push({
      organisationId,
      kind: "ask",
      personId,
      unitId,
      toAddress: to.asWritten,
      ...askingText("ask", { ...sayAsked(open, units), name: to.name, organisation, signsIn: to.signsIn }),
      urgency: 5,
      dedupeKey: keyOf(
        personId,
        to.normalised,
        open.map(({ item }) => item),
      ),
      notBefore: momentOf(unitId),
    });
  }
  return (await queueMessages(transaction, messages)).length;
}

/** Who asks, and for whom. */
export const sayAsked = (asked: Asked[], units: Map<string, string>) => ({
  asks: [...new Set(asked.flatMap(({ unitIds }) => unitIds.flatMap((id) => units.get(id) ?? [])))].sort(),
  own: asked.some(({ capacity }) => capacity === "own"),
  forChildren: asked.some(({ capacity }) => capacity === "countersign"),
});

/** The names of an organisation's schools and its own. */
export async function unitNames(
  transaction: Transaction,
  organisationId: string,
): Promise<Map<string, string>> {
  const units = await transaction.unit.findMany({
    where: { organisationId },
    select: { id: true, name: true },
  });
  return new Map(units.map(({ id, name }) => [id, name]));
}

type Told = { personId: string; toAddress: string; failed: boolean; items: string[] };

/** What people were told of by messages that went out, wait, or failed. */
async function toldOf(transaction: Transaction, organisationId: string, people: string[]): Promise<Told[]> {
  const rows = await transaction.message.findMany({
    where: { organisationId, personId: { in: people }, kind: "ask", state: { not: "not-needed" } },
    select: { personId: true, toAddress: true, state: true, dedupeKey: true },
  });
  return rows.map(({ personId, toAddress, state, dedupeKey }) => ({
    ...{ personId: personId as string, toAddress, failed: state === "failed" },
    items: dedupeKey.split(":")[3]?.split(",") ?? [],
  }));
}
