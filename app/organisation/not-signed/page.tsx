import type { Metadata } from "next";
import { SchoolsTable, sayCounted } from "#components/overview/schools-table.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { organisationOverview } from "#lib/obligations/overview.ts";
import { afterSchool } from "#lib/obligations/schema.ts";
import { orNotFound, requireActor } from "../../acting.ts";
import { Shell } from "../../shell.tsx";

type Props = { searchParams: Promise<{ after?: string | string[] }> };

export const metadata: Metadata = { title: "Who has not signed" };

export default async function OrganisationNotSignedPage({ searchParams }: Props) {
  const actor = await requireActor();
  const after = afterSchool.parse((await searchParams).after);
  const overview = await orNotFound(organisationOverview(actor, { after, permission: "not-signed:read" }));
  const { name, timeZone } = actor.organisation;
  const path = "/organisation/not-signed";
  return (
    <Shell actor={actor} width="wide" above={<BackLink href="/organisation">{name}</BackLink>}>
      <PageHeading
        caption={name}
        lead={`Each school leads to the list of its people. ${sayCounted(overview.countedAt, timeZone, actor.today)}.`}
      >
        Who has not signed
      </PageHeading>
      <SchoolsTable
        overview={overview}
        hrefOf={({ urn }) => (urn ? `/school/${urn}/not-signed` : `${path}/own`)}
        first={after ? path : undefined}
        next={overview.next ? `${path}?after=${overview.next}` : undefined}
      />
    </Shell>
  );
}
