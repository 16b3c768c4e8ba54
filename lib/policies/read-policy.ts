import type { Actor } from "#lib/auth/actor.ts";
import { inOrganisation, type Transaction } from "#lib/database/transaction.ts";
import { notFound } from "#lib/errors.ts";
import { eventsOfPolicy, type ToldEvent } from "#lib/events/queries.ts";
import { isId } from "#lib/identifiers.ts";
import { calledName } from "#lib/people/names.ts";
import { demand, may, unitsWhere } from "#lib/permissions/permissions.ts";
import { type DecisionMade, decisionsOf } from "./decisions-of.ts";
import { exemptionsThatEnded } from "./exemptions/exemptions-that-ended.ts";
import { type HistoryTable, historyOf } from "./history-of.ts";
import { readablePolicies } from "./queries.ts";
import { type ReadableText, type ReadingOptions, readableText } from "./readable-text.ts";
import { type AudienceRow, sayAudience } from "./say-audience.ts";
import { type Version, versionsOn } from "./version-states.ts";
import { historyAt } from "./words.ts";

export type AgreementOfPolicy = {
  id: string;
  seriesId: string;
  title: string;
  /** Whom it binds and who countersigns, in words. */
  audience: string;
  /** Not the policy's own words: a standard acknowledgement that the school chose. */
  schoolsChoice: boolean;
};

export type PolicyPage = {
  id: string;
  slug: string;
  title: string;
  owner: { id: string; name: string };
  versions: Version[];
  decisions: DecisionMade[];
  /** The version that the page is about: the one in force, else the newest. */
  version: Version;
  agreements: AgreementOfPolicy[];
  text: ReadableText;
  /** The earlier rows as they were written, then one for each ratified version and recorded review. */
  history: HistoryTable;
  /**
   * What happened to the policy, newest first; nothing about who signed, and of exemptions what whoever reads may see.
   */
  events: ToldEvent[];
  /** Who saved its draft last, and when; null without one, and for whoever may not write it. */
  draft: { updatedAt: Date; updatedBy: string | null; inReviewAt: Date | null } | null;
};

const noText: ReadableText = {
  control: [],
  contentsHtml: "",
  bodyHtml: "",
  history: null,
  written: { columns: [], rows: [] },
};

/** A policy that somebody writes and that has no version yet. */
export type UnwrittenPolicy = Pick<PolicyPage, "id" | "slug" | "title" | "owner" | "events" | "draft"> & {
  version: null;
};

/** A policy with everything that its page tells. Throws not-found where it may not be read or has no version. */
export async function readPolicy(actor: Actor, policyId: string): Promise<PolicyPage> {
  const { version, ...rest } = await read(actor, policyId, inForceOrNewest, { historyAt });
  if (!version) throw notFound();
  return { ...rest, version };
}

/** The same, also of a policy that has only a draft, for those who may write it. */
export async function readPolicyOrDraft(
  actor: Actor,
  policyId: string,
): Promise<PolicyPage | UnwrittenPolicy> {
  const { version, ...rest } = await read(actor, policyId, inForceOrNewest, { historyAt });
  if (version) return { ...rest, version };
  demand(actor, "policies:write", rest.owner.id);
  const { id, slug, title, owner, events, draft } = rest;
  return { id, slug, title, owner, events, draft, version: null };
}

const inForceOrNewest = (versions: Version[]) =>
  versions.find(({ state }) => state === "in-force") ?? versions[0];

/** The same about one of its versions, by its number (`2` or `2.0`). Throws not-found for a number it has not. */
export async function readVersion(actor: Actor, policyId: string, number: string): Promise<PolicyPage> {
  const { version, ...rest } = await read(actor, policyId, (versions) => versionNumbered(versions, number));
  if (!version) throw notFound();
  return { ...rest, version };
}

/**
 * The version with this number, written `2` or `2.0`, or with this identifier. Of two with one number, because the
 * first was returned or taken back, the later.
 */
export const versionNumbered = (versions: Version[], number: string): Version | undefined =>
  versions.find(
    (version) => version.number === number || version.number === `${number}.0` || version.id === number,
  );

async function read(
  actor: Actor,
  policyId: string,
  choose: (versions: Version[]) => Version | undefined,
  options: ReadingOptions = {},
): Promise<Omit<PolicyPage, "version"> & { version: Version | null }> {
  if (!isId(policyId)) throw notFound();
  const readable = readablePolicies(actor);
  const { organisationId } = actor;
  return inOrganisation(organisationId, async (transaction) => {
    const policy = await transaction.policy.findFirst({
      where: { organisationId, id: policyId, AND: readable },
      include: {
        unit: { select: { id: true, name: true } },
        draft: {
          select: {
            updatedAt: true,
            inReviewAt: true,
            updatedBy: { select: { givenName: true, familyName: true, knownAs: true } },
          },
        },
      },
    });
    if (!policy) throw notFound();
    const versions = await versionsOn(transaction, organisationId, actor.today, { policyIds: [policyId] });
    const version = choose(versions) ?? null;
    const draft = may(actor, "policies:write", policy.unit.id) ? policy.draft : null;
    const decisions = await decisionsOf(transaction, organisationId, [policyId]);
    const text = version ? await readableText(transaction, organisationId, version.id, options) : noText;
    return {
      id: policy.id,
      slug: policy.slug,
      title: policy.title,
      owner: policy.unit,
      versions,
      version,
      decisions,
      agreements: version ? await agreementsOf(transaction, organisationId, version.id) : [],
      text,
      history: await historyOf(transaction, organisationId, {
        policyId,
        versions,
        decisions,
        written: text.written,
      }),
      draft: draft && {
        updatedAt: draft.updatedAt,
        inReviewAt: draft.inReviewAt,
        updatedBy: draft.updatedBy && calledName(draft.updatedBy),
      },
      events: await whatHappened(transaction, actor, policyId),
    };
  });
}

async function whatHappened(transaction: Transaction, actor: Actor, policyId: string): Promise<ToldEvent[]> {
  const exemptionsAt = unitsWhere(actor, "exemptions:read");
  const events = await eventsOfPolicy(transaction, actor.organisationId, policyId, exemptionsAt);
  const ended = await exemptionsThatEnded(transaction, actor, policyId, exemptionsAt);
  return [...events, ...ended].sort((one, other) => other.happenedAt.getTime() - one.happenedAt.getTime());
}

async function agreementsOf(
  transaction: Transaction,
  organisationId: string,
  versionId: string,
): Promise<AgreementOfPolicy[]> {
  const agreements = await transaction.agreement.findMany({
    where: { organisationId, versionId },
    include: { audiences: { include: { unit: { select: { id: true, kind: true, name: true } } } } },
    orderBy: { position: "asc" },
  });
  return agreements.map((agreement) => ({
    id: agreement.id,
    seriesId: agreement.seriesId,
    title: agreement.title,
    audience: sayAudience(
      agreement.audiences.map((row) => ({
        ...row,
        school: row.unit.kind === "school" ? row.unit.name : null,
      })) as AudienceRow[],
      agreement.countersign as "none" | "one" | "all",
    ),
    schoolsChoice: agreement.origin === "school-choice",
  }));
}
