import type { Metadata } from "next";
import { cache } from "react";
import { ClauseChanges } from "#components/policies/clause-changes.tsx";
import { DocumentControl, VersionTag } from "#components/policies/document-control.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { readVersionWithChanges } from "#lib/policies/compare-versions.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";

type Props = { params: Promise<{ id: string; number: string }> };

const versionOf = cache(async (id: string, number: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(readVersionWithChanges(actor, id, number)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, number } = await params;
  const { version } = (await versionOf(id, number)).page;
  return { title: `${version.title}, version ${version.number}` };
}

export default async function VersionPage({ params }: Props) {
  const { id, number } = await params;
  const { actor, page } = await versionOf(id, number);
  const { version, before, changes, text } = page;
  return (
    <Shell
      actor={actor}
      current="/policies"
      above={<BackLink href={`/policies/${page.id}`}>{page.title}</BackLink>}
    >
      <PageHeading caption={`Version ${version.number}`} lead={<VersionTag version={version} />}>
        {version.title}
      </PageHeading>
      {version.state !== "in-force" && (
        <Notice title="This is not the version in force">
          <p>
            <a href={`/policies/${page.id}`}>See the policy as it stands today</a>
          </p>
        </Notice>
      )}
      <section aria-labelledby="control">
        <h2 id="control">Document control</h2>
        <DocumentControl
          version={version}
          owner={page.owner.name}
          decisions={page.decisions}
          control={text.control}
        />
      </section>
      <section className="cs-section" aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        {before ? (
          <>
            <p>
              {changes.length === 0
                ? `No clause differs from version ${before.number}.`
                : `${changes.length === 1 ? "1 clause differs" : `${changes.length} clauses differ`} from version ${before.number}.`}{" "}
              {version.material
                ? "The change is material: everyone bound signs again."
                : "The change is minor: signatures stay good."}
            </p>
            {changes.length > 0 && <ClauseChanges changes={changes} />}
          </>
        ) : (
          <p>This is the first version in Countersign.</p>
        )}
      </section>
      <section className="cs-section" aria-labelledby="text">
        <h2 id="text">The text</h2>
        <PolicyText text={text} />
      </section>
    </Shell>
  );
}
