import type { Metadata } from "next";
import { AddressesPage } from "../../_shared/addresses-page.tsx";
import type { Query } from "../../_shared/place.ts";

export const metadata: Metadata = { title: "E-mail addresses" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <AddressesPage {...(await params)} query={await searchParams} />;
}
