import type { Metadata } from "next";
import { NamesPage } from "../../../../school/[urn]/people/_shared/names-page.tsx";

export const metadata: Metadata = { title: "Change names" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  return <NamesPage urn={null} {...(await params)} />;
}
