import type { Metadata } from "next";
import { NewPersonPage } from "../_shared/new-person-page.tsx";

export const metadata: Metadata = { title: "Add a person" };

type Props = { params: Promise<{ urn: string }> };

export default async function Page({ params }: Props) {
  return <NewPersonPage {...(await params)} />;
}
