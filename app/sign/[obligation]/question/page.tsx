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
import { sendQuestion } from "../actions.ts";

export const metadata: Metadata = { title: "Ask a question" };

type Props = { params: Promise<{ obligation: string }> };

export default async function AskQuestionPage({ params }: Props) {
  const actor = await requireActorAtGate();
  const { obligation: id } = await params;
  const found = await orNotFound(findObligation(actor, id));
  if (found.outcome !== "to-sign" && found.outcome !== "waiting-for-pupil") redirect(`/sign/${id}`);
  return (
    <Shell
      actor={actor}
      current="/sign"
      above={<BackLink href={`/sign/${id}`}>Back to the agreement</BackLink>}
    >
      <PageHeading caption={found.obligation.agreementTitle}>Ask a question</PageHeading>
      <p className="mb-6">
        Your {yourPlace(actor, found.obligation.unitIds)} will see your question and your name. Asking is not
        the same as declining: you can sign at any time, and until you hear back you can use Countersign as
        usual.
      </p>
      <ResponseForm
        action={sendQuestion.bind(null, id)}
        formId={newId()}
        label="Your question"
        button="Send question"
      />
    </Shell>
  );
}
