import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { ContinueLink } from "../../continue-link.tsx";

export const metadata: Metadata = { title: "Your question has been sent" };

type Props = { params: Promise<{ obligation: string }> };

export default async function AskedPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation } = await params;
  const found = await orNotFound(findObligation(actor, obligation));
  const response = "obligation" in found ? found.obligation.responseKind : null;
  if (response !== "question") redirect(`/sign/${obligation}`);
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>Your question has been sent</PageHeading>
      <p>Your school has your question. You can sign the agreement at any time.</p>
      <p>
        <a href={`/sign/${obligation}`}>Back to the agreement</a>
      </p>
      {actor.mustSign ? (
        <p>
          <a href="/sign">You have more to read and sign</a>
        </p>
      ) : (
        <ContinueLink actor={actor} />
      )}
    </Shell>
  );
}
