import type { Metadata } from "next";
import { Figures } from "#components/overview/figures.tsx";
import { OverdueReviews } from "#components/overview/overdue-reviews.tsx";
import { SchoolsTable, sayCounted } from "#components/overview/schools-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { organisationOverview } from "#lib/obligations/overview.ts";
import { afterSchool } from "#lib/obligations/schema.ts";
import { may } from "#lib/permissions/permissions.ts";
import { overdueReviews } from "#lib/policies/queries.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

type Props = { searchParams: Promise<{ after?: string | string[] }> };

export const metadata: Metadata = { title: "Organisation overview" };

export default async function OrganisationPage({ searchParams }: Props) {
  const actor = await requireActor();
  const after = afterSchool.parse((await searchParams).after);
  const [overview, overdue] = await Promise.all([
    orNotFound(organisationOverview(actor, { after })),
    overdueReviews(actor),
  ]);
  const { name, timeZone } = actor.organisation;
  const mayList = may(actor, "not-signed:read", actor.organisationId);
  return (
    <Shell actor={actor} current="/organisation" width="wide">
      <PageHeading
        lead={`Agreements due and signed at all schools. ${sayCounted(overview.countedAt, timeZone, actor.today)}.`}
      >
        {name}
      </PageHeading>
      <Figures whole={overview.whole} parts={overview.parts}>
        {mayList && (
          <p className="mt-6">
            <LinkButton href="/organisation/not-signed">Who has not signed</LinkButton>
          </p>
        )}
      </Figures>
      <section className="cs-section" aria-labelledby="schools">
        <h2 id="schools">Schools</h2>
        <SchoolsTable
          overview={overview}
          hrefOf={({ urn }) =>
            urn ? `/school/${urn}` : mayList ? "/organisation/not-signed/own" : undefined
          }
          first={after ? "/organisation" : undefined}
          next={overview.next ? `/organisation?after=${overview.next}` : undefined}
        />
      </section>
      <OverdueReviews policies={overdue} />
    </Shell>
  );
}
