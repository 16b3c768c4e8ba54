import type { Metadata } from "next";
import type { Query } from "../../school/[urn]/not-signed/_shared/selection.ts";
import { PaperPage, paperHeading } from "../../school/[urn]/paper/_shared/paper-page.tsx";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).check === "1" ? `Error: ${paperHeading}` : paperHeading };
}

export default async function Paper({ searchParams }: Props) {
  return <PaperPage urn={null} query={await searchParams} />;
}
