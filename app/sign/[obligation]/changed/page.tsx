import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Superseded } from "../outcomes.tsx";

export const metadata: Metadata = { title: "There is a new version" };

type Props = { params: Promise<{ obligation: string }> };

/** Where a form goes whose wording was replaced while it was being read. */
export default async function ChangedWhileReadingPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation } = await params;
  const found = await orNotFound(findObligation(actor, obligation));
  if (found.outcome === "superseded")
    return (
      <Superseded actor={actor} href={`/sign/${found.now.id}`} signed={found.now.signatureId !== null} />
    );
  if (found.outcome === "to-sign")
    return <Superseded actor={actor} href={`/sign/${obligation}`} signed={false} />;
  redirect(`/sign/${obligation}`);
}
