import type { Metadata } from "next";
import { PressForm } from "#components/people/press-form.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { DoorPoster } from "#components/visits/door-poster.tsx";
import { schoolInView } from "#lib/obligations/queries.ts";
import { doorCode } from "#lib/visits/door-code.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { isDoorTablet } from "../../../../visit/[code]/at-the-door.ts";
import { makeDoorTabletAction } from "../actions.ts";

type Props = { params: Promise<{ urn: string }> };

export const metadata: Metadata = { title: "The code for the door" };

export default async function DoorCodePage({ params }: Props) {
  const { urn } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "visits:receive"));
  const door = await orNotFound(doorCode(actor, school.id));
  const isTablet = await isDoorTablet(door.code);
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
        <section className="cs-section" aria-labelledby="tablet">
          <h2 id="tablet">The tablet at the door</h2>
          {isTablet ? (
            <p>
              This device is the tablet at the door of {school.name}. Sign out on it, and leave the address
              above open.
            </p>
          ) : (
            <>
              <p>
                Do this once, on the tablet itself, and sign out on it afterwards. Should somebody elsewhere
                fill the list of arrivals, the door stays open on it.
              </p>
              <PressForm action={makeDoorTabletAction.bind(null, urn)}>
                Make this device the tablet at the door
              </PressForm>
            </>
          )}
        </section>
      </div>
      <DoorPoster school={school.name} {...door} />
    </Shell>
  );
}
