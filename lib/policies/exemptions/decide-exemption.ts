import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { exemptionAnswerInput, exemptionRevokeInput } from "../schema.ts";
import { tellPeople } from "../tell-people.ts";
import { type Exemption, exemptionsWhere, mayDecide } from "./exemption.ts";
import { exemptionStateNames, sayClause, sayStretch } from "./words.ts";

/**
 * Approves or refuses a request for an exemption.
 * @throws Refusal "not-found" for whoever does not decide about it, themself included; "conflict" when it does not wait
 *   any more
 */
export async function answerExemption(actor: Actor, exemptionId: string, given: unknown): Promise<void> {
  const { answer, reason } = parse(exemptionAnswerInput, given);
  await inOrganisation(actor.organisationId, async (transaction) => {
    const exemption = await toDecide(transaction, actor, exemptionId);
    if (exemption.state !== "waiting") throw already(exemption);
    await keep(transaction, actor, exemption, answer, reason);
  });
}

/**
 * Revokes an exemption from today.
 * @throws Refusal "not-found" for whoever does not decide about it; "conflict" when it is not in force or to come
 */
export async function revokeExemption(actor: Actor, exemptionId: string, given: unknown): Promise<void> {
  const { reason } = parse(exemptionRevokeInput, given);
  await inOrganisation(actor.organisationId, async (transaction) => {
    const exemption = await toDecide(transaction, actor, exemptionId);
    if (exemption.state !== "running" && exemption.state !== "to-come") throw already(exemption);
    await keep(transaction, actor, exemption, "revoked", reason);
  });
}

const already = ({ state }: Exemption) =>
  new Refusal(
    "conflict",
    `This cannot be done any more: ${exemptionStateNames[state].toLowerCase()} is how it stands now.`,
  );

async function toDecide(transaction: Transaction, actor: Actor, exemptionId: string): Promise<Exemption> {
  if (!isId(exemptionId)) throw notFound();
  // one decision at a time
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`exemption ${exemptionId}`}, 0))`;
  const [found] = await exemptionsWhere(transaction, actor, { id: exemptionId });
  if (!found) throw notFound();
  const { decidedBy } = found;
  const of = { personId: found.person.id, unitId: found.unit.id, decidedBy };
  if (!(await mayDecide(transaction, actor, of))) throw notFound();
  return found;
}

async function keep(
  transaction: Transaction,
  actor: Actor,
  exemption: Exemption,
  answer: "approved" | "refused" | "revoked",
  reason: string,
): Promise<void> {
  const { organisationId, personId, today } = actor;
  const { policy, person, unit, clause } = exemption;
  await transaction.exemptionAnswer.create({
    data: {
      ...{ organisationId, id: newId(), exemptionId: exemption.id, answer, reason },
      ...{ from: dayToDate(today), answeredById: personId, answeredAt: now() },
    },
  });
  const said = sayClause(clause.words);
  const dates = sayStretch(exemption.startsOn, exemption.endsOn);
  await recordEvent(transaction, actor, `exemption-${answer}`, {
    ...{ policyId: policy.id, unitId: unit.id, personId: person.id },
    details: { policy: policy.title, clause: said, dates },
  });
  const told = {
    approved: `${actor.name} has approved an exemption from ${said} of ${policy.title} for ${person.name}, ${dates}.`,
    refused: `${actor.name} has refused an exemption from ${said} of ${policy.title} for ${person.name}. The clause applies.`,
    revoked: `${actor.name} has revoked the exemption from ${said} of ${policy.title} for ${person.name}. The clause applies from today.`,
  }[answer];
  const about = [person.id, exemption.askedBy.id].filter((one) => one !== personId);
  await tellPeople(transaction, organisationId, about, {
    kind: "exemption",
    unitId: unit.id,
    subject: `Your exemption: ${policy.title}`,
    paragraphs: [told, `${settings().url}/exemptions/${exemption.id}`],
    key: `exemption-${answer}:${exemption.id}`,
  });
}
