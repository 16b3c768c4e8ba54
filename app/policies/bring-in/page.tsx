import type { Metadata } from "next";
import { BringInForm } from "#components/policies/check/bring-in-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { bringInChoices } from "#lib/policies/check/bring-in-file.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { formNotes } from "../../sign/form-notes.ts";

export const metadata: Metadata = { title: "Bring in a file" };

type Props = { searchParams: Promise<{ policy?: string; check?: string }> };

export default async function BringInPage({ searchParams }: Props) {
  const actor = await requireActor();
  const choices = await orNotFound(bringInChoices(actor));
  const { policy: policyId, check } = await searchParams;
  const policy = choices.policies.find(({ id }) => id === policyId);
  const notes = check === "1" ? await formNotes() : null;
  const back = policy
    ? { href: `/policies/${policy.id}`, words: policy.title }
    : { href: "/policies", words: "Policies" };
  return (
    <Shell actor={actor} current="/policies" above={<BackLink href={back.href}>{back.words}</BackLink>}>
      <PageHeading
        caption={actor.organisation.name}
        lead="A Word document, a PDF, a text or a Markdown file of a policy becomes a draft. Nobody is asked to sign a draft, and you check what was understood of the file before you keep it."
      >
        Bring in a file
      </PageHeading>
      <BringInForm
        action="/policies/bring-in/file"
        choices={choices}
        {...(policy ? { chosen: `policy-${policy.id}` } : {})}
        values={notes?.values ?? {}}
        problems={notes?.problems ?? []}
      />
    </Shell>
  );
}
