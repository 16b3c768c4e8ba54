import type { Metadata } from "next";
import { OverdueReviews } from "#components/overview/overdue-reviews.tsx";
import { DecisionsTable } from "#components/policies/decisions-table.tsx";
import { PoliciesTable } from "#components/policies/policies-table.tsx";
import { EmptyState } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayDay } from "#lib/dates.ts";
import { unitsWhere } from "#lib/permissions/permissions.ts";
import { boardPage } from "#lib/policies/board-page.ts";
import { policiesInView } from "#lib/policies/queries.ts";
import { sayBodies } from "#lib/policies/words.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

export const metadata: Metadata = { title: "Waiting for ratification" };

export default async function BoardPage() {
  const actor = await requireActor();
  const { bodies, waiting, policies, decisions } = await orNotFound(boardPage(actor));
  // a seat shows every policy of its body here, and opens none of them at /policies
  const readable = new Set(
    unitsWhere(actor, "policies:read").length > 0 ? (await policiesInView(actor)).map(({ id }) => id) : [],
  );
  const published = new Map(
    policies.flatMap(({ id, slug, inForce }) => (inForce ? [[id, slug] as const] : [])),
  );
  const hrefOf = (policyId: string) => {
    if (readable.has(policyId)) return `/policies/${policyId}`;
    const slug = published.get(policyId);
    return slug && `/p/${actor.organisation.slug}/${slug}`;
  };
  const count = policies.length === 1 ? "1 policy" : `${policies.length} policies`;
  return (
    <Shell actor={actor} current="/board" width="wide">
      <PageHeading caption={sayBodies(bodies)}>Waiting for ratification</PageHeading>
      {waiting.length > 0 ? (
        <ul className="cs-tasks">
          {waiting.map(({ proposalId, policyId, title, number, implementationOn }) => (
            <li key={proposalId}>
              {readable.has(policyId) ? (
                <a className="cs-tasks__link" href={`/policies/${policyId}/versions/${number}`}>
                  {title}, version {number}
                </a>
              ) : (
                <p>
                  {title}, version {number}
                </p>
              )}
              <p className="cs-tasks__about">To come into force on {sayDay(implementationOn)}</p>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing is waiting for a decision">
          <p>A version that is sent to you for ratification appears here.</p>
        </EmptyState>
      )}
      {actor.seats.some(({ part }) => part === "chair") && (
        <p className="cs-section">
          <a href="/board/questions">Questions and refusals of heads</a> come to you as the chair.
        </p>
      )}
      <OverdueReviews policies={policies.filter(({ inForce }) => inForce?.review?.overdue)} hrefOf={hrefOf} />
      <section className="cs-section" aria-labelledby="policies">
        <h2 id="policies">Policies</h2>
        {policies.length > 0 ? (
          <PoliciesTable caption={`${count} by title`} policies={policies} hrefOf={hrefOf} />
        ) : (
          <p>There are no policies yet.</p>
        )}
      </section>
      <section className="cs-section" aria-labelledby="decisions">
        <h2 id="decisions">Decisions</h2>
        <DecisionsTable decisions={decisions} hrefOf={hrefOf} />
      </section>
    </Shell>
  );
}
