import type { Metadata } from "next";
import { cache } from "react";
import { publishedPolicy } from "#lib/policies/published.ts";
import { orNotFound } from "../../../../../acting.ts";
import { PublishedView } from "../../../../published-view.tsx";

type Props = { params: Promise<{ organisation: string; policy: string; number: string }> };

const publishedOf = cache(async (organisation: string, policy: string, number: string) =>
  orNotFound(publishedPolicy(organisation, policy, { number })),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organisation, policy, number } = await params;
  const published = await publishedOf(organisation, policy, number);
  return { title: `${published.title}, version ${published.version.number}`, robots: { index: false } };
}

export default async function PublishedVersionPage({ params }: Props) {
  const { organisation, policy, number } = await params;
  return <PublishedView published={await publishedOf(organisation, policy, number)} />;
}
