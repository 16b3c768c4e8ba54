import type { Metadata } from "next";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { schoolByUrn } from "#lib/organisations/queries.ts";
import { exemptionsAt } from "#lib/policies/exemptions/exemption-lists.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { ExemptionsTable } from "../../../exemptions-table.tsx";
import { Shell } from "../../../shell.tsx";

type Props = { params: Promise<{ urn: string }> };

export const metadata: Metadata = { title: "Exemptions" };

export default async function SchoolExemptionsPage({ params }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolByUrn(actor, urn));
  const exemptions = await orNotFound(exemptionsAt(actor, school.id));
  return (
    <Shell
      actor={actor}
      width="wide"
      above={<BackLink href={`/school/${urn}/policies`}>Policies of {school.name}</BackLink>}
    >
      <PageHeading caption={school.name} lead="Recorded permissions to depart from a clause of a policy.">
        Exemptions
      </PageHeading>
      {exemptions.length > 0 ? (
        <ExemptionsTable exemptions={exemptions} />
      ) : (
        <EmptyState title="No exemption has been asked for">
          <p>Every clause applies to everybody here.</p>
        </EmptyState>
      )}
    </Shell>
  );
}
