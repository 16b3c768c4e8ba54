import type { Metadata } from "next";
import { DutiesPage } from "../../_shared/duties-page.tsx";
import type { Query } from "../../_shared/place.ts";

export const metadata: Metadata = { title: "Duties" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <DutiesPage {...(await params)} query={await searchParams} />;
}
