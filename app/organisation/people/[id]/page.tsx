import type { Metadata } from "next";
import { PersonPage } from "../../../school/[urn]/people/_shared/person-page.tsx";
import type { Query } from "../../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <PersonPage urn={null} {...(await params)} query={await searchParams} />;
}
