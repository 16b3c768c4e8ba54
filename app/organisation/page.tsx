import type { Metadata } from "next";
import { Figures } from "#components/overview/figures.tsx";
import { ReviewsDue } from "#components/overview/reviews-due.tsx";
import { SchoolsTable, sayCounted } from "#components/overview/schools-table.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { organisationOverview } from "#lib/obligations/overview.ts";
import { afterSchool } from "#lib/obligations/schema.ts";
import { may, type Permission } from "#lib/permissions/permissions.ts";
import { reviewsDue } from "#lib/policies/reviews/reviews-due.ts";
import { orNotFound, requireActor } from "../acting.ts";
import { Shell } from "../shell.tsx";

type Props = { searchParams: Promise<{ after?: string | string[] }> };

export const metadata: Metadata = { title: "Organisation overview" };

export default async function OrganisationPage({ searchParams }: Props) {
  const actor = await requireActor();
  const after = afterSchool.parse((await searchParams).after);
  const [overview, reviews] = await Promise.all([
    orNotFound(organisationOverview(actor, { after })),
    reviewsDue(actor),
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
      <ReviewsDue {...reviews} />
      <MorePages actor={actor} />
    </Shell>
  );
}

/** What else there is to do for the whole organisation, for those who may. */
function MorePages({ actor }: { actor: Actor }) {
  const pages: [Permission, string, string][] = [
    ["messages:read", "messages", "Messages"],
    ["signing-sessions:open", "staff-sessions", "Staff sessions of the organisation’s own people"],
    ["holidays:keep", "holidays", "Holidays of all schools"],
    ["settings:change", "settings", "Settings"],
  ];
  const theirs = pages.filter(([permission]) => may(actor, permission, actor.organisationId));
  if (theirs.length === 0) return null;
  return (
    <section className="cs-section cs-no-print" aria-labelledby="more">
      <h2 id="more">For the whole organisation</h2>
      <ul className="cs-links">
        {theirs.map(([, path, label]) => (
          <li key={path}>
            <a href={`/organisation/${path}`}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
