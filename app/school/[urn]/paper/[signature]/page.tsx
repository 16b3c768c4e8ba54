import type { Metadata } from "next";
import type { Query } from "../../not-signed/_shared/selection.ts";
import { PaperSignaturePage } from "../_shared/paper-signature-page.tsx";

type Props = { params: Promise<{ urn: string; signature: string }>; searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Signature on paper" };

export default async function PaperSignature({ params, searchParams }: Props) {
  const { urn, signature } = await params;
  return <PaperSignaturePage urn={urn} signature={signature} query={await searchParams} />;
}
