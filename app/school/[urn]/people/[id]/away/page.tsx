import type { Metadata } from "next";
import { AwayPage } from "../../_shared/away-page.tsx";
import type { Query } from "../../_shared/place.ts";

export const metadata: Metadata = { title: "Away" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <AwayPage {...(await params)} query={await searchParams} />;
}
