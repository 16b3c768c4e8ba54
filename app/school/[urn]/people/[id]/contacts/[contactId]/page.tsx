import type { Metadata } from "next";
import { ContactPage } from "../../../_shared/contacts-page.tsx";

export const metadata: Metadata = { title: "Contact" };

type Props = { params: Promise<{ urn: string; id: string; contactId: string }> };

export default async function Page({ params }: Props) {
  return <ContactPage {...(await params)} />;
}
