import type { Metadata } from "next";
import { cache } from "react";
import { ReviewDate } from "#components/policies/review-date.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { publishedPolicies } from "#lib/policies/published.ts";
import { sayState } from "#lib/policies/words.ts";
import { orNotFound } from "../../acting.ts";
import { PublicFrame } from "../frame.tsx";

type Props = { params: Promise<{ organisation: string }> };

const listOf = cache(async (organisation: string) => orNotFound(publishedPolicies(organisation)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation } = await listOf((await params).organisation);
  return { title: `Policies of ${organisation.name}`, robots: { index: false } };
}

export default async function PublishedPoliciesPage({ params }: Props) {
  const { organisation, policies } = await listOf((await params).organisation);
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <PublicFrame organisation={organisation}>
      <PageHeading
        caption={organisation.name}
        lead={policies.length > 0 ? `${count} in force, by title.` : undefined}
      >
        Published policies
      </PageHeading>
      {policies.length > 0 ? (
        <TaskList
          tasks={policies.map(({ slug, title, owner, version }) => ({
            key: slug,
            href: `/p/${organisation.slug}/${slug}`,
            title,
            about: (
              <>
                {owner === organisation.name ? "" : `${owner}. `}Version {version.number}. {sayState(version)}
                . Review: <ReviewDate review={version.review} />
              </>
            ),
          }))}
        />
      ) : (
        <EmptyState title="No policies are published yet" />
      )}
    </PublicFrame>
  );
}
