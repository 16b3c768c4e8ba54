import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay, dayToDate, sayDay } from "#lib/dates.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { lockPolicy } from "#lib/policies/lock-policy.ts";
import { recordsFor } from "./proposal-of.ts";
import { reportInput } from "./schema.ts";

/** A minor change that a delegate approved between meetings, and the body it is to be reported to. */
export type ToReport = {
  decisionId: string;
  policyId: string;
  title: string;
  number: string;
  by: string;
  decidedOn: Day;
  body: { id: string; name: string; unitId: string };
};

/** What was approved between meetings and has not been reported yet, to any body or to some; oldest first. */
export async function notReported(
  transaction: Transaction,
  organisationId: string,
  which: { bodyIds?: string[]; decisionId?: string } = {},
): Promise<ToReport[]> {
  const decisions = await transaction.decision.findMany({
    where: {
      organisationId,
      method: "delegate",
      outcome: "ratified",
      bodyId: null,
      reports: { none: {} },
      decisionsAsReplaces: { none: {} },
      ...(which.decisionId ? { id: which.decisionId } : {}),
    },
    include: {
      version: { select: { title: true, material: true } },
      policy: {
        select: { approvalSteps: { orderBy: { position: "desc" }, include: { body: true } } },
      },
    },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
  });
  return decisions.flatMap((made) => {
    const body = made.policy.approvalSteps[0]?.body;
    if (!body || made.version.material) return [];
    if (which.bodyIds && !which.bodyIds.includes(body.id)) return [];
    return [
      {
        decisionId: made.id,
        policyId: made.policyId,
        title: made.version.title,
        number: `${made.major}.${made.minor}`,
        by: made.bodyName,
        decidedOn: dateToDay(made.decidedOn ?? made.recordedAt),
        body: { id: body.id, name: body.name, unitId: body.unitId },
      },
    ];
  });
}

/**
 * Records that a minor change approved between meetings was reported to the body's meeting.
 * @throws Refusal "not-found" for whoever does not record for the body; "conflict" when it was reported already
 */
export async function reportDecision(actor: Actor, decisionId: string, given: unknown): Promise<void> {
  const { organisationId, today } = actor;
  if (!isId(decisionId)) throw notFound();
  await inOrganisation(organisationId, async (transaction) => {
    const decision = await transaction.decision.findUnique({
      where: { organisationId_id: { organisationId, id: decisionId } },
      select: { policyId: true, policy: { select: { approvalSteps: { include: { body: true } } } } },
    });
    const body = decision?.policy.approvalSteps.toSorted((one, other) => other.position - one.position)[0]
      ?.body;
    if (!decision || !body || !recordsFor(actor, body)) throw notFound();
    const { reportedOn, minuteReference } = parse(reportInput, given);
    const policy = await lockPolicy(transaction, organisationId, decision.policyId);
    const [waiting] = await notReported(transaction, organisationId, { decisionId });
    if (!waiting) throw new Refusal("conflict", "This has been reported already, or need not be.");
    if (reportedOn > today || reportedOn < waiting.decidedOn) {
      const message = `Date of the meeting must be from ${sayDay(waiting.decidedOn)} to today`;
      throw new Refusal("invalid", `${message}.`, [{ field: "reportedOn", message }]);
    }
    await transaction.decisionReport.create({
      data: {
        organisationId,
        id: newId(),
        decisionId,
        bodyId: body.id,
        reportedOn: dayToDate(reportedOn),
        minuteReference: minuteReference ?? null,
        recordedById: actor.personId,
        recordedAt: now(),
      },
    });
    await recordEvent(transaction, actor, "decision-reported", {
      policyId: policy.id,
      unitId: policy.unitId,
      details: { version: waiting.number, policy: waiting.title, body: body.name, on: reportedOn },
    });
  });
}
