import type { Metadata } from "next";
import { NamesPage } from "../../_shared/names-page.tsx";

export const metadata: Metadata = { title: "Change names" };

type Props = { params: Promise<{ urn: string; id: string }> };

export default async function Page({ params }: Props) {
  return <NamesPage {...(await params)} />;
}
