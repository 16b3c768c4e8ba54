import type { Metadata } from "next";
import { cache } from "react";
import { sayCounted } from "#components/overview/schools-table.tsx";
import { Agreements } from "#components/policies/agreements.tsx";
import { ChangeHistory } from "#components/policies/change-history.tsx";
import { DocumentControl, VersionTag } from "#components/policies/document-control.tsx";
import { HowToBringIn } from "#components/policies/how-to-bring-in.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { Timeline } from "#components/policies/timeline.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { agreementProgress } from "#lib/obligations/agreement-progress.ts";
import { may } from "#lib/permissions/permissions.ts";
import { readPolicy } from "#lib/policies/read-policy.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";

type Props = { params: Promise<{ id: string }> };

const policyOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, policy: await orNotFound(readPolicy(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await policyOf((await params).id)).policy.title };
}

export default async function PolicyPage({ params }: Props) {
  const { actor, policy } = await policyOf((await params).id);
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
      </section>
      <Agreements
        agreements={agreements}
        progress={progress}
        counted={sayCounted(progress.countedAt, timeZone, actor.today)}
      />
      {version.state === "in-force" && (
        <p className="cs-no-print">
          <a href={`/policies/${policy.id}/who-signs`}>
            {agreements.length === 0 && may(actor, "audiences:change", policy.owner.id)
              ? "Ask for an acknowledgement"
              : "Who signs"}
          </a>
        </p>
      )}
      <ChangeHistory
        versions={versions}
        written={text.history}
        hrefOf={({ number }) => `/policies/${policy.id}/versions/${number}`}
      />
      <section className="cs-section" aria-labelledby="events">
        <h2 id="events">What has happened</h2>
        <Timeline events={policy.events} timeZone={timeZone} />
      </section>
      {may(actor, "policies:bring-in", policy.owner.id) && <HowToBringIn next />}
      <section className="cs-section" aria-labelledby="text">
        <h2 id="text">The text of version {version.number}</h2>
        <PolicyText text={text} />
      </section>
    </Shell>
  );
}
