import type { Metadata } from "next";
import { FormsPage, type FormsQuery } from "./_shared/forms-page.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<FormsQuery> };

export const metadata: Metadata = { title: "Forms to print" };

export default async function Forms({ params, searchParams }: Props) {
  return <FormsPage urn={(await params).urn} query={await searchParams} />;
}
