import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ResponseForm } from "#components/signing/response-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { newId } from "#lib/identifiers.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { sayNotMyChild } from "../actions.ts";

export const metadata: Metadata = { title: "This is not my child" };

type Props = { params: Promise<{ obligation: string }> };

export default async function NotMyChildPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation: id } = await params;
  const found = await orNotFound(findObligation(actor, id));
  if (!("obligation" in found)) redirect(`/sign/${id}`);
  if (found.obligation.capacity !== "countersign") notFound();
  return (
    <Shell actor={actor} current="/sign" above={<BackLink href={`/sign/${id}`}>Back</BackLink>}>
      <PageHeading>This is not my child</PageHeading>
      <p className="mb-6">
        Say so if you were asked to sign for a child who is not yours, or whom you do not look after. The
        school is told and puts its records right. Until then we show you nothing more about this child, and
        send you nothing.
      </p>
      <ResponseForm
        action={sayNotMyChild.bind(null, id)}
        formId={newId()}
        label="Anything that the school should know (optional)"
        hint="The school will see this."
        button="This is not my child"
      />
    </Shell>
  );
}
