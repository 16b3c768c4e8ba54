import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { saidNotMyChild } from "#lib/signing/not-my-child.ts";
import { requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";

const heading = "The school has been told";
export const metadata: Metadata = { title: heading };

type Props = { params: Promise<{ obligation: string }> };

export default async function ToldPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation } = await params;
  if (!(await saidNotMyChild(actor, obligation))) redirect(`/sign/${obligation}`);
  return (
    <Shell actor={actor} current="/sign">
      <PageHeading>{heading}</PageHeading>
      <p>
        Thank you. We show you nothing more about this child, and the school will not write to you about them
        while its office looks at its records.
      </p>
      <p className="cs-section">
        <LinkButton href="/sign" variant="secondary">
          Agreements to sign
        </LinkButton>
      </p>
    </Shell>
  );
}
