import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { ContinueLink } from "../../continue-link.tsx";

export const metadata: Metadata = { title: "You have said that you do not agree" };

type Props = { params: Promise<{ obligation: string }> };

export default async function DeclinedPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation } = await params;
  const found = await orNotFound(findObligation(actor, obligation));
  const response = "obligation" in found ? found.obligation.responseKind : null;
  if (response !== "refusal") redirect(`/sign/${obligation}`);
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>You have said that you do not agree</PageHeading>
      <p>
        Your school has been told. The policy applies to you all the same. If you change your mind, you can
        sign the agreement at any time.
      </p>
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
