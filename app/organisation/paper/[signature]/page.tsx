import type { Metadata } from "next";
import type { Query } from "../../../school/[urn]/not-signed/_shared/selection.ts";
import { PaperSignaturePage } from "../../../school/[urn]/paper/_shared/paper-signature-page.tsx";

type Props = { params: Promise<{ signature: string }>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Signature on paper" };

export default async function PaperSignature({ params, searchParams }: Props) {
  const { signature } = await params;
  return <PaperSignaturePage urn={null} signature={signature} query={await searchParams} />;
}
