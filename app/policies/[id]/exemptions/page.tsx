import type { Metadata } from "next";
import { cache } from "react";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { exemptionsOfPolicy } from "#lib/policies/exemptions/exemption-lists.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { ExemptionsTable } from "../../../exemptions-table.tsx";
import { Shell } from "../../../shell.tsx";

type Props = { params: Promise<{ id: string }> };

const pageOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, page: await orNotFound(exemptionsOfPolicy(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Exemptions from ${(await pageOf((await params).id)).page.policy.title}` };
}

export default async function PolicyExemptionsPage({ params }: Props) {
  const { actor, page } = await pageOf((await params).id);
  const { policy, exemptions } = page;
  return (
    <Shell
      actor={actor}
      current="/policies"
      width="wide"
      above={<BackLink href={`/policies/${policy.id}`}>{policy.title}</BackLink>}
    >
      <PageHeading
        caption={policy.title}
        lead="Recorded permissions to depart from a clause, at the schools that you see."
      >
        Exemptions
      </PageHeading>
      {exemptions.length > 0 ? (
        <ExemptionsTable exemptions={exemptions} without="policy" />
      ) : (
        <EmptyState title="No exemption has been asked for">
          <p>Every clause of this policy applies to everybody whom it binds.</p>
        </EmptyState>
      )}
      {unitsWhere(actor, "exemptions:ask").length > 0 && (
        <p className="cs-section cs-no-print">
          <LinkButton variant="secondary" href={`/exemptions/new?policy=${policy.id}`}>
            Ask for an exemption
          </LinkButton>
        </p>
      )}
    </Shell>
  );
}
