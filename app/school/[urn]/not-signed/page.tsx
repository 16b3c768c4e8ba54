import type { Metadata } from "next";
import type { SearchParams } from "../../../not-signed-view.tsx";
import { NotSignedPage } from "./_shared/not-signed-page.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Who has not signed" };

export default async function NotSigned({ params, searchParams }: Props) {
  return <NotSignedPage urn={(await params).urn} query={await searchParams} />;
}
