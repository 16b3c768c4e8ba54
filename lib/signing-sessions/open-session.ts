import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { rolePlurals } from "#lib/people/words.ts";
import { newClassCode } from "./class-code.ts";
import { openClassSessionInput, openStaffSessionInput } from "./schema.ts";
import { type SessionGroup, whoIsAsked } from "./who-is-asked.ts";
import { classesToOpenFor, demandGroup } from "./who-may-open.ts";
import type { SessionLength } from "./words.ts";

/** Days after today at whose beginning a session closes. */
const days: Record<Exclude<SessionLength, "lesson">, number> = { today: 1, week: 7, "two-weeks": 14 };

/** How long after its time the code of a session that nobody closed still says that it is an old one. */
const daysOfOldCodes = 7;

/**
 * Opens a session in which the pupils of a class or tutor group sign on tablets.
 * @throws Refusal "not-found" for whoever neither teaches it nor may open sessions there, "invalid" with a problem per field
 */
export async function openClassSession(actor: Actor, unitId: string, given: unknown): Promise<string> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    const classes = await classesToOpenFor(transaction, actor, unitId);
    // before the form is read: to those who may not, no form is there
    if (classes.length === 0) await demandGroup(transaction, actor, { unitId, classGroupId: null });
    const { classGroupId, seriesId, length } = parse(openClassSessionInput, given);
    const group = classes.find(({ id }) => id === classGroupId);
    if (!group) throw notFound();
    const asked = { organisationId: actor.organisationId, unitId, role: "pupil", classGroupId, seriesId };
    return open(transaction, actor, asked, group.name, length);
  });
}

/**
 * Opens a session in which grown-ups of one role sign on shared tablets or their own telephones, without an account.
 * @throws Refusal "not-found" without `signing-sessions:open` there, "invalid" with a problem per field
 */
export async function openStaffSession(actor: Actor, unitId: string, given: unknown): Promise<string> {
  return inOrganisation(actor.organisationId, async (transaction) => {
    await demandGroup(transaction, actor, { unitId, classGroupId: null });
    const { role, seriesId, length } = parse(openStaffSessionInput, given);
    const asked = { organisationId: actor.organisationId, unitId, role, classGroupId: null, seriesId };
    return open(transaction, actor, asked, rolePlurals[role], length);
  });
}

async function open(
  transaction: Transaction,
  actor: Actor,
  group: SessionGroup,
  whom: string,
  length: SessionLength,
): Promise<string> {
  const { organisationId, personId, today, organisation } = actor;
  const { unitId, role, classGroupId, seriesId } = group;
  const unit = await transaction.unit.findFirst({
    where: { organisationId, id: unitId, closedOn: null },
    select: { id: true },
  });
  if (!unit) throw notFound();
  const asked = await whoIsAsked(transaction, group, today);
  const problem = (message: string) => {
    throw new Refusal("invalid", message, [{ field: "seriesId", message }]);
  };
  if (asked.length === 0) problem(`Nobody in ${whom} is asked to sign this agreement`);
  if (asked.every(({ signed }) => signed)) problem(`Everybody in ${whom} has signed this agreement already`);
  const openedAt = now();
  const id = newId();
  await forgetOldCodes(transaction, organisationId);
  const code = await enterCode(transaction, organisationId, id);
  await transaction.signingSession.create({
    data: {
      organisationId,
      id,
      unitId,
      classGroupId,
      role,
      seriesId,
      code,
      openedById: personId,
      openedAt,
      closesAt:
        length === "lesson"
          ? new Date(openedAt.getTime() + 60 * 60_000)
          : await beginningOf(transaction, today, days[length], organisation.timeZone),
    },
  });
  const agreement = await transaction.agreement.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: asked[0]?.agreementId as string } },
    select: { title: true },
  });
  await recordEvent(transaction, actor, "signing-session-opened", {
    unitId,
    details: { whom, agreement: agreement.title },
  });
  return id;
}

/** The moment at which the day so many days from today begins there. */
async function beginningOf(transaction: Transaction, today: string, count: number, timeZone: string) {
  const [row] = await transaction.$queryRaw<{ at: Date }[]>`
    select (${today}::date + ${count}::int)::timestamp at time zone ${timeZone} as at`;
  return row?.at as Date;
}

/** Finds a code that leads to no other session, in any organisation. */
async function enterCode(transaction: Transaction, organisationId: string, targetId: string) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const key = newClassCode();
    const { count } = await transaction.directoryEntry.createMany({
      data: [{ kind: "class-code", key, organisationId, targetId }],
      skipDuplicates: true,
    });
    if (count === 1) return key;
  }
  throw new Error("no class code is free");
}

/** Codes of sessions that nobody closed lead nowhere after a week, so that they can come round again. */
async function forgetOldCodes(transaction: Transaction, organisationId: string): Promise<void> {
  const before = new Date(now().getTime() - daysOfOldCodes * 24 * 60 * 60_000);
  await transaction.$executeRaw`
    delete from directory_entry e using signing_session s
    where e.kind = 'class-code' and e.organisation_id = ${organisationId}::uuid
      and s.organisation_id = ${organisationId}::uuid and s.id = e.target_id and s.closes_at < ${before}::timestamptz`;
}
