import type { Metadata } from "next";
import { PersonPage, personMetadata } from "../../../school/[urn]/people/_shared/person-page.tsx";
import type { Query } from "../../../school/[urn]/people/_shared/place.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return personMetadata(null, (await params).id);
}

export default async function Page({ params, searchParams }: Props) {
  return <PersonPage urn={null} {...(await params)} query={await searchParams} />;
}
