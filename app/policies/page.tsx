import type { Metadata } from "next";
import { PoliciesTable } from "#components/policies/policies-table.tsx";
import { ButtonGroup, LinkButton } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { policiesInView } from "#lib/policies/queries.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const actor = await requireActor();
  const policies = await orNotFound(policiesInView(actor));
  const overdue = policies.filter(({ inForce }) => inForce?.review?.overdue).length;
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <Shell actor={actor} current="/policies" width="wide">
      <PageHeading caption={actor.organisation.name}>Policies</PageHeading>
      {unitsWhere(actor, "policies:write").length > 0 && (
        <ButtonGroup>
          <LinkButton href="/policies/new">Write a policy</LinkButton>
          <LinkButton href="/policies/bring-in" variant="secondary">
            Bring in a file
          </LinkButton>
        </ButtonGroup>
      )}
      {policies.length > 0 ? (
        <PoliciesTable
          caption={`${count} by title${overdue > 0 ? `, ${overdue} with an overdue review` : ""}`}
          policies={policies}
        />
      ) : (
        <EmptyState title="No policies yet">
          <p>
            A policy appears here once somebody begins to write it or has brought in a file of it. You see the
            drafts of those that you may write.
          </p>
        </EmptyState>
      )}
    </Shell>
  );
}
