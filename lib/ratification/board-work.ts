import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { confirmersOf } from "./confirmers.ts";
import { sayDecider } from "./decide.ts";
import { decidesByDuty, policiesOfDuty, seesBoards } from "./decides-by-duty.ts";
import { isDelegate, type Proposal, recordsFor } from "./proposal-of.ts";
import { notReported, type ToReport } from "./report-decision.ts";
import { isDue, settleResolutions } from "./settle-resolutions.ts";

/** A version that waits for somebody's decision. */
export type Waiting = {
  proposalId: string;
  policyId: string;
  title: string;
  number: string;
  implementationOn: Day;
  /** Who decides, in words. */
  decider: string;
  method: Proposal["method"];
  closesOn: Day | null;
  /** A meeting has decided, and its chair has not confirmed the record yet. */
  recorded: boolean;
  /** What the actor themself is to do about it; null when it is others who act. */
  yours: "record" | "confirm" | "answer" | "decide" | null;
};

export type BoardWork = {
  waiting: Waiting[];
  /** Corrections of what was decided, which the actor is to confirm as the chair. */
  corrections: { proposalId: string; title: string; number: string; body: string }[];
  /** Approved by a delegate between meetings, and to be reported to the body's next one. */
  toReport: (ToReport & { records: boolean })[];
};

/**
 * What waits for a decision of the bodies that the actor sees, or for their own as a delegate, and what else they have
 * to do for a board. Written resolutions whose last day has passed lapse as it is looked at.
 * @throws Refusal "not-found" for whoever has neither a seat nor `board:read` nor decides by their duty
 */
export async function boardWork(actor: Actor): Promise<BoardWork> {
  const { organisationId, today } = actor;
  const sees = seesBoards(actor);
  if (!sees && !(await decidesByDuty(actor))) throw notFound();
  if (sees && (await isDue(organisationId, today))) await settleResolutions(organisationId, today);
  return inOrganisation(organisationId, async (transaction) => {
    const waiting = await waitingFor(transaction, actor);
    const bodyIds = sees ? await bodiesSeen(transaction, actor) : [];
    return {
      waiting,
      corrections: await correctionsFor(transaction, actor),
      toReport: (await notReported(transaction, organisationId, { bodyIds })).map((one) => ({
        ...one,
        records: recordsFor(actor, one.body),
      })),
    };
  });
}

async function bodiesSeen(transaction: Transaction, actor: Actor): Promise<string[]> {
  const where = unitsWhere(actor, "board:read");
  const bodies = await transaction.body.findMany({
    where: {
      organisationId: actor.organisationId,
      ...(where === "all"
        ? {}
        : { OR: [{ unitId: { in: where } }, { id: { in: actor.seats.map(({ bodyId }) => bodyId) } }] }),
    },
    select: { id: true },
  });
  return bodies.map(({ id }) => id);
}

async function waitingFor(transaction: Transaction, actor: Actor): Promise<Waiting[]> {
  const { organisationId } = actor;
  const where = unitsWhere(actor, "board:read");
  const single = actor.organisation.kind === "single-school";
  const proposals = await transaction.proposal.findMany({
    where: {
      organisationId,
      proposalsAsReplaces: { none: {} },
      ends: { none: {} },
      decisions: { none: { decisionsAsReplaces: { none: {} } } },
      version: {
        decisions: {
          none: { decisionsAsReplaces: { none: {} }, outcome: { in: ["ratified", "returned"] } },
        },
      },
      ...(where === "all"
        ? {}
        : {
            OR: [
              { body: { unitId: { in: where } } },
              { bodyId: { in: actor.seats.map(({ bodyId }) => bodyId) } },
              ...actor.duties.map((duty) => ({
                bodyId: null,
                dutyKind: duty.kind,
                version: { policy: policiesOfDuty(actor, duty) },
              })),
              { bodyId: null, version: { policy: { unitId: { in: where } } } },
            ],
          }),
    },
    include: {
      body: { select: { id: true, name: true, unitId: true } },
      version: {
        select: {
          title: true,
          major: true,
          minor: true,
          policy: { select: { id: true, unitId: true, unit: { select: { name: true } } } },
        },
      },
      minutes: {
        where: { minutesAsReplaces: { none: {} }, answers: { none: {} } },
        include: {
          attendances: { where: { present: true }, select: { seat: { select: { personId: true } } } },
        },
      },
      votes: {
        where: { votesAsReplaces: { none: {} }, seat: { personId: actor.personId } },
        select: { id: true },
      },
    },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  const waiting: Waiting[] = [];
  for (const { id, body, version, minutes, votes, ...proposal } of proposals) {
    const { policy } = version;
    const [minute] = minutes;
    const method = proposal.method as Proposal["method"];
    const hasVoice = actor.seats.some(({ bodyId, part }) => bodyId === body?.id && part !== "clerk");
    const yours = async (): Promise<Waiting["yours"]> => {
      if (minute) return body && (await confirms(transaction, actor, body.id, minute)) ? "confirm" : null;
      if (isDelegate(actor, { method, dutyKind: proposal.dutyKind, unitId: policy.unitId })) return "decide";
      if (method === "written-resolution") return hasVoice && votes.length === 0 ? "answer" : null;
      return method === "meeting" && body && recordsFor(actor, body) ? "record" : null;
    };
    waiting.push({
      proposalId: id,
      policyId: policy.id,
      title: version.title,
      number: `${version.major}.${version.minor}`,
      implementationOn: dateToDay(proposal.implementationOn),
      decider: sayDecider({
        body,
        dutyKind: proposal.dutyKind,
        policy: {
          unitName: policy.unit.name,
          unitIsOrganisation: policy.unitId === organisationId && !single,
        },
      }),
      method,
      closesOn: proposal.closesOn && dateToDay(proposal.closesOn),
      recorded: minute !== undefined,
      yours: await yours(),
    });
  }
  return waiting;
}

/** Whether the actor is to confirm a record that nobody has answered. */
async function confirms(
  transaction: Transaction,
  actor: Actor,
  bodyId: string,
  minute: {
    chairId: string | null;
    recordedById: string;
    attendances: { seat: { personId: string } }[];
  },
): Promise<boolean> {
  if (minute.recordedById === actor.personId) return false;
  const confirmers = await confirmersOf(transaction, actor, {
    bodyId,
    chairId: minute.chairId,
    recordedById: minute.recordedById,
    present: minute.attendances.map(({ seat }) => seat.personId),
  });
  return confirmers.includes(actor.personId);
}

async function correctionsFor(transaction: Transaction, actor: Actor): Promise<BoardWork["corrections"]> {
  const { organisationId } = actor;
  const minutes = await transaction.minute.findMany({
    where: {
      organisationId,
      answers: { none: {} },
      minutesAsReplaces: { none: {} },
      proposal: {
        decisions: { some: {} },
        bodyId: { in: actor.seats.map(({ bodyId }) => bodyId) },
      },
    },
    include: {
      attendances: { where: { present: true }, select: { seat: { select: { personId: true } } } },
      proposal: {
        select: {
          body: { select: { id: true, name: true } },
          version: { select: { title: true, major: true, minor: true } },
        },
      },
    },
  });
  const found: BoardWork["corrections"] = [];
  for (const minute of minutes) {
    const { body, version } = minute.proposal;
    if (body && (await confirms(transaction, actor, body.id, minute)))
      found.push({
        proposalId: minute.proposalId,
        title: version.title,
        number: `${version.major}.${version.minor}`,
        body: body.name,
      });
  }
  return found;
}
