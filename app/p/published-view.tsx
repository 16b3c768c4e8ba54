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
  const { organisation, slug, title, owner, version, inForce, decision, text, history } = published;
  const path = `/p/${organisation.slug}/${slug}`;
  const isOld = inForce.id !== version.id;
  return (
    <PublicFrame
      organisation={organisation}
      above={<BackLink href={`/p/${organisation.slug}`}>Published policies</BackLink>}
    >
      <PageHeading caption={owner}>{title}</PageHeading>
      {isOld && (
        <Notice tone="important" title="This version has been superseded">
          <p>
            Version {inForce.number} has been in force since {sayDay(inForce.startsOn ?? "")}.{" "}
            <a href={path}>Read the version in force</a>
          </p>
        </Notice>
      )}
      <p className="cs-no-print mb-6">
        <LinkButton variant="secondary" href={`${isOld ? `${path}/versions/${version.number}` : path}/pdf`}>
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
      <ChangeHistory
        history={history}
        hrefOf={(number) => (number === inForce.number ? path : `${path}/versions/${number}`)}
      />
    </PublicFrame>
  );
}
