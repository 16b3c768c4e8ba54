import type { Metadata } from "next";
import { WritePolicyForm } from "#components/policies/write-policy-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { whereToWrite } from "#lib/policies/drafts/start-draft.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";
import { writePolicyAction } from "./actions.ts";

export const metadata: Metadata = { title: "Write a policy" };

export default async function WritePolicyPage() {
  const actor = await requireActor();
  const units = await orNotFound(whereToWrite(actor));
  return (
    <Shell actor={actor} current="/policies" above={<BackLink href="/policies">Policies</BackLink>}>
      <PageHeading
        caption={actor.organisation.name}
        lead="It begins as a draft that only those who write policies see. Nobody is asked to sign before it has been ratified."
      >
        Write a policy
      </PageHeading>
      <WritePolicyForm action={writePolicyAction} units={units.map(({ id, name }) => ({ id, name }))} />
      <p className="mt-8">
        Is there a file of it already? <a href="/policies/bring-in">Bring in a file</a>
      </p>
    </Shell>
  );
}
