import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { confirmersOf } from "./confirmers.ts";
import { sayDecider } from "./decide.ts";
import { type Proposal, proposalFor, recordsFor } from "./proposal-of.ts";
import { notReported, type ToReport } from "./report-decision.ts";
import { answersOn } from "./settle.ts";
import { isDue, settleResolutions } from "./settle-resolutions.ts";
import { lastMinute } from "./standing.ts";

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
 * @throws Refusal "not-found" for whoever has neither a seat nor `board:read` nor anything to decide
 */
export async function boardWork(actor: Actor): Promise<BoardWork> {
  const { organisationId, today } = actor;
  const sees = unitsWhere(actor, "board:read").length > 0 || actor.seats.length > 0;
  if (!sees && actor.duties.length === 0) throw notFound();
  if (sees && (await isDue(organisationId, today))) await settleResolutions(organisationId, today);
  return inOrganisation(organisationId, async (transaction) => {
    const waiting = await waitingFor(transaction, actor);
    if (!sees && !waiting.some(({ yours }) => yours === "decide")) throw notFound();
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
              // a duty in the organisation counts at each of its schools
              ...actor.duties.map(({ kind, unitKind, unitId }) => ({
                bodyId: null,
                dutyKind: kind,
                ...(unitKind === "organisation" ? {} : { version: { policy: { unitId } } }),
              })),
              { bodyId: null, version: { policy: { unitId: { in: where } } } },
            ],
          }),
    },
    select: { id: true },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: 200,
  });
  const waiting: Waiting[] = [];
  for (const { id } of proposals) waiting.push(await inList(transaction, actor, id));
  return waiting;
}

async function inList(transaction: Transaction, actor: Actor, id: string): Promise<Waiting> {
  const { organisationId, today } = actor;
  const { reach, ...proposal } = await proposalFor(transaction, actor, id);
  const minute = await lastMinute(transaction, organisationId, id);
  const recorded = minute !== null && minute.answer === null;
  const answered =
    reach.seatIds.length > 0 && proposal.method === "written-resolution"
      ? (await answersOn(transaction, organisationId, proposal, today)).find(
          ({ personId }) => personId === actor.personId,
        )
      : undefined;
  const yours = (): Waiting["yours"] => {
    if (reach.delegate) return "decide";
    if (answered && answered.answer === null) return "answer";
    if (proposal.method === "meeting" && reach.records && !recorded) return "record";
    return null;
  };
  return {
    proposalId: id,
    policyId: proposal.policy.id,
    title: proposal.version.title,
    number: proposal.version.number,
    implementationOn: proposal.implementationOn,
    decider: sayDecider(proposal),
    method: proposal.method,
    closesOn: proposal.closesOn,
    recorded,
    yours: recorded && (await confirms(transaction, actor, proposal)) ? "confirm" : yours(),
  };
}

async function confirms(transaction: Transaction, actor: Actor, { id, body }: Proposal): Promise<boolean> {
  const minute = await lastMinute(transaction, actor.organisationId, id);
  if (!body || !minute || minute.answer || minute.recordedById === actor.personId) return false;
  const confirmers = await confirmersOf(transaction, actor, {
    bodyId: body.id,
    chairId: minute.chairId,
    recordedById: minute.recordedById,
    present: minute.attendance.filter(({ present }) => present).map(({ personId }) => personId),
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
    select: { proposalId: true },
  });
  const found: BoardWork["corrections"] = [];
  for (const { proposalId } of minutes) {
    const proposal = await proposalFor(transaction, actor, proposalId);
    if (await confirms(transaction, actor, proposal))
      found.push({
        proposalId,
        title: proposal.version.title,
        number: proposal.version.number,
        body: proposal.body?.name ?? "",
      });
  }
  return found;
}
