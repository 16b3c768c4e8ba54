import { today } from "#lib/clock.ts";
import { database } from "#lib/database/client.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { type HistoryTable, historyOf } from "./history-of.ts";
import { type DecisionMade, decisionsOf, versionNumbered } from "./read-policy.ts";
import { type ReadableText, readableText } from "./readable-text.ts";
import { type Version, versionsOn } from "./version-states.ts";

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
  history: HistoryTable;
  /** Whether search engines may list it, as its owner has set. */
  indexable: boolean;
};

/**
 * The version in force of a published policy, or with a number an earlier one. Throws not-found where there is none.
 */
export async function publishedPolicy(
  organisationSlug: string,
  policySlug: string,
  number?: string,
): Promise<PublishedVersion> {
  return (await findPublished(organisationSlug, policySlug, number)).published;
}

/** The same with whose it is, for what is made of it. */
export async function findPublished(
  organisationSlug: string,
  policySlug: string,
  number?: string,
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
    const text = await readableText(transaction, organisationId, version.id);
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
