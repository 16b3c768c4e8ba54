import type { Metadata } from "next";
import { OverdueReviews } from "#components/overview/overdue-reviews.tsx";
import { DecisionsTable } from "#components/policies/decisions-table.tsx";
import { PoliciesTable } from "#components/policies/policies-table.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TaskList } from "#components/ui/task-list.tsx";
import { sayDay } from "#lib/dates.ts";
import { boardPage } from "#lib/policies/board-page.ts";
import { sayBodies } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

export const metadata: Metadata = { title: "Waiting for ratification" };

export default async function BoardPage() {
  const actor = await requireActor();
  const { bodies, waiting, policies, decisions } = await orNotFound(boardPage(actor));
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <Shell actor={actor} current="/board" width="wide">
      <PageHeading caption={sayBodies(bodies)}>Waiting for ratification</PageHeading>
      {waiting.length > 0 ? (
        <TaskList
          tasks={waiting.map(({ proposalId, policyId, title, number, implementationOn }) => ({
            key: proposalId,
            href: `/policies/${policyId}/versions/${number}`,
            title: `${title}, version ${number}`,
            about: `To come into force on ${sayDay(implementationOn)}`,
          }))}
        />
      ) : (
        <EmptyState title="Nothing is waiting for a decision">
          <p>A version that is sent to you for ratification appears here.</p>
        </EmptyState>
      )}
      <OverdueReviews policies={policies.filter(({ inForce }) => inForce?.review?.overdue)} />
      <section className="cs-section" aria-labelledby="policies">
        <h2 id="policies">Policies</h2>
        {policies.length > 0 ? (
          <PoliciesTable caption={`${count} by title`} policies={policies} />
        ) : (
          <p>There are no policies yet.</p>
        )}
      </section>
      <section className="cs-section" aria-labelledby="decisions">
        <h2 id="decisions">Decisions</h2>
        <DecisionsTable decisions={decisions} />
      </section>
    </Shell>
  );
}
