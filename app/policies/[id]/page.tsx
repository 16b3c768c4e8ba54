import type { Metadata } from "next";
import { cache } from "react";
import { sayCounted } from "#components/overview/schools-table.tsx";
import { Agreements } from "#components/policies/agreements.tsx";
import { ChangeHistory } from "#components/policies/change-history.tsx";
import { DocumentControl, VersionTag } from "#components/policies/document-control.tsx";
import { LinkToPublish } from "#components/policies/link-to-publish.tsx";
import { NextVersion } from "#components/policies/next-version.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { Timeline } from "#components/policies/timeline.tsx";
import { VersionsTable } from "#components/policies/versions-table.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { sayMoment } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { agreementProgress } from "#lib/obligations/agreement-progress.ts";
import { may, unitsWhere } from "#lib/permissions/permissions.ts";
import {
  type PolicyPage as PolicyRead,
  readPolicyOrDraft,
  type UnwrittenPolicy,
} from "#lib/policies/read-policy.ts";
import { sayDecision, versionKey } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { writeNextVersionAction } from "../new/actions.ts";

type Props = { params: Promise<{ id: string }> };

const policyOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, policy: await orNotFound(readPolicyOrDraft(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await policyOf((await params).id)).policy.title };
}

export default async function PolicyPage({ params }: Props) {
  const { actor, policy } = await policyOf((await params).id);
  if (policy.version === null) return <OnlyDraft actor={actor} policy={policy} />;
  const { version, versions, agreements, text } = policy;
  const progress = await agreementProgress(
    actor,
    agreements.map(({ seriesId }) => seriesId),
  );
  const { slug, timeZone } = actor.organisation;
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href="/policies">Policies</BackLink>}
    >
      <PageHeading caption={policy.owner.name} lead={<VersionTag version={version} />}>
        {policy.title}
      </PageHeading>
      {policy.draft && <ReturnedWith policy={policy} />}
      <section aria-labelledby="control">
        <h2 id="control">Document control</h2>
        <DocumentControl
          version={version}
          owner={policy.owner.name}
          decisions={policy.decisions}
          control={text.control}
        />
        {version.state === "in-force" && (
          <p className="mt-4 cs-no-print">
            <a href={`/p/${slug}/${policy.slug}`}>The page that anyone can read</a>
          </p>
        )}
        {version.state === "in-force" && (
          <div className="mt-4 cs-no-print">
            <LinkToPublish title={policy.title} url={`${settings().url}/p/${slug}/${policy.slug}`} />
          </div>
        )}
      </section>
      <Agreements
        agreements={agreements}
        progress={progress}
        counted={sayCounted(progress.countedAt, timeZone, actor.today)}
      />
      <MorePages
        actor={actor}
        policyId={policy.id}
        ownerId={policy.owner.id}
        inForce={version.state === "in-force"}
        signed={agreements.length > 0}
      />
      <VersionsTable
        versions={versions}
        title={policy.title}
        hrefOf={(one) => `/policies/${policy.id}/versions/${versionKey(versions, one)}`}
      />
      {versions.length > 1 && (
        <p className="mt-4 cs-no-print">
          <a href={`/policies/${policy.id}/changes`}>What has changed between versions</a>
        </p>
      )}
      <ChangeHistory
        history={policy.history}
        hrefOf={(number) => `/policies/${policy.id}/versions/${number}`}
      />
      <section className="cs-section" aria-labelledby="events">
        <h2 id="events">What has happened</h2>
        <Timeline events={policy.events} timeZone={timeZone} />
      </section>
      {may(actor, "policies:write", policy.owner.id) && (
        <NextVersion
          policyId={policy.id}
          start={writeNextVersionAction.bind(null, policy.id)}
          written={sayWritten(actor, policy)}
        />
      )}
      <section className="cs-section" aria-labelledby="text">
        <h2 id="text">The text of version {version.number}</h2>
        <PolicyText text={text} />
      </section>
    </Shell>
  );
}

type MorePagesProps = { actor: Actor; policyId: string; ownerId: string; inForce: boolean; signed: boolean };

/** What else there is of the policy, for those who may. */
function MorePages({ actor, policyId, ownerId, inForce, signed }: MorePagesProps) {
  const asks = !signed && may(actor, "audiences:change", ownerId);
  const pages = [
    ...(inForce ? [["who-signs", asks ? "Ask for an acknowledgement" : "Who signs"]] : []),
    ...(ownerId === actor.organisationId ? [["schools", "Adoption at each school"]] : []),
    ...(may(actor, "reviews:record", ownerId) ? [["review", "Record a review"]] : []),
    ...(unitsWhere(actor, "exemptions:read").length > 0 ? [["exemptions", "Exemptions"]] : []),
    ...(may(actor, "policies:settings", ownerId) ? [["settings", "Settings"]] : []),
  ];
  if (pages.length === 0) return null;
  return (
    <ul className="cs-links cs-no-print">
      {pages.map(([path, label]) => (
        <li key={path}>
          <a href={`/policies/${policyId}/${path}`}>{label}</a>
        </li>
      ))}
    </ul>
  );
}

/** A policy that somebody writes and that has no version yet: its draft, and what has happened. */
function OnlyDraft({ actor, policy }: { actor: Actor; policy: UnwrittenPolicy }) {
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href="/policies">Policies</BackLink>}
    >
      <PageHeading caption={policy.owner.name} lead={<Tag>Draft</Tag>}>
        {policy.title}
      </PageHeading>
      <p>This policy has no version yet. Only those who may write it see that it is there.</p>
      <NextVersion
        first
        policyId={policy.id}
        start={writeNextVersionAction.bind(null, policy.id)}
        written={sayWritten(actor, policy)}
      />
      {may(actor, "policies:settings", policy.owner.id) && (
        <p className="cs-no-print">
          <a href={`/policies/${policy.id}/settings`}>Settings</a>: who approves it, and how it is signed
        </p>
      )}
      <section className="cs-section" aria-labelledby="events">
        <h2 id="events">What has happened</h2>
        <Timeline events={policy.events} timeZone={actor.organisation.timeZone} />
      </section>
    </Shell>
  );
}

function sayWritten(actor: Actor, { draft }: Pick<UnwrittenPolicy, "draft">): string | null {
  if (!draft) return null;
  const when = sayMoment(draft.updatedAt, actor.organisation.timeZone);
  const review = draft.inReviewAt
    ? ` In review since ${sayMoment(draft.inReviewAt, actor.organisation.timeZone)}.`
    : "";
  return `Last saved on ${when}${draft.updatedBy ? ` by ${draft.updatedBy}` : ""}.${review}`;
}

/** For whoever writes it: why the newest version came back, until it is sent on once more. */
function ReturnedWith({ policy: { versions, decisions } }: { policy: PolicyRead }) {
  const [newest] = versions;
  const returned =
    newest?.state === "returned" &&
    decisions.find(({ versionId, outcome }) => versionId === newest.id && outcome === "returned");
  if (!returned) return null;
  return (
    <Notice tone="important" title={`Version ${newest.number} came back with reasons`}>
      <p>{sayDecision(returned)}.</p>
      {returned.reasons && <p className="wrap-anywhere">{returned.reasons}</p>}
      <p>Its text is your draft again.</p>
    </Notice>
  );
}
