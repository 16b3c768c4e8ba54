import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { type DutyKind, dutyNames } from "#lib/people/words.ts";

/** One step of a policy's approval, with who takes it. */
export type Step = {
  /** Counted from 1, as proposals and decisions name it. */
  number: number;
  bodyId: string | null;
  dutyKind: DutyKind | null;
  outcome: "approve" | "ratify";
  /** `Trust board`, or the duty in lower case: `the head`. */
  name: string;
};

/** `the head`, `the organisation administrator`: how a duty is said of whoever holds it. */
export const sayHolder = (kind: DutyKind): string =>
  `the ${kind === "it-administrator" ? dutyNames[kind] : dutyNames[kind].toLowerCase()}`;

/** The steps that a policy goes through until it is ratified, in order; none where nobody has set them. */
export async function stepsOf(
  transaction: Transaction,
  organisationId: string,
  policyId: string,
): Promise<Step[]> {
  const steps = await transaction.approvalStep.findMany({
    where: { organisationId, policyId },
    orderBy: { position: "asc" },
    include: { body: { select: { name: true } } },
  });
  return steps.map(({ bodyId, dutyKind, outcome, body }, index) => ({
    number: index + 1,
    bodyId,
    dutyKind: dutyKind as DutyKind | null,
    outcome: outcome as Step["outcome"],
    name: body?.name ?? sayHolder(dutyKind as DutyKind),
  }));
}

/**
 * Who has to act on a proposal today: of a body its clerks, chairs and vice-chairs, else everybody who sits on it; of a
 * duty whoever holds it at the policy's owner, else in the organisation; in a single school, whoever holds it. Where all these posts are empty the
 * organisation's administrators, so that nothing goes unread. Identifiers of people, each once.
 */
export async function whoActs(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  unitId: string,
  on: { bodyId: string | null; dutyKind: DutyKind | null },
): Promise<string[]> {
  const day = dayToDate(today);
  const now = { startsOn: { lte: day }, OR: [{ endsOn: null }, { endsOn: { gte: day } }] };
  const once = (rows: { personId: string }[]) => [...new Set(rows.map(({ personId }) => personId))];
  if (on.bodyId) {
    const seats = await transaction.seat.findMany({
      where: { organisationId, bodyId: on.bodyId, ...now },
      select: { personId: true, part: true },
      orderBy: [{ part: "asc" }, { personId: "asc" }],
    });
    const officers = seats.filter(({ part }) => part !== "member");
    if (seats.length > 0) return once(officers.length > 0 ? officers : seats);
  }
  const holders = async (kind: DutyKind, at: string) =>
    once(
      await transaction.duty.findMany({
        where: {
          ...{ organisationId, kind, ...now },
          AND: { OR: [{ unitId: at }, { unit: { organisation: { kind: "single-school" } } }] },
        },
        select: { personId: true },
        orderBy: { personId: "asc" },
      }),
    );
  for (const at of on.dutyKind ? new Set([unitId, organisationId]) : []) {
    const held = await holders(on.dutyKind as DutyKind, at);
    if (held.length > 0) return held;
  }
  return holders("organisation-administrator", organisationId);
}
