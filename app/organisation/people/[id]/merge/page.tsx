import type { Metadata } from "next";
import { MergePage, mergeHeading } from "../../../../school/[urn]/people/_shared/merge-page.tsx";
import type { Query } from "../../../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: mergeHeading };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <MergePage urn={null} {...(await params)} query={await searchParams} />;
}
