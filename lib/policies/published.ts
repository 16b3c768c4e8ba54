import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import type { Day } from "#lib/dates.ts";
import { notFound } from "#lib/errors.ts";
import { adoptionsMade } from "./adoptions/wordings-of.ts";
import { type DecisionMade, decisionsOf } from "./decisions-of.ts";
import type { LocalWordingValues } from "./document/types.ts";
import { type HistoryTable, historyOf } from "./history-of.ts";
import { versionNumbered } from "./read-policy.ts";
import { type ReadableText, readableText } from "./readable-text.ts";
import { type Version, versionsOn } from "./version-states.ts";
import { historyAt } from "./words.ts";

/*
 * What anyone may read without signing in: policies that were ratified and came into force, and nothing else of an
 * organisation. A version that was never in force, or was withdrawn, is not there.
 */

export type PublicOrganisation = { name: string; slug: string; colour: string | null };

type Found = PublicOrganisation & { organisationId: string; today: string };

/** Anything else in an address is no short name, and some of it no text that PostgreSQL could look up. */
const isShortName = (text: string): boolean => /^[a-z0-9-]{1,80}$/.test(text);

/** Where a short name leads. Throws not-found for one that leads nowhere or is closed. */
async function organisationAt(slug: string): Promise<Found> {
  if (!isShortName(slug)) throw notFound();
  const entry = await database().organisationDirectory.findUnique({ where: { slug } });
  if (!entry || entry.state === "closed") throw notFound();
  const organisation = await inOrganisation(entry.id, (transaction) =>
    transaction.organisation.findUnique({
      where: { organisationId: entry.id },
      select: { name: true, colour: true, timeZone: true },
    }),
  );
  if (!organisation) throw notFound();
  const { name, colour, timeZone } = organisation;
  return { organisationId: entry.id, slug, name, colour, today: today(timeZone) };
}

export type PublishedList = {
  organisation: PublicOrganisation;
  policies: { slug: string; title: string; owner: string; version: Version }[];
};

/** The policies in force of an organisation, by title. */
export async function publishedPolicies(organisationSlug: string): Promise<PublishedList> {
  const { organisationId, today, ...organisation } = await organisationAt(organisationSlug);
  return inOrganisation(organisationId, async (transaction) => {
    const versions = await versionsOn(transaction, organisationId, today);
    const policies = await transaction.policy.findMany({
      where: { organisationId },
      include: { unit: { select: { name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
    });
    return {
      organisation,
      policies: policies.flatMap((policy) => {
        const version = versions.find((one) => one.policyId === policy.id && one.state === "in-force");
        return version ? [{ slug: policy.slug, title: policy.title, owner: policy.unit.name, version }] : [];
      }),
    };
  });
}

/** A school where a policy holds, and since when with words of its own; null while it has none. */
export type SchoolStanding = { name: string; urn: string; since: Day | null };

/** Which version: the one in force, an earlier one by its number, or the one in force as a school has it. */
export type Which = { number?: string; urn?: string };

export type PublishedVersion = {
  organisation: PublicOrganisation;
  slug: string;
  title: string;
  owner: string;
  version: Version;
  /** The version in force; while any is superseded, one is. */
  inForce: Version;
  /** Every version that is or was in force, newest first. */
  versions: Version[];
  decision: DecisionMade | null;
  text: ReadableText;
  /** What a school put where the text leaves it to schools; empty without a school. */
  localWording: LocalWordingValues;
  /** The school as which it is read; null for the organisation's page. */
  school: SchoolStanding | null;
  /** Schools whose people sign the version in force with words of their own, by name. */
  schools: SchoolStanding[];
  history: HistoryTable;
  /** Whether search engines may list it, as its owner has set. */
  indexable: boolean;
};

/**
 * A version of a published policy.
 * @throws Refusal "not-found" where there is none; at a school also where the policy leaves schools no words of their
 * own, and where schools wait until they have adopted it and this one has not
 */
export async function publishedPolicy(
  organisationSlug: string,
  policySlug: string,
  which: Which = {},
): Promise<PublishedVersion> {
  return (await findPublished(organisationSlug, policySlug, which)).published;
}

/** The same with whose it is, for what is made of it. */
export async function findPublished(
  organisationSlug: string,
  policySlug: string,
  { number, urn }: Which,
): Promise<{ published: PublishedVersion; organisationId: string }> {
  if (!isShortName(policySlug)) throw notFound();
  const { organisationId, today, ...organisation } = await organisationAt(organisationSlug);
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findUnique({
      where: { organisationId_slug: { organisationId, slug: policySlug } },
      include: { unit: { select: { name: true } } },
    });
    if (!policy) throw notFound();
    const all = await versionsOn(transaction, organisationId, today, { policyIds: [policy.id] });
    const versions = all.filter(({ state }) => state === "in-force" || state === "superseded");
    const inForce = versions.find(({ state }) => state === "in-force");
    const version = number === undefined ? inForce : versionNumbered(versions, number);
    if (!version || !inForce) throw notFound();
    const decisions = await decisionsOf(transaction, organisationId, [policy.id]);
    const adopted =
      policy.adoptionRule === "none" ? [] : await adoptedOn(transaction, organisationId, inForce, today);
    const at = urn === undefined ? null : await schoolAt(transaction, policy, adopted, urn);
    const localWording = at?.values ?? {};
    const text = await readableText(transaction, organisationId, version.id, { localWording, historyAt });
    const published: PublishedVersion = {
      organisation,
      slug: policy.slug,
      title: version.title,
      owner: policy.unit.name,
      version,
      inForce,
      versions,
      decision:
        decisions.find((made) => made.versionId === version.id && made.outcome === "ratified") ?? null,
      text,
      localWording,
      school: at && toStanding(at),
      schools: version.id === inForce.id ? adopted.filter(({ since }) => since).map(toStanding) : [],
      history: await historyOf(transaction, organisationId, {
        policyId: policy.id,
        // an older version's page tells its own history, not what came after
        versions: versions.slice(versions.indexOf(version)),
        decisions,
        written: text.written,
      }),
      indexable: policy.indexable,
    };
    return { published, organisationId };
  });
}

const toStanding = ({ name, urn, since }: SchoolStanding): SchoolStanding => ({ name, urn, since });

type Adopted = SchoolStanding & { values: LocalWordingValues };

/** The schools that have adopted a version by a day, by name, each with its newest words. */
async function adoptedOn(
  transaction: Transaction,
  organisationId: string,
  version: Version,
  day: Day,
): Promise<Adopted[]> {
  const made = await adoptionsMade(transaction, organisationId, { versionIds: [version.id] });
  const counting = made.filter(({ startsOn }) => startsOn <= day);
  const schools = await transaction.unit.findMany({
    where: { organisationId, kind: "school", id: { in: counting.map(({ unitId }) => unitId) } },
    select: { id: true, name: true, urn: true },
    orderBy: { name: "asc" },
  });
  return schools.flatMap(({ id, name, urn }) => {
    const adopted = counting.find(({ unitId }) => unitId === id);
    if (!adopted || urn === null) return [];
    const { values, startsOn } = adopted;
    const since = version.startsOn && version.startsOn > startsOn ? version.startsOn : startsOn;
    return [{ name, urn, since: Object.keys(values).length > 0 ? since : null, values }];
  });
}

/** A school as which the organisation's policy is read. */
async function schoolAt(
  transaction: Transaction,
  policy: { organisationId: string; unitId: string; adoptionRule: string },
  adopted: Adopted[],
  urn: string,
): Promise<Adopted> {
  const { organisationId, unitId, adoptionRule } = policy;
  const own = adopted.find((one) => one.urn === urn);
  if (own) return own;
  // what schools wait for does not hold where it has not been adopted
  if (unitId !== organisationId || adoptionRule !== "defaults" || !/^\d{6}$/.test(urn)) throw notFound();
  const school = await transaction.unit.findFirst({
    where: { organisationId, kind: "school", urn },
    select: { name: true },
  });
  if (!school) throw notFound();
  return { name: school.name, urn, since: null, values: {} };
}
