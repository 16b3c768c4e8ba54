import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/database/generated/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { isId } from "#lib/identifiers.ts";
import { namedLike, wordsOf } from "#lib/people/named-like.ts";
import { calledName } from "#lib/people/names.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import { clauses } from "../document/outline.ts";
import type { PolicyDocument } from "../document/types.ts";
import { documentOf } from "../document-of.ts";
import { versionsOn } from "../version-states.ts";
import { heldOn } from "./exemption.ts";

/** A clause that an exemption can be asked from: `words` begin with its number. */
export type ClauseChoice = { anchor: string; words: string };

export type RequestPage = {
  policy: { id: string; title: string };
  version: { id: string; number: string };
  clauses: ClauseChoice[];
  /** Where the person belongs, or the actor for themself: whose head is asked. */
  units: { id: string; name: string }[];
  /** Whether the actor may ask for somebody else at some school. */
  forOthers: boolean;
  /** People whom a search found; empty without one. */
  people: { id: string; name: string; unitId: string; unit: string }[];
};

/** People that a search shows at most. */
const mostFound = 20;

/**
 * What the form of a request needs: for oneself, of any policy in force that holds where one belongs; for somebody else
 * found by name, where the actor has `exemptions:ask`.
 * @throws Refusal "not-found" for a policy that is not in force or not theirs to know
 */
export async function requestPage(actor: Actor, policyId: string, search = ""): Promise<RequestPage> {
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const { policy, version, document } = await policyToDepartFrom(transaction, actor, policyId);
    const where = unitsWhere(actor, "exemptions:ask");
    return {
      policy,
      version: { id: version.id, number: version.number },
      clauses: choices(document),
      units: await ownUnits(transaction, actor, policy.unitId),
      forOthers: where.length > 0,
      people: wordsOf(search).length > 0 ? await named(transaction, actor, search, where) : [],
    };
  });
}

/** The policy, its version in force and its text, where the actor may ask for an exemption from it. */
export async function policyToDepartFrom(transaction: Transaction, actor: Actor, policyId: string) {
  const { organisationId, today } = actor;
  if (!isId(policyId)) throw notFound();
  const policy = await transaction.policy.findUnique({
    where: { organisationId_id: { organisationId, id: policyId } },
    select: { id: true, title: true, unitId: true, exemptionBy: true },
  });
  if (!policy) throw notFound();
  const holds =
    policy.unitId === organisationId ||
    actor.memberships.some(({ unitId }) => unitId === policy.unitId) ||
    may(actor, "exemptions:ask", policy.unitId);
  if (!holds) throw notFound();
  const versions = await versionsOn(transaction, organisationId, today, { policyIds: [policyId] });
  const version = versions.find(({ state }) => state === "in-force");
  if (!version) throw notFound();
  return { policy, version, document: await documentOf(transaction, organisationId, version.id) };
}

/** Clauses by their numbers; of a text that numbers few of them, its sections and rules as well. */
export function choices(document: PolicyDocument): ClauseChoice[] {
  const all = clauses(document).filter(({ kind }) => kind !== "field" && kind !== "row");
  const numbered = all.filter(({ number }) => number !== null);
  const chosen = numbered.length >= 5 ? numbered : all;
  return chosen.map(({ anchor, number, text }) => ({
    anchor,
    words: number === null ? text : `${number} ${text}`,
  }));
}

/** The places where the actor belongs and the policy holds; the organisation itself when that is all there is. */
async function ownUnits(transaction: Transaction, actor: Actor, policyUnitId: string) {
  const { organisationId } = actor;
  const theirs = [...actor.memberships, ...actor.duties].map(({ unitId }) => unitId);
  const places = await transaction.unit.findMany({
    where: { organisationId, id: { in: theirs } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return places.filter(({ id }) => policyUnitId === organisationId || id === policyUnitId);
}

async function named(transaction: Transaction, actor: Actor, search: string, where: "all" | string[]) {
  const { organisationId, today } = actor;
  const rows = await transaction.$queryRaw<
    {
      id: string;
      givenName: string;
      familyName: string;
      knownAs: string | null;
      unitId: string;
      unit: string;
    }[]
  >`
    select distinct p.sort_name, p.id, p.given_name as "givenName", p.family_name as "familyName", p.known_as as "knownAs",
      u.id as "unitId", u.name as unit
    from person p
    join membership m on m.organisation_id = p.organisation_id and m.person_id = p.id
      and m.starts_on <= ${today}::date and (m.ends_on is null or m.ends_on >= ${today}::date)
    join unit u on u.organisation_id = p.organisation_id and u.id = m.unit_id
    where p.organisation_id = ${organisationId}::uuid and p.erased_at is null
      and ${where === "all" ? Prisma.sql`true` : Prisma.sql`m.unit_id = any (${where}::uuid[])`}
      and ${namedLike(search, Prisma.sql`p.sort_name`)}
    order by p.sort_name, u.name limit ${mostFound}`;
  return rows.map(({ id, unitId, unit, ...person }) => ({ id, name: calledName(person), unitId, unit }));
}

/** Whether a person belongs to a unit today. */
export async function belongs(
  transaction: Transaction,
  { organisationId, today }: Pick<Actor, "organisationId" | "today">,
  personId: string,
  unitId: string,
): Promise<boolean> {
  const where = { organisationId, personId, unitId, ...heldOn(today) };
  return (await transaction.membership.count({ where })) > 0 || (await transaction.duty.count({ where })) > 0;
}
