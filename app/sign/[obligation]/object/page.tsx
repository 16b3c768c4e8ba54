import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ResponseForm } from "#components/signing/response-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { newId } from "#lib/identifiers.ts";
import { findObligation } from "#lib/signing/find-obligation.ts";
import { orNotFound, requireActorAtGate } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { sendObjection } from "../actions.ts";

export const metadata: Metadata = { title: "I object to this signature" };

type Props = { params: Promise<{ obligation: string }> };

export default async function ObjectPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation: id } = await params;
  const found = await orNotFound(findObligation(actor, id));
  if (found.outcome !== "signed-by-another") redirect(`/sign/${id}`);
  const { agreementTitle, subjectName } = found.obligation;
  return (
    <Shell actor={actor} current="/sign" above={<BackLink href={`/sign/${id}`}>Back</BackLink>}>
      <PageHeading caption={`${agreementTitle}, for ${subjectName}`}>I object to this signature</PageHeading>
      <p className="mb-6">
        Another parent or carer has signed. Their signature stands, and the agreement applies. Your objection
        is recorded, and the school is told and may talk to you about it.
      </p>
      <ResponseForm
        action={sendObjection.bind(null, id)}
        formId={newId()}
        label="What do you object to? (optional)"
        hint="The school will see this."
        button="Send my objection"
      />
    </Shell>
  );
}
