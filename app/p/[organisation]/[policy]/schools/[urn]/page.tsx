import type { Metadata } from "next";
import { cache } from "react";
import { publishedPolicy } from "#lib/policies/published.ts";
import { orNotFound } from "../../../../../acting.ts";
import { PublishedView } from "../../../../published-view.tsx";

type Props = { params: Promise<{ organisation: string; policy: string; urn: string }> };

const publishedOf = cache(async (organisation: string, policy: string, urn: string) =>
  orNotFound(publishedPolicy(organisation, policy, { urn })),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, policy, urn } = await params;
  const { title, school, indexable } = await publishedOf(organisation, policy, urn);
  return { title: `${title}, ${school?.name}`, robots: { index: indexable, follow: indexable } };
}

/** The version in force with a school's own words, for the school's website. */
export default async function PublishedAtSchoolPage({ params }: Props) {
  const { organisation, policy, urn } = await params;
  return <PublishedView published={await publishedOf(organisation, policy, urn)} />;
}
