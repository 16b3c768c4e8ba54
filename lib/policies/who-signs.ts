import { createHash } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { type Day, dateToDay } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { type MembershipRole, membershipRoles } from "#lib/people/words.ts";
import { may } from "#lib/permissions/permissions.ts";
import { acknowledgementLeftOut } from "./keep-acknowledgement.ts";
import { readablePolicies } from "./queries.ts";
import { type Version, versionsOn } from "./version-states.ts";

export type Requirement = "must" | "may" | "no";

/** One rule about one role: whom it asks, in which years and schools. */
export type AudienceRule = {
  requirement: Requirement;
  phase: string | null;
  yearFrom: number | null;
  yearTo: number | null;
};

/** Who signs at one place: the whole organisation, or a school that has a rule of its own about some roles. */
export type WhoSignsAt = {
  unitId: string;
  name: string;
  /** The roles that have a rule here today; at a school, those where it differs from the organisation's. */
  roles: Partial<Record<MembershipRole, AudienceRule[]>>;
};

export type WhoSignsAgreement = {
  id: string;
  title: string;
  schoolsChoice: boolean;
  countersign: "none" | "one" | "all";
  countersignUntil: number;
  pupilFirst: boolean;
  whole: WhoSignsAt;
  schools: WhoSignsAt[];
  /** Changes with every change of who signs it; a form made before such a change is refused. */
  basis: string;
};

export type WhoSigns = {
  policy: { id: string; title: string; unitId: string; owner: string };
  version: { id: string; number: string } | null;
  agreements: WhoSignsAgreement[];
  /** The standard acknowledgement that the version before had, where this one has an agreement of its own instead. */
  leftOut: { title: string; number: string } | null;
  /** Whom a rule may be made for: the owner of the policy, then its schools. */
  places: { id: string; name: string }[];
  mayChange: boolean;
};

/**
 * Who signs each agreement of a policy's version in force, as at today: by role, for the organisation and for each
 * school with a rule of its own. @throws Refusal "not-found" where the policy may not be read
 */
export async function whoSigns(actor: Actor, policyId: string): Promise<WhoSigns> {
  if (!isId(policyId)) throw notFound();
  const readable = readablePolicies(actor);
  const { organisationId, today } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findFirst({
      where: { organisationId, id: policyId, AND: readable },
      select: { id: true, title: true, unitId: true, unit: { select: { name: true } } },
    });
    if (!policy) throw notFound();
    const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
    const version = versions.find(({ state }) => state === "in-force") ?? null;
    const rows = version
      ? await transaction.agreement.findMany({
          where: { organisationId, versionId: version.id },
          orderBy: { position: "asc" },
        })
      : [];
    const agreements: WhoSignsAgreement[] = [];
    for (const row of rows) {
      const audience = await audienceRows(transaction, organisationId, row.id);
      const places = placesOf(audience, policy, today);
      agreements.push({
        id: row.id,
        title: row.title,
        schoolsChoice: row.origin === "school-choice",
        countersign: row.countersign as WhoSignsAgreement["countersign"],
        countersignUntil: row.countersignUntil,
        pupilFirst: row.pupilOrder === "pupil-first",
        ...places,
        basis: basisOf(audience),
      });
    }
    const schools =
      policy.unitId === organisationId
        ? await transaction.unit.findMany({
            where: { organisationId, kind: "school", closedOn: null },
            select: { id: true, name: true },
            orderBy: [{ name: "asc" }, { id: "asc" }],
            take: 500,
          })
        : [];
    return {
      policy: { id: policy.id, title: policy.title, unitId: policy.unitId, owner: policy.unit.name },
      version: version && { id: version.id, number: version.number },
      agreements,
      leftOut: await leftOutOf(transaction, organisationId, versions, rows),
      places: [{ id: policy.unitId, name: policy.unit.name }, ...schools],
      mayChange: may(actor, "audiences:change", policy.unitId),
    };
  });
}

async function leftOutOf(
  transaction: Transaction,
  organisationId: string,
  versions: Version[],
  agreements: { origin: string }[],
): Promise<WhoSigns["leftOut"]> {
  const [before] = versions.slice(versions.findIndex(({ state }) => state === "in-force") + 1);
  const ownAgreements = agreements.filter(({ origin }) => origin === "policy").length;
  const found = await acknowledgementLeftOut(transaction, {
    organisationId,
    beforeId: before?.id ?? null,
    ownAgreements,
  });
  return found && before ? { title: found.title, number: before.number } : null;
}

export type AudienceRowOf = Awaited<ReturnType<typeof audienceRows>>[number];

/** Every audience row of an agreement, ended ones as well. */
export const audienceRows = (transaction: Transaction, organisationId: string, agreementId: string) =>
  transaction.audience.findMany({
    where: { organisationId, agreementId },
    include: { unit: { select: { name: true, phase: true } } },
    orderBy: [{ unitId: "asc" }, { role: "asc" }, { yearFrom: "asc" }, { id: "asc" }],
  });

/** What a form about who signs was made from. */
export const basisOf = (rows: AudienceRowOf[]): string =>
  createHash("sha256")
    .update(JSON.stringify(rows.map(({ id, requirement, endsOn }) => [id, requirement, endsOn])))
    .digest("hex")
    .slice(0, 32);

/** Whether a row counts on a day. */
export const countsOn = ({ startsOn, endsOn }: AudienceRowOf, day: Day): boolean =>
  (startsOn === null || dateToDay(startsOn) <= day) && (endsOn === null || dateToDay(endsOn) >= day);

function placesOf(rows: AudienceRowOf[], policy: { unitId: string; unit: { name: string } }, today: Day) {
  const at = (unitId: string, name: string): WhoSignsAt => {
    const here = rows.filter((row) => row.unitId === unitId && countsOn(row, today));
    const roles: WhoSignsAt["roles"] = {};
    for (const role of membershipRoles) {
      const rules = here.filter((row) => row.role === role);
      if (rules.length > 0)
        roles[role] = rules.map(({ requirement, phase, yearFrom, yearTo }) => ({
          requirement: requirement as Requirement,
          phase,
          yearFrom,
          yearTo,
        }));
    }
    return { unitId, name, roles };
  };
  const names = new Map(rows.map(({ unitId, unit }) => [unitId, unit.name]));
  const schools = [...names]
    .filter(([unitId]) => unitId !== policy.unitId)
    .map(([unitId, name]) => at(unitId, name))
    .filter(({ roles }) => Object.keys(roles).length > 0)
    .sort((one, other) => one.name.localeCompare(other.name));
  return { whole: at(policy.unitId, policy.unit.name), schools };
}
