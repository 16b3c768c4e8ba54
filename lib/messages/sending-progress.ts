import { stringify } from "csv-stringify/sync";
import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { may } from "#lib/permissions/permissions.ts";
import { messagesOfSending } from "./message-list.ts";
import type { Skipped } from "./run-sending.ts";
import type { AskedSending } from "./send-reminders.ts";
import { kindNames, type MessageState, messageStates, sayMore, skipReasons, stateNames } from "./words.ts";

export type SendingProgress = {
  id: string;
  /** The school whose people it is about; null for the organisation's own. */
  school: string | null;
  startedBy: string | null;
  createdAt: Date;
  /** When the last of its messages was written; they may wait still. Null while the worker is at it. */
  finishedAt: Date | null;
  /** How many people's signatures it is about. */
  people: number;
  /** How many messages there are in each state. */
  counts: Record<MessageState, number>;
  /** Who is left out, by name, with the reason. */
  skipped: Skipped[];
  /** When those that wait may go at the latest; null when they may now. */
  waitsUntil: Date | null;
};

async function sendingFor(actor: Actor, unitId: string, sendingId: string) {
  const { organisationId } = actor;
  if (!may(actor, "messages:read", unitId) || !isId(sendingId)) throw notFound();
  // the organisation's list has those of all its schools
  const here = unitId === organisationId ? {} : { unitId };
  const found = await inOrganisation(organisationId, (transaction) =>
    transaction.sending.findFirst({
      where: { organisationId, id: sendingId, ...here, kind: "reminder" },
      include: {
        startedBy: { select: { givenName: true, familyName: true, knownAs: true } },
        unit: { select: { kind: true, name: true } },
      },
    }),
  );
  if (!found) throw notFound();
  return found;
}

/**
 * How far a sending of reminders has come.
 * @param unitId a school's, or the organisation's for a sending of any of its schools
 * @throws Refusal "not-found" without `messages:read` at the unit, or when it is none of its sendings
 */
export async function sendingProgress(
  actor: Actor,
  unitId: string,
  sendingId: string,
): Promise<SendingProgress> {
  const { startedBy, unit, createdAt, finishedAt, asked, skipped } = await sendingFor(
    actor,
    unitId,
    sendingId,
  );
  const { organisationId } = actor;
  const where = { organisationId, sendingId };
  const [counted, last] = await inOrganisation(organisationId, async (transaction) => [
    await transaction.message.groupBy({ by: ["state"], where, _count: true }),
    await transaction.message.aggregate({ where: { ...where, state: "waiting" }, _max: { notBefore: true } }),
  ]);
  const waitsUntil = last._max.notBefore;
  return {
    ...{ id: sendingId, createdAt, finishedAt },
    school: unit.kind === "school" ? unit.name : null,
    startedBy: startedBy && calledName(startedBy),
    people: new Set((asked as AskedSending).who.map(({ personId }) => personId)).size,
    counts: Object.fromEntries(
      messageStates.map((name) => [name, counted.find((one) => one.state === name)?._count ?? 0]),
    ) as Record<MessageState, number>,
    skipped: (skipped as Skipped[]).toSorted((one, other) => one.name.localeCompare(other.name, "en-GB")),
    waitsUntil: waitsUntil && waitsUntil > now() ? waitsUntil : null,
  };
}

// A spreadsheet would run a cell that begins like a formula: such a cell gets an apostrophe in front.
const options = { escape_formulas: true, record_delimiter: "windows" } as const;

/**
 * What came of a sending as a CSV file: everybody it wrote to and everybody it left out.
 * @throws Refusal "not-found" as `sendingProgress`
 */
export async function sendingFile(actor: Actor, unitId: string, sendingId: string): Promise<string> {
  const { skipped } = await sendingFor(actor, unitId, sendingId);
  const { timeZone } = actor.organisation;
  let file = stringify([["Name", "E-mail address", "Message", "State", "More"]], { ...options, bom: true });
  for await (const messages of messagesOfSending(actor.organisationId, sendingId))
    file += stringify(
      messages.map((message) => [
        message.person?.name ?? "",
        message.toAddress,
        kindNames[message.kind] ?? message.kind,
        stateNames[message.state],
        sayMore(message, timeZone, now()),
      ]),
      options,
    );
  return (
    file +
    stringify(
      (skipped as Skipped[]).map(({ name, reason }) => [name, "", "None", "Left out", skipReasons[reason]]),
      options,
    )
  );
}
