import type { Metadata } from "next";
import { PeoplePage } from "../../school/[urn]/people/_shared/people-page.tsx";
import type { Query } from "../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Query> };

export default async function Page({ searchParams }: Props) {
  return <PeoplePage urn={null} query={await searchParams} />;
}
