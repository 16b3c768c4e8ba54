import type { Metadata } from "next";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { DoorPoster } from "#components/visits/door-poster.tsx";
import { schoolInView } from "#lib/obligations/queries.ts";
import { doorCode } from "#lib/visits/door-code.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";

type Props = { params: Promise<{ urn: string }> };

export const metadata: Metadata = { title: "The code for the door" };

export default async function DoorCodePage({ params }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "visits:receive"));
  const door = await orNotFound(doorCode(actor, school.id));
  return (
    <Shell actor={actor} above={<BackLink href={`/school/${urn}/visits`}>Arrivals</BackLink>}>
      <div className="cs-no-print">
        <PageHeading caption={school.name}>The code for the door</PageHeading>
        <p>
          Print this page with your browser’s own print command and hang it where people come in. On the
          tablet at reception, open the address below and leave it open: it forgets each person as soon as
          they are through.
        </p>
        <p>
          <a href={door.address}>Open it here</a>
        </p>
      </div>
      <DoorPoster school={school.name} {...door} />
    </Shell>
  );
}
