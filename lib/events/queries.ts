import type { Prisma } from "#lib/database/generated/client.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { isDay, sayDay } from "#lib/dates.ts";
import { calledName } from "#lib/people/names.ts";
import { type EventKind, eventSentence, eventSentences } from "./sentences.ts";

/** An event as a person reads it. */
export type ToldEvent = {
  id: string;
  happenedAt: Date;
  sentence: string;
  /** It came with the day, at no moment: `happenedAt` is the day's beginning in UTC. */
  wholeDay?: true;
};

const names = { select: { givenName: true, familyName: true, knownAs: true } } as const;

/** Details in the words of a sentence: days as people say them. */
function said(details: unknown): Record<string, string> {
  if (details === null || typeof details !== "object") return {};
  return Object.fromEntries(
    Object.entries(details)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, isDay(String(value)) ? sayDay(String(value)) : String(value)]),
  );
}

/**
 * The latest events about a person, newest first, without each time they signed in, which would hide the rest.
 * Whoever calls has made sure that they may be read.
 * @param unitIds only what happened at these units, or at none; "all" for everything
 */
export async function eventsAbout(
  transaction: Transaction,
  organisationId: string,
  personId: string,
  unitIds: "all" | string[],
  most = 50,
): Promise<ToldEvent[]> {
  const events = await transaction.event.findMany({
    where: {
      organisationId,
      personId,
      kind: { not: "signed-in" },
      ...(unitIds === "all" ? {} : { OR: [{ unitId: null }, { unitId: { in: unitIds } }] }),
    },
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: most,
    select: fields,
  });
  return told(events);
}

/**
 * The latest events about a policy itself, newest first; not who signed or asked about it.
 * @param exemptionsAt the units of which the exemptions from it are told as well, with the names of the people
 */
export async function eventsOfPolicy(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
  exemptionsAt: "all" | string[],
  most = 50,
): Promise<ToldEvent[]> {
  const events = await transaction.event.findMany({
    where: {
      organisationId,
      policyId,
      OR: [
        { personId: null },
        {
          kind: { startsWith: "exemption-" },
          ...(exemptionsAt === "all" ? {} : { unitId: { in: exemptionsAt } }),
        },
      ],
    },
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: most,
    select: fields,
  });
  return told(events);
}

const fields = {
  id: true,
  kind: true,
  happenedAt: true,
  actorWords: true,
  details: true,
  actor: names,
  person: names,
  unit: { select: { name: true } },
  policy: { select: { title: true } },
  signature: { select: { agreement: { select: { title: true } } } },
} as const;

/** Every sentence begins with who did it, and words such as `the demonstration` may be that. */
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function told(events: Prisma.EventGetPayload<{ select: typeof fields }>[]): ToldEvent[] {
  return events
    .filter(({ kind }) => kind in eventSentences)
    .map((event) => ({
      id: event.id,
      happenedAt: event.happenedAt,
      sentence: eventSentence(event.kind as EventKind, {
        who: event.actor ? calledName(event.actor) : upperFirst(event.actorWords ?? "someone"),
        person: event.person ? calledName(event.person) : undefined,
        school: event.unit?.name,
        policy: event.policy?.title,
        agreement: event.signature?.agreement.title,
        ...said(event.details),
      }),
    }));
}
