import type { Metadata } from "next";
import { PersonPage } from "../_shared/person-page.tsx";
import type { Query } from "../_shared/place.ts";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <PersonPage {...(await params)} query={await searchParams} />;
}
