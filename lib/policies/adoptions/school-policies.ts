import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { may } from "#lib/permissions/permissions.ts";
import { type Version, versionsOn } from "../version-states.ts";
import { chairs, mayConfirm } from "./who-confirms.ts";
import { type AdoptionMade, adoptionsMade, type WordingFilledIn, wordingsFilledIn } from "./wordings-of.ts";

/** Whether schools adopt a policy; and where they have not yet, whether their people sign with the text's own words. */
export type AdoptionRule = "none" | "defaults" | "wait";

/** How a school stands towards one version that it may adopt. */
export type AdoptionStanding = {
  version: Version;
  /** The newest of this version; null when the school has not adopted it. */
  adopted: (AdoptionMade & { since: Day }) | null;
  /** Filled in and not yet answered. */
  waiting: WordingFilledIn | null;
  /** The last answer was that it is not right, and nothing was filled in since. */
  sentBack: WordingFilledIn | null;
};

export type SchoolPolicy = {
  id: string;
  title: string;
  slug: string;
  /** Whose policy it is. */
  own: boolean;
  rule: AdoptionRule;
  inForce: Version | null;
  coming: Version | null;
  /** For the version in force, then the one that comes into force; none for a policy that is not adopted. */
  standings: AdoptionStanding[];
};

export type SchoolPolicies = {
  policies: SchoolPolicy[];
  mayFillIn: boolean;
  mayConfirm: boolean;
};

/**
 * The policies that hold at a school, its own and the organisation's, and how far it has adopted them.
 * @throws Refusal "not-found" without `policies:read` there, but for the chair of its governing body
 */
export async function schoolPolicies(actor: Actor, unitId: string): Promise<SchoolPolicies> {
  if (!isId(unitId)) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    await demandSchool(transaction, actor, unitId);
    const policies = await transaction.policy.findMany({
      where: { organisationId, unitId: { in: [organisationId, unitId] }, policyVersions: { some: {} } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    });
    const versions = await versionsOn(transaction, organisationId, today, {
      policyIds: policies.map(({ id }) => id),
    });
    const open = versions.filter(isOpen);
    const which = { versionIds: open.map(({ id }) => id), unitIds: [unitId] };
    const made = await adoptionsMade(transaction, organisationId, which);
    const filledIn = await wordingsFilledIn(transaction, organisationId, which);
    return {
      policies: policies.flatMap((policy) => {
        const theirs = open.filter(({ policyId }) => policyId === policy.id);
        const inForce = theirs.find(({ state }) => state === "in-force") ?? null;
        const coming = theirs.find(({ state }) => state === "not-yet-in-force") ?? null;
        if (!inForce && !coming) return [];
        const rule = policy.adoptionRule as AdoptionRule;
        const own = policy.unitId === unitId;
        return {
          ...{ id: policy.id, title: policy.title, slug: policy.slug, own, rule, inForce, coming },
          standings:
            own || rule === "none"
              ? []
              : [inForce, coming]
                  .flatMap((version) => version ?? [])
                  .map((version) => standing(version, made, filledIn)),
        };
      }),
      mayFillIn: may(actor, "adoptions:fill-in", unitId),
      mayConfirm: await mayConfirm(transaction, actor, unitId),
    };
  });
}

/** A version that a school can adopt: in force, or ratified and coming into force. */
export const isOpen = ({ state }: Version): boolean => state === "in-force" || state === "not-yet-in-force";

/** How a school stands towards a version. `made` and `filledIn` are that school’s, the newest first. */
export function standing(
  version: Version,
  made: AdoptionMade[],
  filledIn: WordingFilledIn[],
): AdoptionStanding {
  const adopted = made.find(({ versionId }) => versionId === version.id);
  const last = filledIn.find(({ versionId }) => versionId === version.id);
  const from = version.startsOn ?? "";
  return {
    version,
    adopted: adopted ? { ...adopted, since: adopted.startsOn > from ? adopted.startsOn : from } : null,
    waiting: last?.answer === null ? last : null,
    sentBack: last?.answer === "sent-back" ? last : null,
  };
}

/** A school of the organisation about whose policies the actor may know. */
export async function demandSchool(
  transaction: Transaction,
  actor: Actor,
  unitId: string,
): Promise<{ id: string; name: string; urn: string | null }> {
  const school = await transaction.unit.findFirst({
    where: { organisationId: actor.organisationId, id: unitId, kind: "school" },
    select: { id: true, name: true, urn: true },
  });
  if (!school) throw notFound();
  if (!may(actor, "policies:read", unitId) && !(await chairs(transaction, actor, unitId))) throw notFound();
  return school;
}
