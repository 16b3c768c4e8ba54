import type { Metadata } from "next";
import { PressForm } from "#components/people/press-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { NotWhoTheySaidForm } from "#components/visits/not-who-they-said-form.tsx";
import { VisitTag } from "#components/visits/visits-table.tsx";
import { sayDay, sayMoment } from "#lib/dates.ts";
import { schoolInView } from "#lib/obligations/queries.ts";
import { may } from "#lib/permissions/permissions.ts";
import { visitAtSchool } from "#lib/visits/visits-at-school.ts";
import { reasonNames, sayPass } from "#lib/visits/words.ts";
import { orNotFound, requireActor } from "../../../../acting.ts";
import { Shell } from "../../../../shell.tsx";
import { confirmVisitorAction, endVisitAction, notWhoTheySaidAction } from "../actions.ts";

type Props = { params: Promise<{ urn: string; visitId: string }> };

export const metadata: Metadata = { title: "Visit" };

export default async function VisitPage({ params }: Props) {
  const { urn, visitId } = await params;
  const actor = await requireActor();
  const school = await orNotFound(schoolInView(actor, urn, "visits:receive"));
  const visit = await orNotFound(visitAtSchool(actor, school.id, visitId));
  const { timeZone } = actor.organisation;
  const isOver = visit.state === "ended" || visit.state === "refused";
  return (
    <Shell actor={actor} above={<BackLink href={`/school/${urn}/visits`}>Arrivals</BackLink>}>
      <PageHeading caption="Visit" lead={<VisitTag visit={visit} today={actor.today} timeZone={timeZone} />}>
        {visit.name}
      </PageHeading>
      <SummaryList
        rows={[
          { key: "Here as", value: reasonNames[visit.reason] },
          { key: "Firm or agency", value: visit.firm ?? "–" },
          { key: "Expected by", value: visit.expectedBy ?? "–" },
          {
            key: "Confirmed",
            value:
              visit.confirmedBy && visit.confirmedAt
                ? `By ${visit.confirmedBy}, ${sayMoment(visit.confirmedAt, timeZone)}`
                : "Nobody has confirmed who they are",
          },
          { key: "Arrived", value: sayMoment(visit.arrivedAt, timeZone) },
          { key: "Until", value: sayDay(visit.untilOn) },
          ...(visit.leftAt ? [{ key: "Left", value: sayMoment(visit.leftAt, timeZone) }] : []),
          { key: "Pass code", value: visit.state === "refused" ? "Taken away" : sayPass(visit.pass) },
        ]}
      />
      {may(actor, "people:read", school.id) && (
        <p>
          <a href={`/school/${urn}/people/${visit.personId}`}>Their page, with their roles</a>
        </p>
      )}
      {(visit.state === "declined" || visit.state === "asked") && (
        <Notice tone="important" title="Not cleared">
          <p>
            {visit.state === "declined"
              ? "They have said that they do not agree to what their visit asks them to sign."
              : "They have asked a question instead of signing what their visit asks for."}{" "}
            Whoever answers for the school has their words. They can still sign at the door, with their pass
            code.
          </p>
        </Notice>
      )}
      {!isOver && !visit.confirmedAt && (
        <section className="cs-section" aria-labelledby="confirm">
          <h2 id="confirm">Confirm who they are</h2>
          <p>
            You know them, or they have shown you who they are. From then on they are among those who may have
            a login or the Wi-Fi, once they have signed.
          </p>
          <form action={confirmVisitorAction.bind(null, urn)}>
            <input type="hidden" name="visit" value={visit.id} />
            <Button variant="secondary">Confirm</Button>
          </form>
        </section>
      )}
      {!isOver && visit.untilOn > actor.today && (
        <section className="cs-section" aria-labelledby="end">
          <h2 id="end">Will not be back</h2>
          <p>Ends the visit today. Their pass leads no further, and next time they sign again.</p>
          <PressForm action={endVisitAction.bind(null, urn, visit.id)}>End this visit</PressForm>
        </section>
      )}
      {visit.state !== "refused" && (
        <section className="cs-section" aria-labelledby="refuse">
          <h2 id="refuse">Not who they said</h2>
          <p>
            Ends the visit and takes the pass away. What was signed under this name no longer counts; the
            record of it stays.
          </p>
          <NotWhoTheySaidForm action={notWhoTheySaidAction.bind(null, urn, visit.id)} />
        </section>
      )}
    </Shell>
  );
}
