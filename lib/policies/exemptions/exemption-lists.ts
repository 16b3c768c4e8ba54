import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import { chairs } from "../adoptions/who-confirms.ts";
import { versionsOn } from "../version-states.ts";
import { type Exemption, exemptionsWhere, mayDecide } from "./exemption.ts";

/** Exemptions of the actor, or that they asked for, and requests that wait for their decision. */
export type OwnExemptions = {
  mine: Exemption[];
  askedFor: Exemption[];
  toDecide: Exemption[];
  /** Policies in force of which they may ask for one. */
  policies: { id: string; title: string }[];
};

/** What a person's own page of exemptions shows. */
export async function ownExemptions(actor: Actor): Promise<OwnExemptions> {
  const { organisationId, personId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const own = await exemptionsWhere(transaction, actor, { OR: [{ personId }, { askedById: personId }] });
    const policies = await transaction.policy.findMany({
      where: {
        organisationId,
        unitId: { in: [organisationId, ...actor.memberships.map(({ unitId }) => unitId)] },
      },
      select: { id: true, title: true },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    });
    const versions = await versionsOn(transaction, organisationId, today, {
      policyIds: policies.map(({ id }) => id),
    });
    const inForce = new Set(versions.filter(({ state }) => state === "in-force").map((one) => one.policyId));
    return {
      mine: own.filter(({ person }) => person.id === personId),
      askedFor: own.filter(({ person }) => person.id !== personId),
      toDecide: await waitingFor(transaction, actor),
      policies:
        actor.memberships.length > 0 || actor.duties.length > 0
          ? policies.filter(({ id }) => inForce.has(id))
          : [],
    };
  });
}

/** Requests that wait for the actor, who is a head or chairs a body; the oldest first. */
async function waitingFor(transaction: Transaction, actor: Actor): Promise<Exemption[]> {
  const decides =
    unitsWhere(actor, "exemptions:decide").length > 0 || actor.seats.some(({ part }) => part === "chair");
  if (!decides) return [];
  const waiting = (await exemptionsWhere(transaction, actor, { answers: { none: {} } })).filter(
    ({ state }) => state === "waiting",
  );
  const found: Exemption[] = [];
  for (const one of waiting.reverse()) {
    const of = { personId: one.person.id, unitId: one.unit.id, decidedBy: one.decidedBy };
    if (await mayDecide(transaction, actor, of)) found.push(one);
  }
  return found;
}

/** The actor's exemptions that are in force today, for beside the agreements. */
export async function runningExemptions(actor: Actor): Promise<Exemption[]> {
  const { organisationId, personId } = actor;
  return inOrganisation(organisationId, async (transaction) =>
    (await exemptionsWhere(transaction, actor, { personId })).filter(({ state }) => state === "running"),
  );
}

export type ExemptionPage = { exemption: Exemption; mayDecide: boolean };

/**
 * One exemption with everything on record about it: for the person, whoever asked, who decides, and `exemptions:read`
 * there. @throws Refusal "not-found"
 */
export async function exemptionPage(actor: Actor, exemptionId: string): Promise<ExemptionPage> {
  if (!isId(exemptionId)) throw notFound();
  return inOrganisation(actor.organisationId, async (transaction) => {
    const [found] = await exemptionsWhere(transaction, actor, { id: exemptionId });
    if (!found) throw notFound();
    const { person, askedBy, unit, decidedBy } = found;
    const decides = await mayDecide(transaction, actor, {
      personId: person.id,
      unitId: unit.id,
      decidedBy,
    });
    const theirs = person.id === actor.personId || askedBy.id === actor.personId;
    if (!theirs && !decides && !may(actor, "exemptions:read", unit.id)) throw notFound();
    return { exemption: found, mayDecide: decides };
  });
}

/** The register of a school: for `exemptions:read` there, and the chair of its governing body. */
export async function exemptionsAt(actor: Actor, unitId: string): Promise<Exemption[]> {
  const { organisationId } = actor;
  if (!isId(unitId)) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const unit = await transaction.unit.findUnique({
      where: { organisationId_id: { organisationId, id: unitId } },
      select: { id: true },
    });
    if (!unit) throw notFound();
    if (!may(actor, "exemptions:read", unitId) && !(await chairs(transaction, actor, unitId)))
      throw notFound();
    return exemptionsWhere(transaction, actor, { unitId });
  });
}

/**
 * The register of a policy, at the schools where the actor has `exemptions:read`.
 * @throws Refusal "not-found" without it anywhere, or for a policy of another school
 */
export async function exemptionsOfPolicy(
  actor: Actor,
  policyId: string,
): Promise<{ policy: { id: string; title: string }; exemptions: Exemption[] }> {
  const where = unitsWhere(actor, "exemptions:read");
  const { organisationId } = actor;
  if (!isId(policyId) || where.length === 0) throw notFound();
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findFirst({
      where: {
        organisationId,
        id: policyId,
        ...(where === "all" ? {} : { unitId: { in: [organisationId, ...where] } }),
      },
      select: { id: true, title: true },
    });
    if (!policy) throw notFound();
    return {
      policy,
      exemptions: await exemptionsWhere(transaction, actor, {
        policyId,
        ...(where === "all" ? {} : { unitId: { in: where } }),
      }),
    };
  });
}
