import { ChangeHistory } from "#components/policies/change-history.tsx";
import { DocumentControl } from "#components/policies/document-control.tsx";
import { PolicyText } from "#components/policies/policy-text.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { sayDay } from "#lib/dates.ts";
import type { PublishedVersion } from "#lib/policies/published.ts";
import { PublicFrame } from "./frame.tsx";

/** A published version for anyone: control block, text, change history. */
export function PublishedView({ published }: { published: PublishedVersion }) {
  const { organisation, slug, title, owner, version, inForce, decision, text, school, schools, history } =
    published;
  const path = `/p/${organisation.slug}/${slug}`;
  const isOld = inForce.id !== version.id;
  const here = school ? `${path}/schools/${school.urn}` : isOld ? `${path}/versions/${version.number}` : path;
  return (
    <PublicFrame
      organisation={organisation}
      above={<BackLink href={`/p/${organisation.slug}`}>Published policies</BackLink>}
    >
      <PageHeading caption={school?.name ?? owner}>{title}</PageHeading>
      {isOld && (
        <Notice tone="important" title="This version has been superseded">
          <p>
            Version {inForce.number} has been in force since {sayDay(inForce.startsOn ?? "")}.{" "}
            <a href={path}>Read the version in force</a>
          </p>
        </Notice>
      )}
      {school && (
        <Notice>
          <p>
            This policy of {owner} holds at {school.name}
            {school.since ? ` with the school’s own words since ${sayDay(school.since)}.` : "."}{" "}
            <span className="cs-no-print">
              <a href={path}>Read it as it holds everywhere</a>
            </span>
          </p>
        </Notice>
      )}
      <p className="cs-no-print mb-6">
        <LinkButton variant="secondary" href={`${here}/pdf`}>
          Download PDF
        </LinkButton>
      </p>
      <DocumentControl
        version={version}
        owner={owner}
        decisions={decision ? [decision] : []}
        control={text.control}
      />
      <section className="cs-section">
        <PolicyText text={text} />
      </section>
      {!school && schools.length > 0 && (
        <section className="cs-section cs-no-print" aria-labelledby="schools">
          <h2 id="schools">At schools with words of their own</h2>
          <ul className="cs-links">
            {schools.map(({ urn, name }) => (
              <li key={urn}>
                <a href={`${path}/schools/${urn}`}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ChangeHistory
        history={history}
        hrefOf={(number) => (number === inForce.number ? path : `${path}/versions/${number}`)}
      />
    </PublicFrame>
  );
}
