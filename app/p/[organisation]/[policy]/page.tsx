import type { Metadata } from "next";
import { cache } from "react";
import { publishedPolicy } from "#lib/policies/published.ts";
import { orNotFound } from "../../../acting.ts";
import { PublishedView } from "../../published-view.tsx";

type Props = { params: Promise<{ organisation: string; policy: string }> };

const publishedOf = cache(async (organisation: string, policy: string) =>
  orNotFound(publishedPolicy(organisation, policy)),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, policy } = await params;
  const published = await publishedOf(organisation, policy);
  return { title: published.title, robots: { index: published.indexable, follow: published.indexable } };
}

export default async function PublishedPolicyPage({ params }: Props) {
  const { organisation, policy } = await params;
  return <PublishedView published={await publishedOf(organisation, policy)} />;
}
