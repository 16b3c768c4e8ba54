import type { Metadata } from "next";
import { PersonPage, personMetadata } from "../_shared/person-page.tsx";
import type { Query } from "../_shared/place.ts";

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { urn, id } = await params;
  return personMetadata(urn, id);
}

export default async function Page({ params, searchParams }: Props) {
  return <PersonPage {...(await params)} query={await searchParams} />;
}
