import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { versionsOn } from "../version-states.ts";
import { type AdoptionRule, type AdoptionStanding, isOpen, standing } from "./school-policies.ts";
import { adoptionsMade, wordingsFilledIn } from "./wordings-of.ts";

export type SchoolsOfPolicy = {
  policy: { id: string; title: string; rule: AdoptionRule };
  /** The places that schools fill in, by name, of the version in force and the coming one. */
  versions: {
    number: string;
    startsOn: string | null;
    inForce: boolean;
    schools: { id: string; name: string; urn: string | null; standing: AdoptionStanding }[];
  }[];
};

/**
 * Which schools have adopted a policy of the organisation, since when and with what words; for the version in force and
 * the one that comes into force. Whoever reads policies at a school alone sees that school alone.
 * @throws Refusal "not-found" without `policies:read` anywhere, or when it is a school's own policy
 */
export async function schoolsOfPolicy(actor: Actor, policyId: string): Promise<SchoolsOfPolicy> {
  const where = unitsWhere(actor, "policies:read");
  if (!isId(policyId) || where.length === 0) throw notFound();
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findFirst({
      where: { organisationId, id: policyId, unitId: organisationId },
      select: { id: true, title: true, adoptionRule: true },
    });
    if (!policy) throw notFound();
    const schools = await transaction.unit.findMany({
      where: {
        organisationId,
        kind: "school",
        closedOn: null,
        ...(where === "all" ? {} : { id: { in: where } }),
      },
      select: { id: true, name: true, urn: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const versions = (await versionsOn(transaction, organisationId, today, { policyIds: [policyId] })).filter(
      isOpen,
    );
    const which = { versionIds: versions.map(({ id }) => id), unitIds: schools.map(({ id }) => id) };
    const made = await adoptionsMade(transaction, organisationId, which);
    const filledIn = await wordingsFilledIn(transaction, organisationId, which);
    return {
      policy: { id: policy.id, title: policy.title, rule: policy.adoptionRule as AdoptionRule },
      versions: versions.map((version) => ({
        number: version.number,
        startsOn: version.startsOn,
        inForce: version.state === "in-force",
        schools: schools.map((school) => ({
          ...school,
          standing: standing(
            version,
            made.filter(({ unitId }) => unitId === school.id),
            filledIn.filter(({ unitId }) => unitId === school.id),
          ),
        })),
      })),
    };
  });
}

export type WordingToConfirm = {
  id: string;
  policyId: string;
  policy: string;
  number: string;
  school: { name: string; urn: string | null };
  filledInBy: string;
  filledInAt: Date;
};

/** What waits for the actor as the chair of a school's governing body, the oldest first; empty for everyone else. */
export async function wordingsToConfirm(actor: Actor): Promise<WordingToConfirm[]> {
  const chaired = actor.seats.filter(({ part }) => part === "chair").map(({ bodyId }) => bodyId);
  if (chaired.length === 0) return [];
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const bodies = await transaction.body.findMany({
      where: { organisationId, id: { in: chaired }, kind: "governing-body" },
      select: { unitId: true },
    });
    const units = bodies.map(({ unitId }) => unitId);
    if (units.length === 0) return [];
    const rows = await transaction.localWordingDraft.findMany({
      where: {
        organisationId,
        answeredAt: null,
        ...(units.includes(organisationId) ? {} : { unitId: { in: units } }),
      },
      include: {
        unit: { select: { name: true, urn: true } },
        version: { select: { major: true, minor: true, policy: { select: { id: true, title: true } } } },
        filledInBy: { select: { givenName: true, familyName: true, knownAs: true } },
      },
      orderBy: [{ filledInAt: "asc" }, { id: "asc" }],
      take: 200,
    });
    return rows.map(({ id, unit, version, filledInBy, filledInAt }) => ({
      id,
      policyId: version.policy.id,
      policy: version.policy.title,
      number: `${version.major}.${version.minor}`,
      school: unit,
      filledInBy: calledName(filledInBy),
      filledInAt,
    }));
  });
}
