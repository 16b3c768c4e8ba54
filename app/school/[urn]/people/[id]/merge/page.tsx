import type { Metadata } from "next";
import { MergePage, mergeHeading } from "../../_shared/merge-page.tsx";
import type { Query } from "../../_shared/place.ts";

export const metadata: Metadata = { title: mergeHeading };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <MergePage {...(await params)} query={await searchParams} />;
}
