import type { Actor } from "#lib/auth/actor.ts";
import type { Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayOf } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import { may } from "#lib/permissions/permissions.ts";
import type { Agreeing, BodyWrittenRule, WrittenRule } from "./words.ts";

/** A version that was put to somebody for a decision. */
export type Proposal = {
  id: string;
  step: number;
  method: "meeting" | "written-resolution" | "delegate";
  dutyKind: string | null;
  /** The last day on which a written resolution can be answered. */
  closesOn: Day | null;
  /** How many must answer for it: the body’s rule on the day it was opened. */
  writtenRule: WrittenRule | null;
  implementationOn: Day;
  textHash: string | null;
  sentById: string | null;
  sentOn: Day;
  version: {
    id: string;
    policyId: string;
    number: string;
    major: number;
    minor: number;
    title: string;
    text: string;
    textHash: string;
    material: boolean;
    materialReason: string | null;
    summaryOfChange: string;
    contact: string | null;
    draftId: string | null;
    writtenById: string | null;
  };
  policy: {
    id: string;
    unitId: string;
    unitName: string;
    /** Not of a single school, which is one with its organisation. */
    unitIsOrganisation: boolean;
    title: string;
    minorDuty: string | null;
  };
  body: {
    id: string;
    name: string;
    unitId: string;
    quorum: number | null;
    writtenRule: BodyWrittenRule;
    /** Where its articles say so. */
    articles: string | null;
  } | null;
  steps: { position: number; bodyId: string | null; dutyKind: string | null }[];
  /** What agreeing makes of the version. */
  agreeing: Agreeing;
  /** Between meetings, by the delegate whom the policy names, instead of the body that usually decides. */
  minorByDelegate: boolean;
  state: "waiting" | "decided" | "replaced" | "taken-back" | "lapsed";
};

/** What an actor may do about one proposal. */
export type Reach = {
  /** Records what the body's meeting decides. */
  records: boolean;
  /** May write the policy. */
  owns: boolean;
  /** Their seats on the body today that have a voice. */
  seatIds: string[];
  /** Decides it by delegation. */
  delegate: boolean;
};

/** Whether somebody records for a body: by duty, or as its clerk in seat. */
export const recordsFor = (actor: Actor, body: { id: string; unitId: string }): boolean =>
  may(actor, "board:record", body.unitId) ||
  actor.seats.some(({ bodyId, part }) => bodyId === body.id && part === "clerk");

/** Whether somebody's duty decides a proposal about a policy of a unit. A single school and its organisation are one. */
export const isDelegate = (
  actor: Actor,
  of: { method: Proposal["method"]; dutyKind: string | null; unitId: string },
): boolean =>
  of.method === "delegate" &&
  actor.duties.some(
    ({ kind, unitKind, unitId }) =>
      kind === of.dutyKind &&
      (unitKind === "organisation" || unitId === of.unitId || actor.organisation.kind === "single-school"),
  );

/** A proposal with what the actor may do about it. @throws Refusal "not-found" when it may not be read */
export async function proposalFor(
  transaction: Transaction,
  actor: Actor,
  proposalId: string,
): Promise<Proposal & { reach: Reach }> {
  const proposal = await proposalOf(transaction, actor.organisationId, proposalId);
  const { body, policy } = proposal;
  const seats = body ? actor.seats.filter(({ bodyId }) => bodyId === body.id) : [];
  const reach: Reach = {
    records: body !== null && recordsFor(actor, body),
    owns: may(actor, "policies:write", policy.unitId),
    seatIds: body ? await seatsWithAVoice(transaction, actor, body.id) : [],
    delegate: isDelegate(actor, { ...proposal, unitId: policy.unitId }),
  };
  const reads =
    reach.records ||
    reach.owns ||
    reach.delegate ||
    seats.length > 0 ||
    may(actor, "board:read", body?.unitId ?? policy.unitId);
  if (!reads && !(await isNamedChair(transaction, actor, proposalId))) throw notFound();
  return { ...proposal, reach };
}

/** Whoever chaired the meeting confirms its record, also when their term has ended since. */
async function isNamedChair(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  proposalId: string,
): Promise<boolean> {
  const minutes = await transaction.minute.count({
    where: {
      organisationId,
      proposalId,
      chairId: { in: await recordsOf(transaction, organisationId, personId) },
    },
  });
  return minutes > 0;
}

async function seatsWithAVoice(transaction: Transaction, actor: Actor, bodyId: string): Promise<string[]> {
  const { organisationId, personId, today } = actor;
  const seats = await transaction.seat.findMany({
    where: { organisationId, bodyId, personId, part: { not: "clerk" } },
    select: { id: true, startsOn: true, endsOn: true },
    orderBy: { id: "asc" },
  });
  return seats.filter((seat) => isInOffice(seat, today)).map(({ id }) => id);
}

export const isInOffice = (seat: { startsOn: Date; endsOn: Date | null }, day: Day): boolean =>
  dateToDay(seat.startsOn) <= day && (seat.endsOn === null || dateToDay(seat.endsOn) >= day);

/** A proposal as it stands. The caller has made sure that it may be read. @throws Refusal "not-found" */
export async function proposalOf(
  transaction: Transaction,
  organisationId: string,
  proposalId: string,
): Promise<Proposal> {
  if (!isId(proposalId)) throw notFound();
  const row = await transaction.proposal.findUnique({
    where: { organisationId_id: { organisationId, id: proposalId } },
    include: {
      body: true,
      ends: { select: { kind: true } },
      proposalsAsReplaces: { select: { id: true } },
      decisions: { where: { decisionsAsReplaces: { none: {} } }, select: { outcome: true } },
      version: {
        include: {
          policy: {
            include: {
              unit: { select: { name: true, organisation: { select: { timeZone: true, kind: true } } } },
              approvalSteps: { orderBy: { position: "asc" } },
            },
          },
        },
      },
    },
  });
  if (!row) throw notFound();
  const { version, body } = row;
  const { policy } = version;
  const steps = policy.approvalSteps.map(({ position, bodyId, dutyKind }) => ({
    position,
    bodyId,
    dutyKind,
  }));
  const step = steps[row.step - 1];
  const minorByDelegate = row.method === "delegate" && !(step?.dutyKind && step.dutyKind === row.dutyKind);
  const now: Agreeing = minorByDelegate || row.step >= steps.length ? "ratified" : "approved";
  // the steps may have been changed since it was decided: a correction makes of it what the decision did
  const made = row.decisions[0]?.outcome;
  return {
    id: row.id,
    step: row.step,
    method: row.method as Proposal["method"],
    dutyKind: row.dutyKind,
    closesOn: row.closesOn && dateToDay(row.closesOn),
    writtenRule: row.writtenRule as WrittenRule | null,
    implementationOn: dateToDay(row.implementationOn),
    textHash: row.textHash,
    sentById: row.sentById,
    sentOn: dayOf(row.sentAt, policy.unit.organisation.timeZone),
    version: { ...version, number: `${version.major}.${version.minor}` },
    policy: {
      id: policy.id,
      unitId: policy.unitId,
      unitName: policy.unit.name,
      unitIsOrganisation:
        policy.unitId === organisationId && policy.unit.organisation.kind !== "single-school",
      title: policy.title,
      minorDuty: policy.minorDuty,
    },
    body: body && {
      id: body.id,
      name: body.name,
      unitId: body.unitId,
      quorum: body.quorum,
      writtenRule: body.writtenRule as BodyWrittenRule,
      articles: body.articles,
    },
    steps,
    agreeing: made === "approved" || made === "ratified" ? made : now,
    minorByDelegate,
    state:
      row.decisions.length > 0
        ? "decided"
        : row.proposalsAsReplaces.length > 0
          ? "replaced"
          : ((row.ends[0]?.kind as "taken-back" | "lapsed" | undefined) ?? "waiting"),
  };
}
