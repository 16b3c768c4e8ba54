import type { Metadata } from "next";
import { ContactsPage } from "../../_shared/contacts-page.tsx";
import type { Query } from "../../_shared/place.ts";

export const metadata: Metadata = { title: "Contacts" };

type Props = { params: Promise<{ urn: string; id: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  return <ContactsPage {...(await params)} query={await searchParams} />;
}
