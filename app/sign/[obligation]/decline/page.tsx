import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ResponseForm } from "#components/signing/response-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { newId } from "#lib/identifiers.ts";
import { yourPlace } from "#lib/organisations/words.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { sendRefusal } from "../actions.ts";

export const metadata: Metadata = { title: "I do not agree" };

type Props = { params: Promise<{ obligation: string }> };

export default async function DeclinePage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation: id } = await params;
  const found = await orNotFound(findObligation(actor, id));
  if (found.outcome !== "to-sign" && found.outcome !== "waiting-for-pupil") redirect(`/sign/${id}`);
  const place = yourPlace(actor, found.obligation.unitIds);
  return (
    <Shell
      actor={actor}
      current="/sign"
      above={<BackLink href={`/sign/${id}`}>Back to the agreement</BackLink>}
    >
      <PageHeading caption={found.obligation.agreementTitle}>I do not agree</PageHeading>
      <p className="mb-6">
        You can say that you do not agree. Your {place} will be told and may talk to you about it. The policy
        applies all the same, and you can still sign later.
      </p>
      <ResponseForm
        action={sendRefusal.bind(null, id)}
        formId={newId()}
        label="What do you not agree with? (optional)"
        hint={`Your ${place} will see this.`}
        button="Say that I do not agree"
      />
    </Shell>
  );
}
