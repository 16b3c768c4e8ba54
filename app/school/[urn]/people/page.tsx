import type { Metadata } from "next";
import { PeoplePage } from "./_shared/people-page.tsx";
import type { Query } from "./_shared/place.ts";

export const metadata: Metadata = { title: "People" };

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <PeoplePage {...(await params)} query={await searchParams} />;
}
