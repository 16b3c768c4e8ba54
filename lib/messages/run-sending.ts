import { now, today } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { obligationRows } from "#lib/obligations/obligation-rows.ts";
import { type NewMessage, queueMessages } from "#lib/outbox.ts";
import { sayAsked, unitNames } from "./ask-to-sign.ts";
import { type Asked, askedOf } from "./asked-of.ts";
import { askingText } from "./asking-text.ts";
import { momentsToSend } from "./quiet-hours-of.ts";
import { recentlyIs } from "./recently-messaged.ts";
import { addresseesOf } from "./recipients.ts";
import type { AskedSending } from "./send-reminders.ts";
import type { SkipReason } from "./words.ts";

/** Somebody of a sending who gets no message: the person of the row, or whom it would have gone to. */
export type Skipped = { personId: string; name: string; reason: SkipReason };

/** As many people of the list as are gone through in one transaction. */
const atOnce = 100;

/**
 * Writes the messages of a sending, and who is left out with the reason. Broken off in the middle it goes on where it
 * was: a message that is written is not written again.
 */
export async function runSending({
  organisationId,
  sendingId,
}: {
  organisationId: string;
  sendingId: string;
}): Promise<void> {
  const where = { organisationId_id: { organisationId, id: sendingId } };
  const { sending, timeZone } = await inOrganisation(organisationId, async (transaction) => ({
    sending: await transaction.sending.findUniqueOrThrow({ where }),
    ...(await transaction.organisation.findUniqueOrThrow({
      where: { organisationId },
      select: { timeZone: true },
    })),
  }));
  if (sending.finishedAt) return;
  const { who, evenIfRecent } = sending.asked as AskedSending;
  const wanted = Map.groupBy(who, ({ personId }) => personId);
  const people = [...wanted.keys()];
  // parents of several children stand in several rows, and get one message
  const skipped = new Map<string, Skipped>();
  const written = new Set<string>();
  for (let at = 0; at < people.length; at += atOnce) {
    await inOrganisation(
      organisationId,
      async (transaction) => {
        // the same lock as asking: one message to one person, whichever of the two comes first
        await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`ask ${organisationId}`}, 0))`;
        await remindSome(transaction, {
          ...{
            organisationId,
            sendingId,
            unitId: sending.unitId,
            timeZone,
            day: today(timeZone),
            evenIfRecent,
          },
          ...{ people: people.slice(at, at + atOnce), wanted, skipped, written },
        });
      },
      { timeoutMs: 120_000 },
    );
  }
  await inOrganisation(organisationId, async (transaction) => {
    const total = await transaction.message.count({ where: { organisationId, sendingId } });
    await transaction.sending.update({
      where,
      data: { total, skipped: [...skipped.values()], finishedAt: now() },
    });
  });
}

type Some = {
  organisationId: string;
  sendingId: string;
  unitId: string;
  timeZone: string;
  day: Day;
  evenIfRecent: boolean;
  people: string[];
  wanted: Map<string, { seriesId: string }[]>;
  skipped: Map<string, Skipped>;
  /** Whom this sending has written to. */
  written: Set<string>;
};

async function remindSome(transaction: Transaction, some: Some): Promise<void> {
  const { organisationId, sendingId, unitId, day, wanted, skipped, written } = some;
  const members = await transaction.membership.findMany({
    where: { organisationId, unitId, personId: { in: some.people } },
    select: { personId: true },
    distinct: ["personId"],
  });
  // of nobody else is told here whether they have signed, or who they are
  const people = members.map(({ personId }) => personId);
  const contacts = await transaction.$queryRaw<{ adultId: string; pupilId: string }[]>`
    select c.adult_id as "adultId", c.pupil_id as "pupilId" from contact c
    where c.organisation_id = ${organisationId}::uuid and c.pupil_id = any (${people}::uuid[]) and c.may_sign
      and c.starts_on <= ${day}::date and (c.ends_on is null or c.ends_on >= ${day}::date)`;
  const everyone = [...new Set([...people, ...contacts.map(({ adultId }) => adultId)])];
  const isWanted = ({ subjectId, seriesId, unitIds }: Asked) =>
    unitIds.includes(unitId) && wanted.get(subjectId)?.some((one) => one.seriesId === seriesId);
  const asked = (await askedOf(transaction, organisationId, everyone, day)).filter(isWanted);
  const addressees = await addresseesOf(transaction, organisationId, everyone);
  const units = await unitNames(transaction, organisationId);
  const momentOf = await momentsToSend(transaction, organisationId, now());
  const before = await transaction.message.findMany({
    where: { organisationId, sendingId, personId: { in: everyone } },
    select: { personId: true },
  });
  for (const { personId } of before) if (personId) written.add(personId);

  const skip = (personId: string, reason: SkipReason) => {
    const name = addressees.get(personId)?.name;
    if (name !== undefined && !written.has(personId)) skipped.set(personId, { personId, name, reason });
  };
  const silent = people.filter((personId) => !asked.some(({ subjectId }) => subjectId === personId));
  const open = await stillOpen(transaction, some, silent);
  for (const personId of silent)
    skip(personId, !open.has(personId) ? "signed" : open.get(personId) ? "aside" : "nobody-to-ask");
  const messages: NewMessage[] = [];
  for (const [personId, items] of Map.groupBy(asked, (one) => one.personId)) {
    if (written.has(personId)) continue;
    const to = addressees.get(personId);
    const unsaid = items.filter(({ said }) => said === null);
    if (unsaid.length === 0) skip(personId, "said");
    else if (to?.isBarred) skip(personId, "barred");
    else if (!to?.asWritten) skip(personId, "no-address");
    else if (!some.evenIfRecent && to.lastAsked && to.lastAsked > recentlyIs()) skip(personId, "recent");
    else {
      const organisation = units.get(organisationId) ?? "";
      messages.push({
        ...{ organisationId, kind: "reminder", personId, unitId, sendingId, urgency: 5 },
        toAddress: to.asWritten,
        ...askingText("reminder", {
          ...sayAsked(unsaid, units),
          asks: [units.get(unitId) ?? organisation],
          ...{ name: to.name, organisation, signsIn: to.signsIn },
        }),
        dedupeKey: `reminder:${sendingId}:${personId}`,
        notBefore: momentOf(unitId),
      });
      written.add(personId);
      skipped.delete(personId);
    }
  }
  await queueMessages(transaction, messages);
}

/** Of people whom nobody can be asked about, who has something of their rows unsigned; true for who is away or excused. */
async function stillOpen(
  transaction: Transaction,
  { organisationId, unitId, timeZone, day, wanted }: Some,
  people: string[],
): Promise<Map<string, boolean>> {
  if (people.length === 0) return new Map();
  const rows = await transaction.$queryRaw<{ personId: string; seriesId: string; aside: boolean }[]>`
    with ${obligationRows({ organisationId, timeZone, day, unitIds: [unitId], withStarters: true })}
    select person_id as "personId", series_id as "seriesId", aside is not null as aside
    from obligation where person_id = any (${people}::uuid[]) and not done`;
  return new Map(
    rows
      .filter(({ personId, seriesId }) => wanted.get(personId)?.some((one) => one.seriesId === seriesId))
      .map(({ personId, aside }) => [personId, aside]),
  );
}
