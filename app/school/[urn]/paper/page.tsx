import type { Metadata } from "next";
import type { Query } from "../not-signed/_shared/selection.ts";
import { PaperPage, paperHeading } from "./_shared/paper-page.tsx";

type Props = { params: Promise<{ urn: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).check === "1" ? `Error: ${paperHeading}` : paperHeading };
}

export default async function Paper({ params, searchParams }: Props) {
  return <PaperPage urn={(await params).urn} query={await searchParams} />;
}
