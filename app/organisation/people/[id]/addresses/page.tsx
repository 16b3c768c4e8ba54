import type { Metadata } from "next";
import { AddressesPage } from "../../../../school/[urn]/people/_shared/addresses-page.tsx";
import type { Query } from "../../../../school/[urn]/people/_shared/place.ts";

export const metadata: Metadata = { title: "E-mail addresses" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <AddressesPage urn={null} {...(await params)} query={await searchParams} />;
}
