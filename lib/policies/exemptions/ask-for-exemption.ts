import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { notFound, wrongField } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { demand } from "#lib/permissions/permissions.ts";
import { exemptionInput } from "../schema.ts";
import { whoActs } from "../sending/who-acts.ts";
import { tellPeople } from "../tell-people.ts";
import { type DecidedBy, heldOn } from "./exemption.ts";
import { belongs, choices, policyToDepartFrom } from "./request-page.ts";
import { sayClause } from "./words.ts";

/**
 * Asks for a permission to depart from a clause of a policy in force, for oneself or, with `exemptions:ask` where they
 * belong, for somebody else. Whoever decides is told, without the reason. The same form posted twice is one request.
 * @throws Refusal "not-found" for a policy or a person that is not theirs to know, "invalid" with a problem per field
 */
export async function askForExemption(
  actor: Actor,
  policyId: string,
  given: unknown,
): Promise<{ exemptionId: string }> {
  const input = parse(exemptionInput, given);
  const { organisationId, today } = actor;
  const personId = input.personId ?? actor.personId;
  if (personId !== actor.personId) demand(actor, "exemptions:ask", input.unitId);
  return inOrganisation(organisationId, async (transaction) => {
    const { policy, version, document } = await policyToDepartFrom(transaction, actor, policyId);
    const holds = policy.unitId === organisationId || policy.unitId === input.unitId;
    if (!holds || !(await belongs(transaction, actor, personId, input.unitId))) throw notFound();
    const clause = choices(document).find(({ anchor }) => anchor === input.clause);
    if (!clause) throw wrongField("clause", "Choose a clause of the version that is in force");
    if (input.endsOn && input.endsOn < today)
      throw wrongField("endsOn", "The last day must be today or later");
    // of two posts of one form at once the second finds what the first has made
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`exemption form ${input.formId}`}, 0))`;
    const before = await transaction.exemption.findFirst({
      where: { organisationId, formId: input.formId },
      select: { id: true, askedById: true },
    });
    if (before) {
      if (before.askedById !== actor.personId) throw notFound();
      return { exemptionId: before.id };
    }
    const id = newId();
    await transaction.exemption.create({
      data: {
        ...{ organisationId, id, policyId, versionId: version.id, personId, unitId: input.unitId },
        ...{ clauseAnchor: clause.anchor, clauseText: clause.words, reason: input.reason },
        startsOn: dayToDate(input.startsOn),
        endsOn: input.endsOn ? dayToDate(input.endsOn) : null,
        ...{ askedById: actor.personId, askedAt: now(), formId: input.formId },
      },
    });
    await recordEvent(transaction, actor, "exemption-asked", {
      ...{ policyId, versionId: version.id, unitId: input.unitId, personId },
      details: { policy: policy.title, clause: sayClause(clause.words) },
    });
    const at = (policy.exemptionBy as DecidedBy) === "head" ? input.unitId : organisationId;
    const heads = await whoActs(transaction, actor, at, { bodyId: null, dutyKind: "head" });
    const others = heads.filter((one) => one !== personId);
    await tellPeople(
      transaction,
      organisationId,
      others.length > 0 ? others : await chairsOrAdministrators(transaction, actor, at, personId),
      {
        kind: "exemption",
        unitId: input.unitId,
        subject: `An exemption is asked for: ${policy.title}`,
        paragraphs: [
          `${actor.name} asks for an exemption from ${sayClause(clause.words)} of ${policy.title}.`,
          "Read the request and decide here:",
          `${settings().url}/exemptions/${id}`,
        ],
        key: `exemption-asked:${id}`,
      },
    );
    return { exemptionId: id };
  });
}

/** Who is told of a head's own request: the chair there, else the organisation's administrators. */
async function chairsOrAdministrators(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
  personId: string,
): Promise<string[]> {
  const { organisationId, today } = actor;
  const seats = await transaction.seat.findMany({
    where: {
      organisationId,
      part: "chair",
      personId: { not: personId },
      ...heldOn(today),
      body: { unitId: { in: [unitId, organisationId] }, kind: { not: "committee" } },
    },
    select: { personId: true, body: { select: { unitId: true, kind: true } } },
  });
  const near = seats.filter(({ body }) => body.unitId === unitId);
  const federation = seats.filter(({ body }) => body.kind === "governing-body");
  const chosen = near.length > 0 ? near : federation;
  if (chosen.length > 0) return [...new Set(chosen.map((one) => one.personId))];
  const administrators = await transaction.duty.findMany({
    where: {
      ...{ organisationId, unitId: organisationId, kind: "organisation-administrator" },
      personId: { not: personId },
      ...heldOn(today),
    },
    select: { personId: true },
  });
  return [...new Set(administrators.map((one) => one.personId))];
}
