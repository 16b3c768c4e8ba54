import type { Metadata } from "next";
import { EmptyState, Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { ownExemptions } from "#lib/policies/exemptions/exemption-lists.ts";
import { requireActor } from "../acting.ts";
import { ExemptionsTable } from "../exemptions-table.tsx";
import { Shell } from "../shell.tsx";

export const metadata: Metadata = { title: "Exemptions" };

type Props = { searchParams: Promise<{ done?: string }> };

export default async function ExemptionsPage({ searchParams }: Props) {
  const actor = await requireActor();
  const { mine, askedFor, toDecide, policies } = await ownExemptions(actor);
  const { done } = await searchParams;
  return (
    <Shell actor={actor} width="wide">
      <PageHeading lead="An exemption is a recorded permission to depart from a clause of a policy, with a first and a last day.">
        Exemptions
      </PageHeading>
      {done === "asked" && (
        <Notice tone="success">Your request is kept, and whoever decides has been told.</Notice>
      )}
      {toDecide.length > 0 && (
        <section className="cs-section" aria-labelledby="to-decide">
          <h2 id="to-decide">Waiting for your decision</h2>
          <ExemptionsTable exemptions={toDecide} />
        </section>
      )}
      <section className="cs-section" aria-labelledby="yours">
        <h2 id="yours">Yours</h2>
        {mine.length > 0 ? (
          <ExemptionsTable exemptions={mine} without="person" />
        ) : (
          <EmptyState title="You have no exemption">
            <p>Every clause of the policies that hold for you applies to you.</p>
          </EmptyState>
        )}
      </section>
      {askedFor.length > 0 && (
        <section className="cs-section" aria-labelledby="asked-for">
          <h2 id="asked-for">Asked for by you, for others</h2>
          <ExemptionsTable exemptions={askedFor} />
        </section>
      )}
      {policies.length > 0 && (
        <section className="cs-section" aria-labelledby="ask">
          <h2 id="ask">Ask for an exemption</h2>
          <p>Choose the policy whose clause stands in the way.</p>
          <ul className="cs-links">
            {policies.map(({ id, title }) => (
              <li key={id}>
                <a href={`/exemptions/new?policy=${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Shell>
  );
}
