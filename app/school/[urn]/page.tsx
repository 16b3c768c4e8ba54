import type { Metadata } from "next";
import { cache } from "react";
import { AgreementBars } from "#components/overview/agreement-bars.tsx";
import { Figures } from "#components/overview/figures.tsx";
import { Responses } from "#components/overview/responses.tsx";
import { ReviewsDue } from "#components/overview/reviews-due.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { sayDay } from "#lib/dates.ts";
import { openResponses } from "#lib/obligations/open-responses.ts";
import { schoolOverview } from "#lib/obligations/overview.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { may, type Permission } from "#lib/permissions/permissions.ts";
import { reviewsDue } from "#lib/policies/reviews/reviews-due.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";

type Props = { params: Promise<{ urn: string }> };

const schoolOf = cache(async (urn: string) => {
  const actor = await requireActor();
  return { actor, school: await orNotFound(schoolInView(actor, urn, "overview:read")) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await schoolOf((await params).urn)).school.name };
}

export default async function SchoolPage({ params }: Props) {
  const { urn } = await params;
  const { actor, school } = await schoolOf(urn);
  const mayList = may(actor, "not-signed:read", school.id);
  const [overview, reviews] = await Promise.all([
    orNotFound(schoolOverview(actor, school.id)),
    reviewsDue(actor),
  ]);
  const list = `/school/${urn}/not-signed`;
  return (
    <Shell actor={actor} current={`/school/${urn}`} width="wide">
      <PageHeading lead={`Agreements due and signed, as at today, ${sayDay(actor.today)}.`}>
        {school.name}
      </PageHeading>
      <Figures
        {...overview}
        listOf={
          mayList
            ? (part) =>
                part === "countersign"
                  ? `${list}?role=pupil&whose=parent`
                  : `${list}?role=${part}${part === "pupil" ? "&whose=own" : ""}`
            : undefined
        }
      >
        {mayList && (
          <p className="mt-6">
            <LinkButton href={list}>Who has not signed</LinkButton>
          </p>
        )}
      </Figures>
      <AgreementBars agreements={overview.agreements} list={mayList ? list : undefined} />
      {may(actor, "responses:read", school.id) && (
        <SchoolResponses actor={actor} unitId={school.id} urn={urn} />
      )}
      <ReviewsDue {...reviews} />
      <MorePages actor={actor} unitId={school.id} urn={urn} />
    </Shell>
  );
}

/** What else there is to do at the school, for those who may. */
function MorePages({ actor, unitId, urn }: SchoolResponsesProps) {
  const pages: [Permission, string, string][] = [
    ["policies:read", "policies", "Policies"],
    ["exemptions:read", "exemptions", "Exemptions"],
    ["visits:receive", "visits", "Arrivals"],
    ["cleared:read", "cleared", "Who may have a login or the Wi-Fi"],
    ["signing-sessions:open", "class-sessions", "Class sessions"],
    ["pupil-signing:decide", "pupil-signing", "Whether pupils sign"],
    ["messages:read", "messages", "Messages"],
    ["holidays:keep", "holidays", "Holidays"],
  ];
  const theirs = pages.filter(([permission]) => may(actor, permission, unitId));
  if (theirs.length === 0) return null;
  return (
    <section className="cs-section cs-no-print" aria-labelledby="more">
      <h2 id="more">At this school</h2>
      <ul className="cs-links">
        {theirs.map(([, path, label]) => (
          <li key={path}>
            <a href={`/school/${urn}/${path}`}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type SchoolResponsesProps = { actor: Actor; unitId: string; urn: string };

async function SchoolResponses({ actor, unitId, urn }: SchoolResponsesProps) {
  const responses = await openResponses(actor, unitId);
  return (
    <section className="cs-section" aria-labelledby="responses">
      <h2 id="responses">Questions and refusals</h2>
      <Responses
        responses={responses}
        timeZone={actor.organisation.timeZone}
        list={`/school/${urn}/questions`}
        personHref={may(actor, "people:read", unitId) ? (id) => `/school/${urn}/people/${id}` : undefined}
      />
    </section>
  );
}
